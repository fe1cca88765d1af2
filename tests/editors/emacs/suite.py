"""Emacs with eglot, in batch: one walk through the gestures."""
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
HAS_EGLOT = ["emacs", "--batch", "--eval", "(require 'eglot)"]


def emacs(kit):
    """Emacs with eglot, which is built in from 29 on."""
    def ready():
        return shutil.which("emacs") and not subprocess.run(
            HAS_EGLOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=60
        ).returncode

    if not ready():
        kit.debian("emacs-nox", "elpa-eglot")
    if not ready():
        raise kit.Missing("install Emacs 29 or newer, or Emacs with eglot")
    return shutil.which("emacs")


def run(kit):
    program = emacs(kit)
    with kit.Room("emacs") as room:
        # What eglot takes for a project is a repository; without one it is the article's folder.
        (room.corpus / ".git").mkdir()
        (room.corpus / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
        kit.relay("emacs", *room.run([program, "--batch", "-l", HERE / "smoke.el"]))
