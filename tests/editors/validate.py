#!/usr/bin/env python3
"""Holds every message of a language server against the protocol's own definition.

    validate.py LOG...          logs written by tee.py

For each message that the server sent:
- it is framed, is JSON, and has the structure that its method prescribes (`lsprotocol`, which is
  generated from the protocol's meta model);
- written back from that structure it is the same message: what is lost on the way is a property
  the protocol does not know;
- a response answers a request that is still open, and each is answered once: all that came before
  `shutdown` by the time that the editor says `exit` (an editor that leaves without a word waits for
  nothing);
- the ranges of diagnostics lie inside the text of the version they speak of, and their versions
  never go back.

A change of a document that is not open is the editor's mistake, and a complaint as well.

Prints one line for each kind of complaint, with how often and the first example, and what was said
last in that session; exit status 1 if there is any complaint, or if the server never spoke.
"""
import bisect
import collections
import json
import sys

from cattrs import transform_error
from lsprotocol import converters
from lsprotocol import types

CONVERTER = converters.get_converter()


def differences(sent, known, where=""):
    """What `sent` has and `known` lacks. A null that is left out says the same."""
    if isinstance(sent, dict) and isinstance(known, dict):
        for key, value in sent.items():
            if key in known:
                yield from differences(value, known[key], f"{where}.{key}")
            elif value is not None:
                yield f"{where}.{key}: a property the protocol does not know"
    elif isinstance(sent, list) and isinstance(known, list) and len(sent) == len(known):
        for one, other in zip(sent, known):
            yield from differences(one, other, f"{where}[]")
    elif sent != known:
        yield f"{where}: reads back as another value"


def units(text, encoding):
    """How long the text is in the units that the session counts columns in."""
    if encoding == "utf-32":
        return len(text)
    if encoding == "utf-16":
        return len(text.encode("utf-16-le")) // 2
    return len(text.encode("utf-8"))


def prefix(text, column, encoding):
    """How many characters of `text` the first `column` units are; past the end it clamps."""
    if encoding == "utf-32":
        return min(column, len(text))
    return bisect.bisect_left(range(len(text)), column, key=lambda n: units(text[:n], encoding))


class Document:
    """The text of an open file, kept from the editor's own messages."""

    def __init__(self, item):
        self.texts = {}
        self.keep(item["version"], item["text"])

    def keep(self, version, text):
        self.version, self.text = version, text
        self.texts[version] = text

    def change(self, version, changes, encoding):
        text = self.text
        for change in changes:
            if change.get("range") is None:
                text = change["text"]
                continue
            start, end = (
                offset(text, change["range"][edge], encoding) for edge in ("start", "end")
            )
            text = text[:start] + change["text"] + text[end:]
        self.keep(version, text)


def split_lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def offset(text, position, encoding):
    start = 0
    for _ in range(position["line"]):
        ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
        if not ends:
            return len(text)
        start = min(ends) + (2 if text.startswith("\r\n", min(ends)) else 1)
    line = split_lines(text[start:])[0]
    return start + prefix(line, position["character"], encoding)


def outside(text, position, encoding):
    lines = split_lines(text)
    return position["line"] >= len(lines) or position["character"] > units(
        lines[position["line"]], encoding
    )


class Session:
    """One server's life, as tee.py recorded it."""

    def __init__(self):
        self.complaints = collections.OrderedDict()
        self.open = {"client": {}, "server": {}}  # requests by id
        self.leaving, self.late = False, set()  # whether `shutdown` was said, and the requests since
        self.last = collections.deque(maxlen=8)
        self.documents = {}
        self.published = {}
        self.encoding = "utf-16"

    def complain(self, what, message):
        count, example = self.complaints.get(what, (0, message))
        self.complaints[what] = (count + 1, example)

    def read(self, entry):
        side, message = entry.get("from"), entry.get("message")
        if "broken" in entry:
            self.complain(f"the {side}'s stream: {entry['broken']}", None)
        if message is None:
            return
        self.last.append(entry)
        other = "server" if side == "client" else "client"
        method = message.get("method")
        if method is None:
            request = self.open[other].pop(message.get("id"), None)
            if request is None:
                if side == "server":
                    self.complain("an answer to no open request", message)
                return
            method = request["method"]
        elif "id" in message:
            self.open[side][message["id"]] = message
            if side == "client" and self.leaving:
                self.late.add(message["id"])
            self.leaving = self.leaving or method == "shutdown"
        if side == "server":
            if self.check_structure(method, message):
                self.check_diagnostics(method, message)
        self.follow(side, method, message)

    def check_structure(self, method, message):
        """Complains of what the protocol does not know; returns whether the rest can be read."""
        if method not in types.METHOD_TO_TYPES:
            if not method.startswith("$/"):
                self.complain(f"{method}: a method the protocol does not know", message)
            return False
        request, response = types.METHOD_TO_TYPES[method][:2]
        if "method" in message:
            kind, name = request, method
        elif message.get("error") is not None:
            kind, name = types.ResponseErrorMessage, f"{method} (error)"
        else:
            kind, name = response, f"{method} (result)"
        try:
            known = CONVERTER.unstructure(CONVERTER.structure(message, kind), kind)
        except Exception as error:  # whatever the converter trips over is the finding
            self.complain(f"{name}: {'; '.join(transform_error(error))}", message)
            return False
        for difference in dict.fromkeys(differences(message, known)):
            self.complain(f"{name}{difference}", message)
        return True

    def check_diagnostics(self, method, message):
        if method != "textDocument/publishDiagnostics":
            return
        params = message["params"]
        uri, version = params["uri"], params.get("version")
        document = self.documents.get(uri)
        if document is None or version is None:
            return
        if version < self.published.get(uri, version):
            self.complain(f"{method}: an older version after a newer one", message)
        self.published[uri] = version
        text = document.texts.get(version)
        if text is None:
            self.complain(f"{method}: a version that never was", message)
            return
        for diagnostic in params["diagnostics"]:
            start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
            if (start["line"], start["character"]) > (end["line"], end["character"]):
                self.complain(f"{method}: a range that ends before it starts", message)
            if outside(text, start, self.encoding) or outside(text, end, self.encoding):
                self.complain(f"{method}: a range outside the text", message)

    def follow(self, side, method, message):
        params = message.get("params") or {}
        if side == "server":
            if method == "initialize" and message.get("result"):
                capabilities = message["result"].get("capabilities", {})
                self.encoding = capabilities.get("positionEncoding") or "utf-16"
        elif method == "textDocument/didOpen":
            self.documents[params["textDocument"]["uri"]] = Document(params["textDocument"])
        elif method == "textDocument/didChange":
            document = self.documents.get(params["textDocument"]["uri"])
            if document is None:
                self.complain("the editor changes a document that is not open", message)
                return
            document.change(
                params["textDocument"]["version"], params["contentChanges"], self.encoding
            )
        elif method == "textDocument/didClose":
            self.documents.pop(params["textDocument"]["uri"], None)
            self.published.pop(params["textDocument"]["uri"], None)
        elif method == "exit":
            for request in self.open["client"].values():
                if request["id"] not in self.late:
                    self.complain(f"{request['method']}: never answered", request)


def main():
    messages, failed = 0, False
    for path in sys.argv[1:]:
        session = Session()
        with open(path, encoding="utf-8") as log:
            for line in log:
                entry = json.loads(line)
                messages += entry.get("from") == "server" and "message" in entry
                session.read(entry)
        for what, (count, example) in session.complaints.items():
            failed = True
            print(f"{count} x {what}")
            if example is not None:
                print(f"    {json.dumps(example, ensure_ascii=False)[:600]}")
        if session.complaints:
            print(f"the last that was said in {path}:")
            for entry in session.last:
                print(f"    {json.dumps(entry, ensure_ascii=False)[:200]}")
    print(f"{messages} messages of the server read")
    sys.exit(1 if failed or not messages else 0)


main()
