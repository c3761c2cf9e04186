"""Adding a publisher's PDF: taken whole, or refused in one sentence with the library as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import adding, indexer, library
from reader.adding import Request
from reader.errors import Refused
from reader.paths import Paths
from reader.pdf_process import Limits, PdfProcess
from reader.search import Query
from reader.session import Session
from tests import pdfs


def quiet(done: int, total: int, what: str) -> None:
    """A progress nobody looks at."""


def text_pdf(pages: list[str]) -> bytes:
    return pdfs.book([pdfs.text(50, 700, words.encode("latin-1")) for words in pages])


def fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def put(tmp_path: Path, data: bytes, name: str = "given.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_an_official_edition_comes_first_with_its_provenance(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    root = own_library()
    before = (root / "content" / "sample-guide" / "document.toml").read_text(encoding="utf-8")
    file = put(tmp_path, text_pdf(["The call-in and more words", "Second page"]))
    request = Request(
        file, "sample-guide", "es", source="its publisher", rights="all reserved", may_pass_on="no", permission="asked in May"
    )
    added = adding.add(library.load(root / "content"), request, pdf, quiet)
    assert (added.edition, added.pages, added.unread) == ("sample-guide/es/official", 2, {})
    held = library.load(root / "content")
    assert held.problems == ()
    first = next(iter(held.editions))
    assert first.id == "sample-guide/es/official"
    assert (first.rights, first.may_pass_on, first.permission, first.source) == ("all reserved", "no", "asked in May", "its publisher")
    assert first.pdf is not None
    assert first.sha256 == library.sha256(file) == library.sha256(first.pdf)
    assert (
        (root / "content" / "sample-guide" / "document.toml").read_text(encoding="utf-8").startswith(before.split("[[editions]]")[0][:200])
    )


def test_adding_again_replaces_and_removing_restores(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    root = own_library()
    content = root / "content"
    before = library.load(content)
    for words in (["first"], ["second", "page"]):
        adding.add(library.load(content), Request(put(tmp_path, text_pdf(words)), "sample-guide", "en"), pdf, quiet)
    held = library.load(content)
    assert [e.id for e in held.editions].count("sample-guide/en/official") == 1
    edition = held.edition("sample-guide/en/official")
    assert edition is not None
    adding.remove(held, edition)
    after = library.load(content)
    assert list(after.editions) == list(before.editions)
    assert after.problems == ()


def test_a_new_document_makes_an_entry(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    root = own_library()
    file = put(tmp_path, text_pdf(["One"]))
    adding.add(library.load(root / "content"), Request(file, "other-report", "en", title="Another report"), pdf, quiet)
    held = library.load(root / "content")
    assert held.problems == ()
    document = held.document("other-report")
    assert document is not None
    assert document.title("en") == "Another report"
    assert [d.id for d in held.documents][-1] == "other-report"


@pytest.mark.parametrize(
    ("document", "language", "title", "says"),
    [
        ("sample-guide", "xx", "", "--language en"),
        ("another", "en", "", "--title"),
        ("search", "en", "T", "cannot name"),
        ("../up", "en", "T", "cannot name"),
        ("Ünïcode", "en", "T", "cannot name"),
        ("x" * 61, "en", "T", "cannot name"),
    ],
)
def test_what_cannot_be_named_is_refused(
    own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess, document: str, language: str, title: str, says: str
) -> None:
    root = own_library()
    before = fingerprint(root)
    with pytest.raises(Refused, match=says):
        adding.add(library.load(root / "content"), Request(put(tmp_path, text_pdf(["One"])), document, language, title), pdf, quiet)
    assert fingerprint(root) == before


def test_a_companion_cannot_be_removed(own_library: Callable[[], Path]) -> None:
    held = library.load(own_library() / "content")
    with pytest.raises(Refused, match="part of the library"):
        adding.remove(held, next(iter(held.editions)))


def test_comments_and_order_of_the_record_are_kept(own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess) -> None:
    root = own_library()
    record = root / "content" / "sample-guide" / "document.toml"
    record.write_text("# Asked its publisher twice.\n" + record.read_text(encoding="utf-8"), encoding="utf-8")
    adding.add(library.load(root / "content"), Request(put(tmp_path, text_pdf(["One"])), "sample-guide", "en"), pdf, quiet)
    assert record.read_text(encoding="utf-8").startswith("# Asked its publisher twice.\n")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("html", b"<!doctype html><title>A report</title><p>Words"),
        ("epub", b"PK\x03\x04mimetypeapplication/epub+zip"),
        ("empty", b""),
        ("truncated", pdfs.prose()[:200]),
        ("zeropages", pdfs.without_pages()),
        ("cyclic", pdfs.cyclic()),
        ("noise", b"%PDF-1.7\n" + bytes(range(256)) * 40),
    ],
)
def test_what_is_no_readable_pdf_is_refused_and_nothing_changes(
    own_library: Callable[[], Path], tmp_path: Path, pdf: PdfProcess, name: str, data: bytes
) -> None:
    root = own_library()
    before = fingerprint(root)
    with pytest.raises(Refused) as caught:
        adding.add(library.load(root / "content"), Request(put(tmp_path, data, f"{name}.pdf"), "sample-guide", "en"), pdf, quiet)
    assert caught.value.exit_code == 2
    assert f"{name}.pdf" in str(caught.value)
    assert fingerprint(root) == before


def test_pages_that_work_are_taken_and_the_others_named(own_library: Callable[[], Path], tmp_path: Path) -> None:
    root = own_library()
    with PdfProcess(Limits(words=2.5)) as impatient:
        added = adding.add(library.load(root / "content"), Request(put(tmp_path, pdfs.endless()), "sample-guide", "en"), impatient, quiet)
        assert list(added.unread) == [2]
        assert added.words == 2
        held = library.load(root / "content")
        paths = Paths(root, tmp_path / "state")
        built = indexer.build(paths, held, impatient, quiet)
        assert [n.split(":")[0] for n in built.notices] == ["sample-guide/en/official?page=2"]
        session = Session(paths, held, impatient)
        session.open(quiet)
        assert [h.place.page for h in session.search(Query.parse("after"), document="sample-guide").hits] == [3]
        session.close()
