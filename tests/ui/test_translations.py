"""Every string of the window has a finished Spanish translation, none is left over, and plurals have an English form."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
I18N = ROOT / "src" / "reader" / "ui" / "i18n"

Key = tuple[str, str]


def messages(path: Path) -> dict[Key, ET.Element]:
    tree = ET.parse(path)
    return {(c.findtext("name") or "", m.findtext("source") or ""): m for c in tree.iter("context") for m in c.iter("message")}


@pytest.fixture(scope="module")
def in_code(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, ET.Element]:
    """What lupdate finds in the code now."""
    target = tmp_path_factory.mktemp("ts") / "found_es.ts"
    tool = Path(sysconfig.get_path("scripts")) / ("pyside6-lupdate.exe" if sys.platform == "win32" else "pyside6-lupdate")
    files = sorted(str(p) for p in (ROOT / "src" / "reader" / "ui").rglob("*.py"))
    subprocess.run(
        [str(tool), *files, "-ts", str(target), "-source-language", "en", "-target-language", "es"], check=True, capture_output=True
    )
    return messages(target)


def test_spanish_is_complete_and_holds_nothing_else(in_code: dict[Key, ET.Element]) -> None:
    spanish = messages(I18N / "reader_es.ts")
    assert set(spanish) == set(in_code)
    for key, message in spanish.items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"{key} is not finished"
        texts = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        assert all(t.strip() for t in texts), f"{key} is empty"
        assert len(texts) == (2 if message.get("numerus") else 1)


def test_placeholders_survive_translation() -> None:
    for (_, source), message in messages(I18N / "reader_es.ts").items():
        for form in (*message.iter("numerusform"), *message.iter("translation")):
            text = form.text or ""
            if len(form):
                continue  # a translation that holds the plural forms
            assert sorted(part.split("}")[0] for part in source.split("{")[1:]) == sorted(
                part.split("}")[0] for part in text.split("{")[1:]
            )
            assert ("%n" in source) == ("%n" in text)


def test_english_has_the_plurals(in_code: dict[Key, ET.Element]) -> None:
    english = messages(I18N / "reader_en.ts")
    assert set(english) == {key for key, message in in_code.items() if message.get("numerus")}
    assert all(form.text for message in english.values() for form in message.iter("numerusform"))
