#!/usr/bin/env python3
"""A listener on the wire between an editor and its language server.

    tee.py LOG COMMAND [ARGUMENT...]

Runs the command and copies standard input and output through byte for byte, at once; every
message seen is also written to LOG as one line of JSON, before it is passed on, so that a
question always stands above its answer:

    {"at": seconds, "from": "client" | "server", "message": {...}}
    {"at": seconds, "from": "server", "stderr": "a line the server logged"}
    {"at": seconds, "from": "client" | "server", "broken": "what is wrong with the framing"}
    {"at": seconds, "exit": code}

`at` is a steady clock shared by all processes of one machine. The exit status is the command's.
"""
import json
import os
import signal
import subprocess
import sys
import threading
import time


class Log:
    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8")
        self.lock = threading.Lock()

    def write(self, **entry):
        with self.lock:
            self.file.write(json.dumps({"at": time.monotonic(), **entry}, ensure_ascii=False) + "\n")
            self.file.flush()


class Messages:
    """Cuts a stream of bytes into messages. It only listens: bytes it cannot read are reported
    once and passed over; they are copied all the same."""

    def __init__(self, log, side):
        self.log, self.side, self.rest, self.broken = log, side, b"", False

    def feed(self, data):
        if self.broken:
            return
        self.rest += data
        while True:
            head, blank, body = self.rest.partition(b"\r\n\r\n")
            if not blank:
                return
            try:
                fields = dict(line.split(b":", 1) for line in head.split(b"\r\n"))
                length = int(fields[b"Content-Length"])
            except (ValueError, KeyError):
                self.give_up(f"not a header: {head[:200]!r}")
                return
            if len(body) < length:
                return
            message, self.rest = body[:length], body[length:]
            try:
                self.log.write(**{"from": self.side, "message": json.loads(message)})
            except ValueError as error:
                self.give_up(f"not JSON ({error}): {message[:200]!r}")
                return

    def end(self):
        if self.rest and not self.broken:
            self.give_up(f"the stream ended inside a message: {self.rest[:200]!r}")

    def give_up(self, why):
        self.broken = True
        self.log.write(**{"from": self.side, "broken": why})


def copy(source, sink, messages):
    """Until the end of either side, then closes the sink, so that the end travels on."""
    try:
        while data := os.read(source.fileno(), 65536):
            messages.feed(data)
            sink.write(data)
            sink.flush()
        messages.end()
    except OSError:
        pass  # whoever should hear it is gone, so what is said from here on is nobody's business
    try:
        sink.close()
    except OSError:
        pass


def listen(stream, log):
    for line in iter(stream.readline, b""):
        text = line.decode("utf-8", "replace").rstrip("\n")
        log.write(**{"from": "server", "stderr": text})
        try:
            print(text, file=sys.stderr, flush=True)
        except OSError:
            pass


def main():
    log = Log(sys.argv[1])
    server = subprocess.Popen(
        sys.argv[2:],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    # An editor that loses patience signals us; the server is the one it means.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, _: server.send_signal(received))
    stdin = os.fdopen(0, "rb", buffering=0)
    stdout = os.fdopen(1, "wb", buffering=0)
    threading.Thread(
        target=copy, args=(stdin, server.stdin, Messages(log, "client")), daemon=True
    ).start()
    readers = [
        threading.Thread(target=copy, args=(server.stdout, stdout, Messages(log, "server"))),
        threading.Thread(target=listen, args=(server.stderr, log)),
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    code = server.wait()
    log.write(exit=code)
    # Not sys.exit: the thread that waits for the editor's next byte is nobody's business now.
    os._exit(code if code >= 0 else 128 - code)


main()
