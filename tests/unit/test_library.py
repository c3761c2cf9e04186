"""Loading a library: the good opens, every fault is named at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import LibraryError, Refused
from reader.library import Place, load

Make = Callable[[], Path]


def faults(root: Path) -> dict[str, str]:
    return {p.file: p.reason for p in load(root / "content").problems}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_good_library_opens_whole(own_library: Make) -> None:
    library = load(own_library() / "content")
    assert library.problems == ()
    assert [d.id for d in library.documents] == ["sample-guide", "sample-study"]
    assert [e.id for e in library.editions][:2] == ["sample-guide/en/companion", "sample-guide/es/companion"]
    edition = library.edition("sample-guide/es/companion")
    assert edition is not None
    assert [(s.slug, s.number) for s in edition.sections] == [("call-in", 1), ("planning", 2)]
    assert edition.forms == ("text",)
    document = library.document("sample-guide")
    assert document is not None
    assert document.title("en") == "Sample guide"
    assert document.title("es") == "Guía de muestra"
    assert document.titles == {"en": "Sample guide"}
    assert library.sources["T1"].exact
    assert not library.sources["T2"].exact


def test_all_problems_are_named_at_once_and_the_rest_opens(own_library: Make) -> None:
    root = own_library()
    guide = root / "content" / "sample-guide"
    (guide / "es" / "02-planning.md").unlink()
    (guide / "en" / "notes.md").write_text("# Notes\n")
    (guide / "en" / "03-extra.md").write_text("# Extra\n")
    (root / "content" / "sources.toml").write_text("= broken")
    named = faults(root)
    assert set(named) == {"sample-guide/es/NN-planning.md", "sample-guide/en/notes.md", "sample-guide/en/03-extra.md", "sources.toml"}
    assert all(reason.endswith(".") for reason in named.values())
    assert [d.id for d in load(root / "content").documents] == ["sample-study"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "companion"', 'kind = "draft"'),
        ('language = "es"', 'language = "Spanish!"'),
        ('language = "es"', 'language = "en"'),
        ('may_pass_on = "yes"', 'may_pass_on = "perhaps"'),
        ('en = "Sample guide"', ""),
        ("editions", "editions ="),
        ('year = "2026"', 'year = "2026"\ntranslated_year = "2026"'),
        ('year = "2026"', 'year = "2026"\ntranslated_year = {fr = "2026"}'),
        ('year = "2026"', 'translated_year = {es = "2026"}'),
    ],
)
def test_a_broken_record_leaves_its_document_out(own_library: Make, old: str, new: str) -> None:
    root = own_library()
    edit(root / "content" / "sample-guide" / "document.toml", old, new)
    assert "sample-guide/document.toml" in faults(root)
    assert [d.id for d in load(root / "content").documents] == ["sample-study"]


def test_a_year_with_words_may_be_said_in_another_language(own_library: Make) -> None:
    root = own_library()
    edit(
        root / "content" / "sample-guide" / "document.toml",
        'year = "2026"',
        'year = "2026, revised"\ntranslated_year = {es = "2026, revisada"}',
    )
    library = load(root / "content")
    assert library.problems == ()
    document = library.documents[0]
    assert (document.year_in("en"), document.year_in("es")) == ("2026, revised", "2026, revisada")
    assert document.publisher_in("es") == document.publisher == "The tests"


def test_a_listed_document_without_a_folder_is_named(own_library: Make) -> None:
    root = own_library()
    edit(root / "content" / "library.toml", '"sample-guide",', '"sample-guide", "absent", "sample-guide", "search",')
    assert set(faults(root)) == {"absent/document.toml", "library.toml", "search/document.toml"}


def test_a_folder_that_is_not_listed_comes_last(own_library: Make) -> None:
    root = own_library()
    edit(root / "content" / "library.toml", '"sample-guide",', "")
    assert [d.id for d in load(root / "content").documents] == ["sample-study", "sample-guide"]


def test_the_user_guide_is_held_but_not_on_the_shelf(own_library: Make) -> None:
    root = own_library()
    assert load(root / "content").shelf == load(root / "content").documents
    edit(root / "content" / "library.toml", '"sample-guide",', "")
    edit(root / "content" / "library.toml", "version", 'help = "sample-guide"\nversion')
    library = load(root / "content")
    assert library.help == "sample-guide"
    assert [d.id for d in library.shelf] == ["sample-study"]
    assert [d.id for d in library.documents] == ["sample-study", "sample-guide"]
    assert library.edition("sample-guide/en/companion") is not None
    assert Path("sample-guide/document.toml") in library.files()


def test_a_document_of_the_shelf_is_no_user_guide(own_library: Make) -> None:
    root = own_library()
    edit(root / "content" / "library.toml", "version", 'help = "sample-guide"\nversion')
    library = load(root / "content")
    assert library.help == ""
    assert len(library.shelf) == 2


def test_sections_out_of_order_are_a_fault(own_library: Make) -> None:
    root = own_library()
    folder = root / "content" / "sample-guide" / "en"
    (folder / "02-planning.md").rename(folder / "00-planning.md")
    assert "sample-guide/en" in faults(root)


def test_no_shelf_is_an_error_with_advice(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"library\.toml: The file is missing.*--library"):
        load(tmp_path)


def test_the_publishers_edition_comes_first(own_library: Make) -> None:
    root = own_library()
    record = root / "content" / "sample-guide" / "document.toml"
    record.write_text(record.read_text(encoding="utf-8") + '\n[[editions]]\nlanguage = "es"\nkind = "official"\n', encoding="utf-8")
    (record.parent / "official.es.pdf").write_bytes(b"%PDF-")
    assert [e.id for e in load(root / "content").editions][:2] == ["sample-guide/es/official", "sample-guide/en/companion"]


@pytest.mark.parametrize("text", ["a/en/companion", "a/en/companion#call-in:12", "a/en/official?page=12"])
def test_a_place_prints_and_parses(text: str) -> None:
    assert str(Place.parse(text)) == text


@pytest.mark.parametrize("text", ["", "a", "a/en", "a/en/companion?page=x", "a/en/companion#", "a/en/b/c"])
def test_what_names_no_place_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        Place.parse(text)
