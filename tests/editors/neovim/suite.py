"""Neovim: the plugin installed as its README says, each *_test.lua in a room of its own, and the
screen as a person sees it."""
import pathlib
import shutil

from terminal import Terminal

HERE = pathlib.Path(__file__).resolve().parent


def install_plugin(kit, room):
    pack = room.home / "data" / "nvim" / "site" / "pack" / "nomenclator" / "start" / "nomenclator"
    shutil.copytree(kit.PLUGIN, pack)


def run(kit):
    nvim = kit.neovim()
    run_tests(kit, nvim)
    name = "neovim screen: a stranger is underlined, K opens a float"
    try:
        look(kit, nvim)
        kit.ok(name)
    except kit.Missing as missing:
        kit.skipped(name, missing)
    except AssertionError as seen:
        kit.failed(name, str(seen))


def run_tests(kit, nvim):
    for tests in sorted(HERE.glob("*_test.lua")):
        with kit.Room(f"neovim {tests.stem}") as room:
            install_plugin(kit, room)
            harness = [nvim, "--clean", "--headless", "-i", "NONE", "-l", HERE / "harness.lua"]
            kit.relay(f"neovim {tests.stem}", *room.run([*harness, tests], timeout=300))


def look(kit, nvim):
    """One walk before a real terminal: what a person sees."""
    with kit.Room("neovim screen") as room:
        install_plugin(kit, room)
        article = "articles/2021-07-01-guest.txt"
        (room.corpus / article).write_text("At noon Marta Hollin received Tobias Renner in the old customs house.\n")
        with Terminal(kit, room, [nvim, "-i", "NONE", article]) as terminal:
            terminal.wait(
                "the stranger, and only the stranger, is underlined",
                lambda screen: screen.underlined == ["Tobias Renner"],
            )
            terminal.keys("/Hollin", "Enter", "K")
            terminal.wait(
                "the entry shows in a float",
                lambda screen: "Harbour minister of Vessen since the great flood." in screen.text,
            )
            terminal.keys("Escape", "]d")
            terminal.keys("C-w", "d")
            terminal.wait(
                "the finding shows in a float",
                lambda screen: screen.text.count("Tobias Renner") > 1,
            )
            terminal.keys("Escape", ":qa!", "Enter")
            terminal.wait_end()
