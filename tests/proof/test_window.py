"""The whole job in a real window: the xcb plugin under Xvfb, and off-screen, as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("scale", ["1", "2"])
@pytest.mark.parametrize("platform", ["xcb", "offscreen"])
def test_selftest(platform: str, scale: str, shipped: Path, tmp_path: Path) -> None:
    picture = tmp_path / "selftest.png"
    places = ["--library", str(shipped), "--state", str(tmp_path / "state")]
    command = [sys.executable, "-m", "reader", "selftest", "--picture", str(picture), *places]
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1600x1200x24"] if platform == "xcb" else []
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": scale}
    done = subprocess.run([*screen, *command], env=environment, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Window open ({platform}" in done.stdout
    assert "every one lit, no pixel outside them changed" in done.stdout
    assert "none missing" in done.stdout
    assert picture.stat().st_size > 20_000
