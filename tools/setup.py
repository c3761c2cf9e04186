"""One step from a fresh clone to the open window, on any system: python tools/setup.py run (the Makefile calls this too).

Standard library only, since it runs before anything is installed. Each step leaves a stamp of what it was made from and
does nothing while that is unchanged, so that the second start costs a few file reads.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools import resources as resource_files  # noqa: E402 - found only once the line above has run
from tools import system as system_libraries  # noqa: E402
from tools.system import Stop  # noqa: E402

# PySide6 6.8.3, which the lock holds for the sake of old laptops, has wheels for these.
PYTHONS = ((3, 10), (3, 13))


def environment(root: Path = ROOT) -> None:
    """Make .venv hold what requirements.lock says, every file checked against its hash, and the project itself."""
    home = root / ".venv"
    lock_key = _key([digest(root / "requirements.lock"), str(root)])
    if not fresh(home / ".locked", lock_key):
        _venv(root)
        count = sum(1 for line in (root / "requirements.lock").read_text("utf-8").splitlines() if "==" in line and not line.startswith(" "))
        say(f"Installing up to {count} packages into .venv (about 200 MB to fetch the first time) ...")
        # Wheels only: no package's own code runs while it is installed.
        _pip(root, "install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(root / "requirements.lock"))
        stamp(home / ".locked", lock_key)
        (home / ".project").unlink(missing_ok=True)
        (home / ".system").unlink(missing_ok=True)
    project_key = digest(root / "pyproject.toml")
    if not fresh(home / ".project", project_key):
        say("Installing the program itself ...")
        _pip(root, "install", "--no-deps", "--no-build-isolation", "--editable", str(root))
        stamp(home / ".project", project_key)


def system(root: Path = ROOT) -> None:
    """Make Qt loadable: install the system libraries it needs, or stop and name them."""
    mark = root / ".venv" / ".system"
    key = f"{sys.platform} display={has_display()}"
    if not fresh(mark, key):
        system_libraries.ensure(python(root), say=say)
        stamp(mark, key)


def resources(root: Path = ROOT) -> None:
    """Fonts, icons and translations, where their sources changed."""
    made = resource_files.compile_all(root, _site_packages(root))
    if made:
        say(f"Made {len(made)} resource files.")


def bytecode(root: Path = ROOT) -> None:
    """Our modules and PySide's compiled, where our sources changed: a start that must do it takes twice as long and may not keep it."""
    source = root / "src" / "reader"
    mark, key = root / ".venv" / ".bytecode", _key(_states(root, source.rglob("*.py")))
    if fresh(mark, key):
        return
    allowed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    commands = (["-m", "compileall", "-q", str(source)], ["-c", "from reader.ui.quick_start import import_qt; import_qt()"])
    if not any(subprocess.call([str(python(root)), *command], env=allowed) for command in commands):
        stamp(mark, key)


def index(root: Path = ROOT) -> None:
    """Bring the index up to date where the content, or the code that reads it, changed."""
    # The content, and our code outside the window.
    code = (path for path in (root / "src" / "reader").rglob("*.py") if "ui" not in path.relative_to(root).parts)
    mark, key = root / "build" / "index.stamp", _key(_states(root, (*(root / "content").rglob("*"), *code)))
    if fresh(mark, key) and (root / "index" / "CURRENT").is_file():
        return
    result = subprocess.call([str(python(root)), "-m", "reader", "build", "--library", str(root)], cwd=root)
    if result > 1:
        raise Stop("The index could not be built; the lines above say why.")
    if result == 0:  # 1: built, but something is wrong in the content, which the next run should say again
        stamp(mark, key)


def ready(root: Path = ROOT) -> None:
    """All that the program needs before it can start, but the index."""
    environment(root)
    system(root)
    resources(root)
    bytecode(root)


def run(arguments: Sequence[str]) -> int:
    """Open the window; without a display, do the whole job off-screen and save a picture of it."""
    ready()
    index()
    if has_display():
        return _become([str(python()), "-m", "reader", *arguments])
    say("No display here: proving the whole job off-screen instead (reader selftest).")
    picture = ROOT / "build" / "selftest.png"
    picture.parent.mkdir(exist_ok=True)
    return _become([str(python()), "-m", "reader", "selftest", "--picture", str(picture), *arguments])


def test(arguments: Sequence[str]) -> int:
    """The suite, off-screen, on two processes."""
    ready()
    return _become([str(python()), "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *arguments])


def check(arguments: Sequence[str]) -> int:
    """Lint, format, types, import rules; all run, so that one pass names everything."""
    ready()
    commands = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["pytest", "-q", "tests/test_rules.py"])
    codes = []
    for command in commands:
        say("· " + " ".join(command))
        codes.append(subprocess.call([str(python()), "-m", *command, *arguments], cwd=ROOT))
    return max(codes)


def bench(arguments: Sequence[str]) -> int:
    """Time what readers feel."""
    ready()
    index()
    return _become([str(python()), "bench/run.py", *arguments])


def guides(arguments: Sequence[str]) -> int:
    """Set the companions whose input changed."""
    ready()
    return _become([str(python()), "-m", "reader", "guides", *arguments])


def proof(arguments: Sequence[str]) -> int:
    """The slow proofs, with the independent tools they measure with."""
    ready()
    system_libraries.ensure_tools(say=say)
    return _become([str(python()), "-m", "pytest", "-q", "-m", "proof", *arguments])


def clean(root: Path = ROOT) -> None:
    """Remove what was made; content and the reader's own things stay."""
    ui = root / "src" / "reader" / "ui"
    made = [root / name for name in (".venv", "build", "dist", ".mypy_cache", ".pytest_cache", ".ruff_cache")]
    made += [ui / "resources.rcc", *(ui / "i18n").glob("*.qm"), *(path for path in (root / "index").glob("*") if path.name != "README.md")]
    for path in made:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def python(root: Path = ROOT) -> Path:
    """The interpreter of .venv."""
    return root / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def has_display(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown: always so on Windows and macOS."""
    return platform in ("win32", "darwin") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def interpreter(version: tuple[int, int], own: str, which: Callable[[str], str | None] = shutil.which) -> str:
    """The Python to make .venv with: this one, or another that the locked packages have wheels for."""
    if PYTHONS[0] <= version <= PYTHONS[1]:
        return own
    for minor in range(PYTHONS[1][1], PYTHONS[0][1] - 1, -1):
        found = which(f"python3.{minor}")
        if found:
            return found
    range_ = f"3.{PYTHONS[0][1]} to 3.{PYTHONS[1][1]}"
    raise Stop(f"This is Python {version[0]}.{version[1]}; the locked packages need Python {range_}. Install one of them beside it.")


def fresh(mark: Path, key: str) -> bool:
    """Whether a step was done for exactly this key."""
    try:
        return mark.read_text("utf-8") == key
    except OSError:
        return False


def stamp(mark: Path, key: str) -> None:
    """Note that a step was done."""
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(key, "utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def say(text: str) -> None:
    """A line to whoever waits; flushed, since other programs write in between."""
    print(text, flush=True)


def _venv(root: Path) -> None:
    """A working .venv: kept where its Python still starts and the folder was not moved, else made anew."""
    home = root / ".venv"
    # Scripts hold the folder's absolute path, so one made elsewhere is of no use; the stamp of a kept one only names another lock.
    moved = (home / ".project").is_file() and str(root) not in _text(home / "bin" / "reader", home / "pyvenv.cfg")
    if python(root).exists() and not moved and subprocess.call([str(python(root)), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        return
    maker = interpreter(sys.version_info[:2], sys.executable)
    say(f"Making .venv with {maker} ...")
    result = subprocess.run([maker, "-m", "venv", "--clear", str(home)], capture_output=True, text=True, check=False)
    if result.returncode:
        words = (result.stdout + result.stderr).strip()
        raise Stop(f"Python's venv module failed (Debian and Ubuntu: apt-get install python3-venv).\n{words}")


def _text(*paths: Path) -> str:
    return "".join(path.read_text("utf-8", errors="replace") for path in paths if path.is_file())


def _pip(root: Path, *arguments: str) -> None:
    """Run pip with the user's own settings, showing one line that moves; its words in full only when it fails."""
    command = [str(python(root)), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    started, lines = time.monotonic(), []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", cwd=root) as process:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            word = _doing(line)
            if word and sys.stdout.isatty():
                print(f"\r\033[K  {word}", end="", flush=True)
    if sys.stdout.isatty():
        print("\r\033[K", end="")
    if process.returncode:
        raise Stop("pip could not install what requirements.lock names:\n" + "".join(lines[-15:]))
    say(f"  done in {time.monotonic() - started:.0f} s")


def _doing(line: str) -> str:
    """What a line of pip's output says in a few words; nothing for most lines."""
    words = line.split()
    if words[:1] == ["Installing"]:
        return "installing ..."
    return " ".join(words[:2]).split("==")[0] if words[:1] in (["Collecting"], ["Downloading"]) else ""


def _site_packages(root: Path) -> Path:
    pattern = "Lib/site-packages" if sys.platform == "win32" else "lib/python3.*/site-packages"
    return next((root / ".venv").glob(pattern))


def _states(root: Path, paths: Iterable[Path]) -> Iterator[str]:
    """Name, size and time of each of these that is a file."""
    for path in sorted(paths):
        if path.is_file():
            state = path.stat()
            yield f"{path.relative_to(root).as_posix()} {state.st_size} {state.st_mtime_ns}"


def _key(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _become(command: list[str]) -> int:
    """Go on as another program, so that its exit code and signals are ours; Windows cannot, and waits for it."""
    sys.stdout.flush()
    os.chdir(ROOT)
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)


STEPS: Mapping[str, Callable[[], None]] = {
    "environment": environment,
    "system": system,
    "resources": resources,
    "bytecode": bytecode,
    "index": index,
    "clean": clean,
}
JOBS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "guides": guides,
    "proof": proof,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one step (environment, system, resources, index, clean) or one job with all the steps it needs."""
    parser = argparse.ArgumentParser(prog="tools/setup.py", description=main.__doc__)
    parser.add_argument("what", choices=[*JOBS, *STEPS])
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to the program a job starts")
    chosen = parser.parse_args(arguments)
    rest = [each for each in chosen.arguments if each != "--"]
    try:
        if chosen.what in JOBS:
            return JOBS[chosen.what](rest)
        STEPS[chosen.what]()
    except Stop as stop:
        print(f"{stop}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped; the next run goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
