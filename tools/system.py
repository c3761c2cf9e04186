"""The system libraries Qt needs: which are missing, what the packages are called, and how to install them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Found by running on bare machines (Debian) and from the package lists (Fedora, not tried).
DEBIAN = {
    "offscreen": "libglib2.0-0 libegl1 libgl1 libx11-6 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 fonts-dejavu-core",
    "xcb": "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0"
    " libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxcb1 libxkbcommon-x11-0 libx11-xcb1",
    "proof": "poppler-utils qpdf xvfb xauth strace tesseract-ocr tesseract-ocr-eng tesseract-ocr-spa",
}
FEDORA = {
    "offscreen": "glib2 libglvnd-egl libglvnd-glx libX11 dbus-libs fontconfig freetype libxkbcommon dejavu-sans-fonts",
    "xcb": "xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil xcb-util libxcb libxkbcommon-x11 libX11-xcb",
    "proof": "poppler-utils qpdf xorg-x11-server-Xvfb xorg-x11-xauth strace tesseract tesseract-langpack-spa",
}
PROOF_TOOLS = ("pdftotext", "qpdf", "xvfb-run", "strace", "tesseract")

# Loads what the program loads, in a process of its own: true on every distribution, and no window is opened.
PROBE = """
import ctypes, pathlib, sys
import PySide6
from PySide6 import QtWidgets
plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
ctypes.CDLL(str(plugins / f"libq{sys.argv[1]}.so"))
"""

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


class Stop(Exception):
    """The set-up cannot go on; the text says what to do, and nothing was half done."""


@dataclass(frozen=True)
class Plan:
    """Which package sets are missing, and the commands that install them (none where we do not know the system)."""

    missing: tuple[str, ...]
    packages: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]

    def sentence(self, prefix: str = "") -> str:
        """The commands as a person would type them."""
        return " && ".join(prefix + " ".join(command) for command in self.commands)


def run_quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command with its output kept."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ, stdin=subprocess.DEVNULL)


def missing(python: Path, run: Run = run_quietly, platforms: Sequence[str] = ("offscreen", "xcb")) -> dict[str, str]:
    """The Qt platforms that cannot be loaded here, each with the loader's own last words."""
    found = {}
    for platform in platforms:
        result = run([str(python), "-I", "-c", PROBE, platform])
        if result.returncode:
            found[platform] = (result.stderr.strip().splitlines() or ["no word from the loader"])[-1]
    return found


def plan(sets: Sequence[str], which: Callable[[str], str | None] = shutil.which) -> Plan:
    """How to install the package sets named with the system's own package manager."""
    if not sets:
        return Plan((), (), ())
    if which("apt-get"):
        packages = _names(DEBIAN, sets)
        install = ("apt-get", "install", "-y", "--no-install-recommends", *packages)
        return Plan(tuple(sets), packages, (("apt-get", "update"), install))
    if which("dnf"):
        packages = _names(FEDORA, sets)
        return Plan(tuple(sets), packages, (("dnf", "install", "-y", *packages),))
    return Plan(tuple(sets), _names(DEBIAN, sets), ())


def install(
    wanted: Plan,
    *,
    root: bool,
    terminal: bool,
    run: Run = run_quietly,
    ask: Callable[[str], str] = input,
    say: Callable[[str], None] = print,
    which: Callable[[str], str | None] = shutil.which,
) -> None:
    """Install: as root at once, through sudo after asking on a terminal; else Stop with the exact command."""
    if not wanted.missing:
        return
    names = " ".join(wanted.packages)
    if not wanted.commands:
        raise Stop(f"System libraries are missing, and neither apt-get nor dnf is here. Debian calls their packages: {names}")
    prefix: tuple[str, ...] = ()
    if not root:
        by_hand = wanted.sentence("sudo ") if which("sudo") else wanted.sentence() + "   (as root)"
        if not (terminal and which("sudo")):
            raise Stop(f"System libraries are missing. Install them, then start again:\n  {by_hand}")
        if ask(f"System libraries are missing. Install them now?\n  {by_hand}\n[y/N] ").strip().lower() not in ("y", "yes"):
            raise Stop("Nothing was installed. The command above can also be run by hand.")
        prefix = ("sudo",)
    say(f"Installing {len(wanted.packages)} system packages ...")
    for command in wanted.commands:
        result = run([*prefix, *command])
        if result.returncode:
            last = "\n".join((result.stdout + result.stderr).strip().splitlines()[-5:])
            raise Stop(f"`{' '.join(command[:2])}` failed:\n{last}\nThe packages wanted: {names}")


def needed(lacking: Mapping[str, str], *, root: bool, environ: Mapping[str, str]) -> list[str]:
    """Which missing sets stop us: off-screen always; xcb where root can add it or an X display is all there is to show a window on."""
    x11_only = bool(environ.get("DISPLAY")) and not environ.get("WAYLAND_DISPLAY")
    return [name for name in lacking if name == "offscreen" or root or x11_only]


def ensure(
    python: Path,
    *,
    run: Run = run_quietly,
    environ: Mapping[str, str] = os.environ,
    say: Callable[[str], None] = print,
    platform: str = sys.platform,
) -> None:
    """Make Qt loadable, or Stop and say what is missing. Windows and macOS bring all that the wheels need."""
    if platform != "linux":
        return
    root = os.geteuid() == 0
    lacking = missing(python, run)
    sets = needed(lacking, root=root, environ=environ)
    install(plan(sets), root=root, terminal=sys.stdin.isatty(), run=run, say=say)
    if sets:
        still = missing(python, run, sets)
        if still:
            raise Stop("Qt still cannot be loaded: " + "; ".join(f"{name}: {reason}" for name, reason in still.items()))
    elif lacking:
        say(f"Note: no window can be opened on X11 here yet ({lacking['xcb']}). For that: {plan(['xcb']).sentence()}")


def ensure_tools(*, run: Run = run_quietly, say: Callable[[str], None] = print, which: Callable[[str], str | None] = shutil.which) -> None:
    """Install the programs `make proof` measures with, where one of them is missing."""
    if sys.platform != "linux":
        return
    if all(which(tool) for tool in PROOF_TOOLS):
        return
    install(plan(["proof"], which), root=os.geteuid() == 0, terminal=sys.stdin.isatty(), run=run, say=say, which=which)


def _names(table: Mapping[str, str], sets: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for each in sets for name in table[each].split())
