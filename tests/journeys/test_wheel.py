"""A wheel built from what git holds starts with its icons, fonts and Spanish."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# As it was before the tests got a home of their own: pip needs its user's settings and cache.
ENVIRON = dict(os.environ)

# Said by the installed program's own interpreter, far from the source tree.
LOOK = """
import reader, pathlib
from PySide6.QtCore import QFile, QResource, QTranslator
from PySide6.QtGui import QFontDatabase, QGuiApplication
application = QGuiApplication([])
ui = pathlib.Path(reader.__file__).parent / "ui"
assert QResource.registerResource(str(ui / "resources.rcc"))
assert QFile.exists(":/icons/search.svg")
assert QFontDatabase.addApplicationFont(":/fonts/SourceSansPro-Regular.otf") >= 0
assert QTranslator().load(str(ui / "i18n" / "reader_es.qm"))
print(reader.__file__)
"""


@pytest.mark.proof
def test_a_wheel_from_a_clean_clone_has_its_icons_fonts_and_spanish(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    for name in git_files():
        target = clone / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    assert not list(clone.rglob("*.rcc")), "compiled files do not belong in git"
    call(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path / "out"), str(clone))
    (wheel,) = (tmp_path / "out").glob("partner_reader-*.whl")

    home = tmp_path / "installed"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    call(sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", str(wheel))
    # Its dependencies are those of the environment the tests run in; only our own package must come from the wheel.
    packages = next(home.glob("lib/python*/site-packages" if os.name != "nt" else "Lib/site-packages"))
    (packages / "dependencies.pth").write_text(str(Path(pytest.__file__).parent.parent))
    said = call(str(python), "-c", LOOK, cwd=tmp_path)
    assert Path(said.strip()).is_relative_to(packages)
    reader = str(home / ("Scripts/reader.exe" if os.name == "nt" else "bin/reader"))
    shutil.copytree(ROOT / "content", tmp_path / "library" / "content")
    said = call(reader, "selftest", "--library", str(tmp_path / "library"), "--state", str(tmp_path / "state"), cwd=tmp_path)
    assert "none missing" in said
    assert "Self-test passed" in said


def git_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def call(*command: str, cwd: Path = ROOT) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=ENVIRON)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout
