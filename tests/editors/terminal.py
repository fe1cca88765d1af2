"""A real terminal to put an editor into and look at: tmux on a socket of its own.

    with Terminal(kit, room, [nvim, "articles/a.txt"]) as terminal:
        terminal.keys("K")
        terminal.wait("the float shows", lambda screen: "Harbour minister" in screen.text)
"""
import os
import pathlib
import re
import subprocess


class Screen:
    """What a person sees: `text`, and `underlined`, the words with a line under them."""

    def __init__(self, captured):
        self.text = re.sub(r"\x1b\[[0-9;:]*m", "", captured)
        self.underlined, on = [], False
        for piece in re.split(r"(\x1b\[[0-9;:]*m|\n)", captured):
            if piece.startswith("\x1b["):
                for code in (piece[2:-1] or "0").split(";"):
                    if code in ("0", "24", "4:0"):
                        on = False
                    elif code == "4" or code.startswith("4:"):
                        on = True
            elif on and piece.strip():
                self.underlined.append(piece)


class Terminal:
    def __init__(self, kit, room, command, columns=100, rows=24):
        self.kit, self.room, self.command = kit, room, command
        self.size = ["-x", str(columns), "-y", str(rows)]
        self.tmux = kit.program("tmux", "tmux")

    def __enter__(self):
        settings = self.room.path / "tmux.conf"
        settings.write_text("set -g default-terminal tmux-256color\nset -g escape-time 0\nset -g status off\n")
        self.call("-f", settings, "new-session", "-d", *self.size, *self.command)
        return self

    def __exit__(self, *_):
        self.call("kill-server", check=False)

    def call(self, *arguments, check=True):
        return subprocess.run(
            [self.tmux, "-S", self.room.path / "tmux.socket", *arguments],
            cwd=self.room.corpus,
            env=self.room.env(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=check,
            timeout=30,
        ).stdout

    def keys(self, *keys):
        """Keys as tmux names them: "K", "Escape", "Enter", or words to be typed."""
        self.call("send-keys", *keys)

    def screen(self):
        return Screen(self.call("capture-pane", "-p", "-e"))

    def wait(self, what, condition):
        """Looks until the screen is as expected; AssertionError with the last screen if it never is."""
        seen = []

        def look():
            seen[:] = [self.screen()]
            return condition(seen[0])

        if not self.kit.wait_until(look, 15):
            raise AssertionError(f"waited in vain: {what}\n{seen[0].text}\nunderlined: {seen[0].underlined}")
        show = os.environ.get("NOMENCLATOR_SHOW_SCREENS")
        if show:
            print(f"--- {what}\n{seen[0].text}\n--- underlined: {seen[0].underlined}", flush=True)

    def picture(self, name, title):
        """Keeps a picture of the screen, where somebody asked for pictures."""
        folder = os.environ.get("NOMENCLATOR_PICTURES")
        if not folder:
            return
        draw = [self.kit.python_tools() / "python", self.kit.HERE / "terminal_picture.py", title]
        screen = self.call("capture-pane", "-p", "-e")
        drawn = subprocess.run(draw, input=screen, capture_output=True, text=True, check=True, timeout=60)
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(drawn.stdout, encoding="utf-8")

    def wait_end(self):
        """Until the editor, and with it the terminal, is gone."""
        alive = lambda: "main" in self.call("list-sessions", "-F", "main", check=False)
        if not self.kit.wait_until(lambda: not alive(), 15):
            raise AssertionError(f"the editor does not end\n{self.screen().text}")
