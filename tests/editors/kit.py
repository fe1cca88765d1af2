"""What every editor suite shares: tools from PATH or the cache, a room of its own for each test
(home, corpus, a listener on the wire), and the three words a suite reports with.

A suite is `tests/editors/<editor>/suite.py` with a function `run(kit)`; tests/editors/run finds it
by its place. Nothing here or there touches the reader's own settings, and no process outlives its
room.
"""
import contextlib
import fcntl
import hashlib
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
PLUGIN = REPOSITORY / "editors" / "neovim"


class Missing(Exception):
    """A tool that cannot be had here; the message is the command that would provide it."""


# --- Reporting: tests/run counts these lines -----------------------------------------------------


def ok(name):
    print(f"ok {name}", flush=True)


FAILURES = []


def failed(name, detail=""):
    FAILURES.append(name)
    print(f"FAILED {name}", flush=True)
    if detail:
        print(textwrap.indent(detail.rstrip("\n"), "    "), flush=True)


def skipped(name, why):
    print(f"SKIPPED {name}: {why}", flush=True)


def relay(suite, code, output):
    """Passes on what an editor reported by itself, in the same three words; its chatter only with
    a failure."""
    lines = output.splitlines()
    failures = [line for line in lines if line.startswith("FAILED ")]
    FAILURES.extend(failures)
    for line in lines:
        if line.startswith(("ok ", "FAILED ", "SKIPPED ")):
            print(line, flush=True)
        elif failures or code != 0:
            print(f"    {line.rstrip()}", flush=True)
    if code != 0:
        failed(f"{suite}: runs to its end (status {code})")


# --- Tools: from PATH, else from the cache, else installed by name --------------------------------


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = pathlib.Path(base) / "nomenclator-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def locked(path):
    """Two test runs on one machine install one after the other."""
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(command):
    """Runs a package client; its output matters only when it fails."""
    run = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    if run.returncode:
        last = (run.stdout.strip().splitlines() or ["no output"])[-1]
        raise Missing(f"this did not work, please run it: {shlex.join(map(str, command))} ({last})")


def python_tools():
    """The bin folder of a Python environment with everything in requirements.txt."""
    wanted = HERE / "requirements.txt"
    key = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = cache() / f"python-{key}"
    with locked(cache() / "lock"):
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            try:
                install([sys.executable, "-m", "venv", folder])
            except Missing:
                debian("python3-venv")
                shutil.rmtree(folder, ignore_errors=True)
                install([sys.executable, "-m", "venv", folder])
            pip = [folder / "bin" / "python", "-m", "pip", "install", "-q"]
            install([*pip, "--disable-pip-version-check", "-r", wanted])
            (folder / "complete").touch()
    return folder / "bin"


def debian(*packages):
    """Installs Debian packages, where that is ours to do."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise Missing(f"install {' '.join(packages)} with your system's package manager")
    if os.geteuid() != 0:
        raise Missing(f"please run: sudo {' '.join(command)}")
    with locked(cache() / "apt-lock"):
        try:
            install(command)
        except Missing:  # a fresh container knows no package lists yet
            install(["apt-get", "update", "-q"])
            install(command)


def program(name, *packages):
    """The path of a program, installed from Debian's packages where it is missing."""
    if not shutil.which(name):
        debian(*packages)
    found = shutil.which(name)
    if not found:
        raise Missing(f"{name} is not on PATH, although {' '.join(packages)} is installed")
    return found


def neovim():
    """Neovim 0.11 or newer: the one on PATH if it is new enough, else the cache's."""
    found = shutil.which("nvim")
    if found:
        version = subprocess.run(
            [found, "--clean", "--headless", "+echo has('nvim-0.11')", "+q"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
        )
        if (version.stdout + version.stderr).strip() == "1":
            return found
    return str(python_tools() / "nvim")


def server():
    """The binary under test."""
    binary = os.environ.get("NOMENCLATOR_BIN")
    if not binary or not os.access(binary, os.X_OK):
        raise Missing("set NOMENCLATOR_BIN to the nomenclator binary, or run tests/run")
    return os.path.abspath(binary)


# --- Rooms ---------------------------------------------------------------------------------------


class Room:
    """A temporary home with a corpus, an empty configuration, and a `nomenclator` on PATH that is
    the real one behind tee.py. Leaving it checks what was said on the wire and that nobody stayed.
    """

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        binary = shlex.quote(server())
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="nomenclator-"))
        self.home = self.path / "home"
        self.wire = self.path / "wire"
        self.corpus = self.path / "corpus"
        try:
            self.furnish(binary)
        except BaseException:
            shutil.rmtree(self.path, ignore_errors=True)
            raise
        return self

    def furnish(self, binary):
        for folder in ("config", "data", "state", "cache", "run"):
            (self.home / folder).mkdir(parents=True, mode=0o700)
        self.wire.mkdir()
        shutil.copytree(HERE / "corpus", self.corpus)
        listener = self.path / "bin" / "nomenclator"
        listener.parent.mkdir()
        tee = shlex.join([sys.executable, str(HERE / "tee.py")])
        listener.write_text(
            "#!/bin/sh\n"
            f'[ "$1" = lsp ] || exec {binary} "$@"\n'
            f'exec {tee} "$NOMENCLATOR_WIRE/$$.jsonl" {binary} "$@"\n'
        )
        listener.chmod(0o755)

    def env(self, **more):
        keep = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("XDG_", "NVIM", "VIM", "TMUX", "NOMENCLATOR_"))
        }
        return {
            **keep,
            "PATH": f"{self.path / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "XDG_CONFIG_DIRS": str(self.home / "none"),
            "XDG_DATA_DIRS": str(self.home / "none"),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "NOMENCLATOR_ROOM": str(self.path),
            "NOMENCLATOR_WIRE": str(self.wire),
            **more,
        }

    def run(self, command, timeout=120, **more):
        """Runs an editor to its end; returns its exit status and all it printed."""
        with subprocess.Popen(
            [str(part) for part in command],
            cwd=self.corpus,
            env=self.env(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                output, _ = process.communicate()
                return None, f"{output}\n(no end after {timeout} s)"
        return process.returncode, output

    def processes(self):
        """Everything that was started in this room, by the room's mark in its environment."""
        mark = f"NOMENCLATOR_ROOM={self.path}".encode()
        found = []
        for entry in pathlib.Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                if mark in entry.read_bytes().split(b"\0"):
                    command = (entry.parent / "cmdline").read_bytes().replace(b"\0", b" ")
                    found.append((int(entry.parent.name), command.decode(errors="replace")))
        return found

    def __exit__(self, *_):
        try:
            self.check_nobody_stays()
            self.check_wire()
        finally:
            shutil.rmtree(self.path, ignore_errors=True)

    def check_nobody_stays(self):
        # A server has a moment to notice that its editor is gone.
        name = f"{self.name}: no process stays behind"
        if wait_until(lambda: not self.processes(), 10):
            ok(name)
            return
        left = self.processes()
        failed(name, "\n".join(command for _, command in left))
        for pid, _ in left:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def check_wire(self):
        name = f"{self.name}: every message of the server keeps to the protocol"
        logs = sorted(self.wire.rglob("*.jsonl"))
        if not logs:
            failed(name, "the editor started no server")
            return
        try:
            python = python_tools() / "python"
        except Missing as missing:
            skipped(name, missing)
            return
        run = subprocess.run(
            [python, HERE / "validate.py", *logs], capture_output=True, text=True, timeout=300
        )
        if run.returncode:
            failed(name, run.stdout + run.stderr)
        else:
            ok(name)


def wait_until(condition, seconds):
    """Looks again and again, twenty times a second, until it holds or the time is over."""
    end, tick = time.monotonic() + seconds, threading.Event()
    while not condition():
        if time.monotonic() > end:
            return False
        tick.wait(0.05)
    return True
