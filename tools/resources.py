"""Fonts, the Qt resource file and the translations: copied and compiled, by the set-up and by the wheel build alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

FONT_PACKAGES = ("font_source_serif_pro", "font_source_sans_pro")
Run = Callable[[Sequence[str]], None]


def compile_all(root: Path, packages: Path, run: Run | None = None) -> list[Path]:
    """Bring fonts, resources.rcc and every .qm under `root` up to date with the packages in `packages` (a site-packages folder).

    Gives the files written; none when nothing changed.
    """
    call = run or _run
    written = copy_fonts(packages, root / "build" / "fonts")
    qrc, rcc = root / "resources.qrc", root / "src" / "reader" / "ui" / "resources.rcc"
    if qrc.is_file() and _stale(rcc, [qrc, *listed(qrc)]):
        # zlib, not zstd: a distribution's Qt may come without it, and the same input must give the same bytes everywhere.
        _beside(rcc, [_tool(packages, "rcc"), "--binary", "--compress-algo", "zlib", str(qrc), "-o"], call)
        written.append(rcc)
    for source in sorted((root / "src" / "reader" / "ui" / "i18n").glob("*.ts")):
        target = source.with_suffix(".qm")
        if _stale(target, [source]):
            _beside(target, [_tool(packages, "lrelease"), "-silent", str(source), "-qm"], call)
            written.append(target)
    return written


def copy_fonts(packages: Path, folder: Path) -> list[Path]:
    """Copy every .otf of the font packages to `folder`; the .ttf stay behind, since beside them Typst's bytes depend on folder order."""
    written = []
    for package in FONT_PACKAGES:
        for font in sorted((packages / package / "files").glob("*.otf")):
            target = folder / font.name
            if not target.is_file() or target.stat().st_size != font.stat().st_size:
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(font, target)
                written.append(target)
    return written


def listed(qrc: Path) -> list[Path]:
    """The files a .qrc names."""
    tree = ET.parse(qrc)  # noqa: S314 - our own file
    return [qrc.parent / (entry.text or "").strip() for entry in tree.iter("file")]


def inputs(root: Path) -> list[Path]:
    """Everything `compile_all` reads from the tree, for a caller that wants to know whether to call it at all."""
    qrc = root / "resources.qrc"
    named = listed(qrc) if qrc.is_file() else []
    return [qrc, *named, *sorted((root / "src" / "reader" / "ui" / "i18n").glob("*.ts"))]


def site_packages() -> Path:
    """The folder PySide6 was installed to, for the interpreter that runs this."""
    import PySide6  # the only place where the set-up's tools touch a package, and only inside the wheel build

    return Path(next(iter(PySide6.__path__))).parent


def _stale(target: Path, sources: Iterable[Path]) -> bool:
    if not target.is_file():
        return True
    made = target.stat().st_mtime_ns
    return any(not source.exists() or source.stat().st_mtime_ns > made for source in sources)


def _beside(target: Path, command: Sequence[str], run: Run) -> None:
    """Have `command`, whose last argument is its output, write another name first: a stopped build leaves nothing half done."""
    new = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        run([*command, str(new)])
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _tool(packages: Path, name: str) -> str:
    """Qt's own program inside the wheel; the pyside6-* scripts would only start Python once more to call it."""
    suffix = ".exe" if sys.platform == "win32" else ""
    for folder in ("Qt/libexec", ".", "Qt/bin"):
        program = packages / "PySide6" / folder / (name + suffix)
        if program.is_file():
            return str(program)
    raise FileNotFoundError(f"PySide6 in {packages} has no {name}")


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
