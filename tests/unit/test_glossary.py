"""Terms: read with care, and found where a text uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.glossary import Glossary, load
from reader.sections import Mark
from reader.words import Term
from tests.ui.fakes import section

WHOLE = """
[call-in]
en = "call-in"
es = ["llamado grupal", "convocatoria"]
attested = ["llamado grupal"]
definition.en = "A meeting with groups."
definition.es = "Una reunión con grupos."

[group]
en = "group"
es = "grupo"
definition.en = "People who act together."
definition.es = "Personas que actúan juntas."

[group-audit]
en = "group audit"
es = "auditoría de grupos"
definition.en = "A list of groups."
definition.es = "Una lista de grupos."
"""


def made(folder: Path, text: str = WHOLE) -> Glossary:
    (folder / "glossary.toml").write_text(text, "utf-8")
    found = load(folder)
    assert found is not None
    return found


def used(glossary: Glossary, language: str, *lines: tuple[str, str], marks: tuple[Mark, ...] = ()) -> list[tuple[str, str]]:
    text = section("one", *lines, marks=marks)
    return [(use.id, text.text[use.start : use.end]) for use in glossary.uses(text, language)]


def test_a_library_without_glossary_has_none(tmp_path: Path) -> None:
    assert load(tmp_path) is None


def test_forms_definitions_and_which_are_ours(tmp_path: Path) -> None:
    glossary = made(tmp_path)
    entry = glossary.entries["call-in"]
    assert glossary.problems == ()
    assert (entry.name("en"), entry.name("es")) == ("call-in", "llamado grupal")
    assert [entry.is_proposed(form) for form in (*entry.forms["es"], "call-in")] == [False, True, False]
    assert entry.terms("en") == (Term(("call", "in"), hyphened=True),)


def test_the_first_use_in_a_section_and_the_longest_term(tmp_path: Path) -> None:
    glossary = made(tmp_path)
    lines = (("heading", "The call-in"), ("paragraph", "A group audit comes first, then call-ins; a group hears, a call-in ends."))
    assert used(glossary, "en", *lines) == [("group-audit", "group audit"), ("call-in", "call-ins"), ("group", "group")]
    assert used(glossary, "es", ("heading", "T"), ("paragraph", "Las convocatorias a Grupos.")) == [
        ("call-in", "convocatorias"), ("group", "Grupos"),
    ]  # fmt: skip


def test_links_and_line_ends_carry_no_term(tmp_path: Path) -> None:
    glossary = made(tmp_path)
    lines = (("heading", "T"), ("paragraph", "a group here, group there, call"), ("paragraph", "in fact"))
    assert used(glossary, "en", *lines, marks=(Mark(2, 7, "link", "x"),)) == [("group", "group")]
    text = section("one", *lines, marks=[Mark(2, 7, "link", "x")])
    assert glossary.uses(text, "en")[0].start == text.text.index("group there")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('es = "grupo"', ""), "no form in es"),
        (('definition.es = "Personas que actúan juntas."', ""), "not defined in es"),
        (("[group]", "[Group]"), "its id must be"),
        (('es = "grupo"', 'es = "grupo"\nattested = ["banda"]'), "“banda” is attested"),
        (('en = "group"\n', 'en = ["group", "call-in"]\n'), "a form of call-in"),
        (('en = "group"\n', 'en = ["group", "–"]\n'), "holds no word"),
        (('es = "grupo"', 'es = "grupo"\nfrench = "groupe"'), "“french” is not known"),
    ],
)
def test_a_faulty_term_is_left_out_and_named(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    glossary = made(tmp_path, WHOLE.replace(*change))
    assert sorted(glossary.entries) == ["call-in", "group-audit"]
    assert [reason in problem.reason for problem in glossary.problems] == [True]


@pytest.mark.parametrize("text", ["[call-in", "call-in = 3", "\x00"])
def test_a_broken_file_is_no_crash(tmp_path: Path, text: str) -> None:
    glossary = made(tmp_path, text)
    assert glossary.entries == {}
    assert len(glossary.problems) == 1
