"""Neovim: the plugin installed as its README says, each *_test.lua in a room of its own, and the
screen as a person sees it."""
import pathlib
import re
import shutil

from terminal import Terminal

HERE = pathlib.Path(__file__).resolve().parent


def install_plugin(kit, room):
    pack = room.home / "data" / "nvim" / "site" / "pack" / "nomenclator" / "start" / "nomenclator"
    shutil.copytree(kit.PLUGIN, pack)


def run(kit):
    nvim = kit.neovim()
    run_tests(kit, nvim)
    for name, walk in (
        ("neovim screen: a stranger is underlined, K opens a float", look),
        ("neovim screen: from a name to every place that means them, in the sample corpus", jump),
    ):
        try:
            walk(kit, nvim)
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


def jump(kit, nvim):
    """The list of all places, and on to the next of them, as the README shows it."""
    with kit.Room("neovim sample") as room:
        install_plugin(kit, room)
        sample = room.corpus / "sample"
        shutil.copytree(kit.REPOSITORY / "corpus", sample)
        article = "articles/2018-09-18-il-20.txt"
        edit = [nvim, "-i", "NONE", "-c", f"cd {sample} | set nowrap nohlsearch | edit {article}"]
        with Terminal(kit, room, edit, columns=108, rows=30) as terminal:
            terminal.wait("the text is there", lambda screen: "Avigdor Lieberman" in screen.text)
            terminal.keys("/Avigdor", "Enter")
            # The key is Neovim's own once the server has attached.
            terminal.keys(":lua print((vim.wait(9000, function() return #vim.lsp.get_clients({bufnr=0}) == 1 end)))", "Enter")
            terminal.wait("the server is there", lambda screen: screen.text.rstrip().endswith("true"))
            terminal.keys(":echo", "Enter", "grr")
            listed = lambda screen: sum(" col " in line for line in screen.text.splitlines())
            terminal.wait("several articles are listed", lambda screen: listed(screen) > 3)
            terminal.picture("neovim-references", "nvim articles/2018-09-18-il-20.txt")
            terminal.keys(":cclose", "Enter", "]W")
            terminal.wait(
                "the next article is open, at the place",
                lambda screen: re.search(r"place \d of \d", screen.text) and "Liberman quits" in screen.text,
            )
            terminal.keys(":qa!", "Enter")
            terminal.wait_end()
