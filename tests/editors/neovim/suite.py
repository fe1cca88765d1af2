"""Neovim: the plugin installed as its README says, each *_test.lua in a room of its own, and the
screen as a person sees it."""
import pathlib
import re
import shutil

HERE = pathlib.Path(__file__).resolve().parent


def install_plugin(kit, room):
    pack = room.home / "data" / "nvim" / "site" / "pack" / "nomenclator" / "start" / "nomenclator"
    shutil.copytree(kit.PLUGIN, pack)


def run(kit):
    nvim = kit.neovim()
    for tests in sorted(HERE.glob("*_test.lua")):
        with kit.Room(f"neovim {tests.stem}") as room:
            install_plugin(kit, room)
            code, output = room.run(
                [nvim, "--clean", "--headless", "-i", "NONE", "-l", HERE / "harness.lua", tests],
                timeout=300,
            )
            print(output, end="", flush=True)
            kit.FAILURES.extend(re.findall(r"^FAILED (.*)", output, re.M))
            if code != 0:
                kit.failed(f"neovim: {tests.name} runs to its end (status {code})")
