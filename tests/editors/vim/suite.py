"""Vim with ALE, without a screen: one walk through the gestures."""
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


def vim(kit):
    program = kit.program("vim", "vim")

    def has(what):
        command = [program, "-u", "NONE", "-i", "NONE", "-n", "-es", "-T", "dumb"]
        check = f"try | {what} | catch | cquit | endtry"
        return not subprocess.run(
            [*command, "-c", check, "-c", "qall!"], stdin=subprocess.DEVNULL, timeout=60
        ).returncode

    if not has("if !has('channel') | cquit | endif"):
        raise kit.Missing("install a Vim with +channel")
    if not has("packadd ale"):
        kit.debian("vim-ale")
    return program


def run(kit):
    program = vim(kit)
    with kit.Room("vim") as room:
        results = room.path / "results"
        results.touch()
        code, output = room.run(
            [program, "--clean", "-i", "NONE", "-n", "-es", "-T", "dumb", "-S", HERE / "smoke.vim"],
            NOMENCLATOR_RESULTS=str(results),
        )
        told = results.read_text()
        kit.relay("vim", code, told if told and code == 0 else told + output)
