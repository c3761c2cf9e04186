"""Adding the publisher's wording as section text, and putting back what was there before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader import adding, indexer, library, scans
from reader.adding import Request, reading, text_file
from reader.errors import Refused
from reader.languages import written_in
from reader.pages import Word
from reader.paths import Paths
from reader.pdf_process import PdfProcess
from reader.search import Query
from reader.session import Session
from tests import pdfs

TEXT = """# Material for partners

An introduction of our own.

## Background

Partners abroad are of many kinds.

#### A deep heading

More of it.

## Legitimacy

- fairness
- respect

## Background

Once more.
"""


def quiet(done: int, total: int, what: str) -> None:
    """A progress nobody looks at."""


def given(tmp_path: Path, text: str | bytes, name: str = "own.md") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def snapshot(root: Path) -> dict[str, bytes]:
    content = root / "content"
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()}


def test_headings_become_sections() -> None:
    parts = list(text_file.split(TEXT, "A title"))
    assert [part.name for part in parts] == ["01-material-for-partners.md", "02-background.md", "03-legitimacy.md", "04-background-2.md"]
    assert parts[0].text == "# Material for partners\n\nAn introduction of our own.\n"
    assert parts[1].text == "# Background\n\nPartners abroad are of many kinds.\n\n## A deep heading\n\nMore of it.\n"


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        ("Only words.", ["A title"]),
        ("# One\n\nwords\n\n# Two\n\nwords", ["One", "Two"]),
        ("before\n\n# One\n\nwords\n\n# Two\n\nwords", ["A title", "One", "Two"]),
        ("# Whole\n\nwords\n\n## Only one\n\nwords", ["Whole"]),
        ("### A\n\nx\n\n### B\n\ny", ["A", "B"]),
        ("", []),
    ],
)
def test_texts_of_any_build_are_cut_where_they_have_several_headings(source: str, titles: list[str]) -> None:
    assert [part.text.split("\n")[0][2:] for part in text_file.split(source, "A title")] == titles


def test_text_is_taken_and_found(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    root = own_library()
    added = adding.add(library.load(root / "content"), Request(given(tmp_path, TEXT), "sample-guide", "en"), pdf, quiet)
    assert (added.sections, added.pages) == (4, 0)
    held = library.load(root / "content")
    assert held.problems == ()
    edition = next(iter(held.editions))
    assert (edition.id, edition.forms, len(edition.sections)) == ("sample-guide/en/official", ("text",), 4)
    paths = Paths(root, tmp_path / "state")
    indexer.build(paths, held, pdf, quiet)
    session = Session(paths, held, pdf)
    session.open(quiet)
    hits = session.search(Query.parse("partners abroad"), document="sample-guide").hits
    assert str(hits[0].place) == "sample-guide/en/official#background:11"
    session.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TEXT.replace("- respect", "- respect <b>now</b>"), "line 16: HTML has no place here"),
        (TEXT.replace("More of it.", "`code`"), "line 11: code has no place here"),
        ("\n\n  \n", "holds no text"),
        (b"\xff\xfe\x00", "cannot be read as text"),
        ("".join(f"# H{n}\n\nx\n\n" for n in range(100)), "100 sections"),
    ],
)
def test_what_the_format_does_not_hold_is_refused_with_its_line(
    own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess, text: str | bytes, says: str
) -> None:
    root = own_library()
    before = snapshot(root)
    with pytest.raises(Refused, match=says):
        adding.add(library.load(root / "content"), Request(given(tmp_path, text), "sample-guide", "en"), pdf, quiet)
    assert snapshot(root) == before


def test_one_form_takes_the_place_of_the_other_and_comes_back(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    root = own_library()
    states = [snapshot(root)]
    for request in (
        Request(given(tmp_path, TEXT), "sample-guide", "en"),
        Request(given(tmp_path, pdfs.prose(), "own.pdf"), "sample-guide", "en"),
        Request(given(tmp_path, "# Other words\n\nNew ones."), "sample-guide", "en"),
    ):
        adding.add(library.load(root / "content"), request, pdf, quiet)
        states.append(snapshot(root))
        for back in (states[-2], states[-1]):  # there and back again
            adding.restore(library.load(root / "content"), "sample-guide", "en")
            assert snapshot(root) == back
            assert library.load(root / "content").problems == ()
    held = library.load(root / "content")
    edition = held.edition("sample-guide/en/official")
    assert edition is not None
    adding.remove(held, edition)
    assert snapshot(root) == states[0]
    assert adding.restore(library.load(root / "content"), "sample-guide", "en")
    assert snapshot(root) == states[-1]


def test_a_new_document_comes_and_goes_whole(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    root = own_library()
    before = snapshot(root)
    adding.add(library.load(root / "content"), Request(given(tmp_path, TEXT), "another", "es", title="Otro"), pdf, quiet)
    after = snapshot(root)
    assert not adding.restore(library.load(root / "content"), "another", "es")
    assert snapshot(root) == before
    assert not (root / "content" / "another").exists()
    assert adding.restore(library.load(root / "content"), "another", "es")
    assert snapshot(root) == after


def test_without_anything_kept_nothing_is_restored(own_library: Callable[[], Path]) -> None:
    root = own_library()
    before = snapshot(root)
    assert not adding.restore(library.load(root / "content"), "sample-guide", "en")
    assert snapshot(root) == before


def test_a_kill_between_two_renames_is_mended_by_the_next_change(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    root = own_library()
    adding.add(library.load(root / "content"), Request(given(tmp_path, TEXT), "sample-guide", "en"), pdf, quiet)
    folder = root / "content" / "sample-guide" / "official"
    (folder / "en").rename(folder / "en.old")
    adding.add(library.load(root / "content"), Request(given(tmp_path, "# New\n\nwords"), "sample-guide", "en"), pdf, quiet)
    adding.restore(library.load(root / "content"), "sample-guide", "en")
    edition = library.load(root / "content").edition("sample-guide/en/official")
    assert edition is not None
    assert len(edition.sections) == 4


# Languages, and what speaks against the one that was said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the police and the community of that place were at the meeting with the partners and it was for them " * 3, "en"),
        ("la policía y la comunidad de los lugares que están en la reunión con los socios para el programa del barrio " * 3, "es"),
        ("violence homicide police", None),
        ("the of and to the la de que el en " * 20, None),
    ],
)
def test_languages_are_told_by_their_commonest_words(text: str, language: str | None) -> None:
    assert written_in(text.split()) == language


def test_a_language_that_was_said_wrongly_is_noticed(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    spanish = "La policía y la comunidad de los lugares que están en la reunión con los socios para el programa del barrio. " * 3
    added = adding.add(
        library.load(own_library() / "content"), Request(given(tmp_path, f"# Hola\n\n{spanish}"), "sample-guide", "en"), pdf, quiet
    )
    assert "look Spanish" in added.notices[0]


# Scanned pages


def test_without_a_model_its_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="tesseract-ocr-spa"):
        reading.models("es", {}, [str(tmp_path)])
    (tmp_path / "spa.traineddata").touch()
    assert reading.models("es", {"TESSDATA_PREFIX": str(tmp_path)}, []) == tmp_path


def test_what_was_read_stands_where_the_page_has_no_words(tmp_path: Path, pdf: PdfProcess) -> None:
    file = given(tmp_path, pdfs.book([pdfs.text(50, 700, b"Printed words"), b"0 0 m 9 9 l S"]), "official.en.pdf")
    assert pdf.words(file, 2) == ()
    begun = scans.Reading(file, "a" * 64, "a test")
    begun.add(2, [Word("Scanned", (10, 20, 60, 32), 0), Word("words", (64, 20, 90, 32), 0)])
    assert [word.text for word in pdf.words(file, 2)] == ["Scanned", "words"]
    assert [word.text for word in pdf.words(file, 1)] == ["Printed", "words"]
    assert scans.done(file, "a" * 64) == {2}
    assert scans.done(file, "b" * 64) == set()


def test_a_reading_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    file = given(tmp_path, pdfs.prose(), "official.en.pdf")
    first = scans.Reading(file, "a" * 64, "a test")
    first.add(1, [Word("one", (0, 0, 9, 9), 0)])
    first.add(2, [Word("two", (0, 0, 9, 9), 0)])
    path = scans.beside(file)
    path.write_bytes(path.read_bytes()[:-9])
    assert scans.done(file, "a" * 64) == {1}
    scans.Reading(file, "a" * 64, "a test").add(2, [Word("again", (0, 0, 9, 9), 0)])
    assert scans.done(file, "a" * 64) == {1, 2}
    assert [word.text for word in scans.words(file, 2)] == ["again"]
    file.write_bytes(file.read_bytes() + b"\n")
    assert scans.words(file, 2) == (), "of another file"
