"""Guides: the same bytes from the same input, the right places, labels and tags, and every word of the text on the pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader import guide_content, guide_extras, guides, library
from reader.errors import LibraryError, ReaderError
from reader.library import Library
from reader.sections import parse
from reader.words import tokens
from tests import tiny

ROWS = "\n".join(
    f"| Place {n} | What was found there, told at some length so that the table needs a second page | {n} [T1] |" for n in range(30)
)
RICH = {
    "call-in": {
        "en": "# The call-in\n\nIt is *said* aloud. [T1] [T2] And **again**, in [otra lengua]{es}. [T2]\n\n"
        "## What #let x = 1 $y$ \\*is\\* said\n\n"
        "- one [T1]\n  1. inner\n- see [planning](#planning) and [the study](sample-study)\n\n[Out](https://example.org/a)\n",
        "es": "# La convocatoria\n\nSe dice en voz alta ([call-in]{en}). [T1]\n\n- uno\n- véase [la planificación](#planning)\n",
    },
    "planning": {
        "en": "# Planning\n\n> [!suggestion]\n> Write it down.\n>\n> - [ ] a date\n> - [x] a room\n\n> [!question]\n> Who speaks?\n\n"
        f"## Not here\n\n| Place | Finding | Number |\n| --- | --- | --- |\n{ROWS}\n",
        "es": "# Planificación\n\n> [!question]\n> ¿Quién habla?\n\n## Lugares\n\n| Lugar | Número |\n| --- | --- |\n| Aquí | [T1] |\n",
    },
}
EN, ES = f"{tiny.GUIDE}/en/companion", f"{tiny.GUIDE}/es/companion"
# Runs in a process of its own: PyMuPDF stays out of the tests' process as it stays out of the window's.
LOOK = """
import json, sys, pymupdf
with pymupdf.open(sys.argv[1]) as pdf:
    catalog = pdf.pdf_catalog()
    flags = pymupdf.TEXTFLAGS_WORDS & ~pymupdf.TEXT_PRESERVE_LIGATURES
    print(json.dumps({
        "labels": pdf._get_page_labels(), "outline": pdf.get_toc(), "meta": pdf.metadata,
        "names": {name: target["page"] for name, target in pdf.resolve_names().items()},
        "keys": {key: pdf.xref_get_key(catalog, key)[1] for key in ("Lang", "MarkInfo", "StructTreeRoot")},
        "fonts": sorted({font[3].partition("+")[2] for page in pdf for font in page.get_fonts()}),
        "uris": [link["uri"] for page in pdf for link in page.get_links() if link["kind"] == pymupdf.LINK_URI],
        "words": [[word[:5] for word in page.get_text("words", flags=flags)] for page in pdf],
    }))
"""


def look(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        subprocess.run([sys.executable, "-c", LOOK, path], check=True, capture_output=True, text=True).stdout
    )
    return found


def loaded(root: Path) -> Library:
    return library.load(root / "content")


def companion(held: Library, id: str = EN) -> library.Edition:
    found = held.edition(id)
    assert found is not None
    return found


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """The folder of a library with one guide that uses every construct, not yet set."""
    return tiny.write(tmp_path / "rich", {tiny.GUIDE: RICH})


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What is in the PDFs of the rich guide, by language."""
    held = loaded(tiny.write(tmp_path_factory.mktemp("rich"), {tiny.GUIDE: RICH}))
    assert not held.problems
    guides.build(held)
    return {language: look(held.root / tiny.GUIDE / f"{language}.pdf") for language in ("en", "es")}


def test_the_same_input_gives_the_same_bytes_wherever_and_in_whatever_order_the_fonts_lie(rich: Path, tmp_path: Path) -> None:
    held = loaded(rich)
    guides.typeset(held, companion(held), tmp_path / "one.pdf")
    fonts = tmp_path / "elsewhere" / "fonts"
    fonts.mkdir(parents=True)
    copies = [Path(shutil.copyfile(path, fonts / path.name)) for path in reversed(guides.font_files())]
    shutil.copytree(rich, tmp_path / "moved")
    moved = loaded(tmp_path / "moved")
    guides.typeset(moved, companion(moved), tmp_path / "deep" / "two.pdf", fonts=copies)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "deep" / "two.pdf").read_bytes()


def test_only_the_otf_files_of_the_two_packages_are_used(seen: dict[str, dict[str, Any]]) -> None:
    assert {path.suffix for path in guides.font_files()} == {".otf"}
    assert all(font.startswith(("SourceSansPro", "SourceSerifPro")) for font in seen["en"]["fonts"])


def test_each_section_is_a_named_destination_on_the_page_of_its_outline_entry(seen: dict[str, dict[str, Any]]) -> None:
    for language, found in seen.items():
        assert set(found["names"]) == set(RICH)
        outline = {title.partition(" ")[2]: page - 1 for level, title, page in found["outline"] if level == 1 and title[0].isdigit()}
        assert outline == {parse(slug, RICH[slug][language]).title: page for slug, page in found["names"].items()}
    assert [2, "Lugares", seen["es"]["names"]["planning"] + 1] in [
        [level, title.strip(), page] for level, title, page in seen["es"]["outline"]
    ]


def test_pages_are_labelled_in_roman_and_then_in_arabic_from_the_first_section(seen: dict[str, dict[str, Any]]) -> None:
    for found in seen.values():
        labels = dict(found["labels"])
        first = found["names"]["call-in"]
        assert first == 3
        assert "/S/r/St 1" in labels[0]
        assert "/S/D/St 1" in labels[first]
        assert all(("/S/r" in rule) == (page < first) for page, rule in labels.items())


def test_the_pdf_is_tagged_and_says_its_title_and_language(seen: dict[str, dict[str, Any]]) -> None:
    for language, found in seen.items():
        assert found["keys"]["Lang"] == language
        assert "/Marked true" in found["keys"]["MarkInfo"]
        assert found["keys"]["StructTreeRoot"] != "null"
    assert seen["en"]["meta"]["title"] == "Sample guide"
    assert seen["es"]["meta"]["title"] == "Guía de muestra"
    assert seen["en"]["meta"]["creationDate"].startswith("D:20260101")


def body_words(found: dict[str, Any]) -> list[str]:
    """The folded words of the sections' pages without running heads and reference marks, parted words joined."""
    top, bottom = guide_extras.BODY[1], guide_extras.BODY[3]
    pages = found["words"][found["names"]["call-in"] :]
    flow = " ".join(word[4] for page in pages for word in page if top <= (word[1] + word[3]) / 2 <= bottom)
    flow = guide_extras.CITE.sub(" ", flow.replace("\u2060", "").replace("\u00ad ", ""))
    return [token.folded for token in tokens(flow)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_word_of_the_text_is_printed_in_order_and_between_them_only_the_named_extras(
    seen: dict[str, dict[str, Any]], language: str
) -> None:
    sections = [parse(slug, RICH[slug][language]) for slug in RICH]
    known = [*guide_extras.CALLOUT_LABELS[language].values(), *(row for section in sections for row in guide_extras.header_rows(section))]
    allowed = {token.folded for text in known for token in tokens(text)}
    have = iter(body_words(seen[language]))
    for section in sections:
        for token in tokens(section.text):
            between = []
            for word in have:
                if word == token.folded:
                    break
                between.append(word)
            else:
                pytest.fail(f"{section.slug}: “{token.folded}” is not on the pages")
            assert all(word.isdigit() or word in allowed for word in between), (token.folded, between)


def test_the_header_of_a_long_table_stands_on_each_of_its_pages(seen: dict[str, dict[str, Any]]) -> None:
    pages = [{word[4] for word in page} for page in seen["en"]["words"]]
    with_rows = [page for page in pages if "Place" in page and "told" in page]
    assert len(with_rows) > 1
    assert all("Finding" in page for page in with_rows)


def test_sources_are_numbered_by_first_use_and_listed_with_their_address(seen: dict[str, dict[str, Any]], rich: Path) -> None:
    held = loaded(rich)
    content = guide_content.gather(held, companion(held))
    assert [(source["number"], source["key"], source["addresses"]) for source in content["sources"]] == [
        (1, "T1", ["https://example.org/guide"]),
        (2, "T2", []),
    ]
    assert content["sources"][1]["note"] == "Exact address not established."
    said = " ".join(word[4] for word in seen["en"]["words"][-1])
    assert "Sources" in said
    assert "Page that describes the sample guide" in said
    # Marks stand one to one for the references, on the word they belong to.
    marks = [mark for page in seen["en"]["words"] for word in page if "aloud" in word[4] for mark in guide_extras.CITE.findall(word[4])]
    assert marks == ["[1]", "[2]"]


def test_addresses_are_links(seen: dict[str, dict[str, Any]]) -> None:
    assert {"https://example.org/a", "https://example.org/guide"} <= set(seen["en"]["uris"])


def test_the_title_page_says_what_this_is_and_what_it_is_not(seen: dict[str, dict[str, Any]]) -> None:
    cover = {language: " ".join(word[4] for word in found["words"][0]) for language, found in seen.items()}
    assert "not a publication of the National Network for Safe Communities" in cover["en"]
    assert "No es una publicación de la National Network for Safe Communities" in cover["es"]
    assert "Título original: Sample guide" in cover["es"]
    assert all("CC BY 4.0" in text for text in cover.values())


def test_lists_and_callouts_are_gathered_as_they_stand() -> None:
    text = parse("s", "# A\n\n- one\n  1. in\n- [ ] two\n\n> [!question]\n> Who?\n> - [x] yes\n\n> [!question]\n> Where?\n")
    empty = library.Edition("d", "en", "companion")
    nodes = guide_content.section(empty, text, {}, {})["nodes"]
    assert [node["kind"] for node in nodes] == ["list", "list", "callout", "callout"]
    assert nodes[0]["items"][0]["lists"][0]["ordered"]
    assert nodes[1]["check"] is False
    assert [inner["kind"] for inner in nodes[2]["nodes"]] == ["paragraph", "list"]


def test_plan_names_what_is_new_changed_or_damaged_and_build_sets_only_that(rich: Path) -> None:
    held = loaded(rich)
    assert [edition.id for edition in guides.plan(held)] == [EN, ES]
    told: list[tuple[int, int, str]] = []
    guides.build(held, lambda done, total, what: told.append((done, total, what)))
    assert told == [(0, 2, EN), (1, 2, ES), (2, 2, ES)]
    assert guides.plan(loaded(rich)) == []

    text = rich / "content" / tiny.GUIDE / "es" / "02-planning.md"
    text.write_text(text.read_text("utf-8").replace("Aquí", "Allí"), "utf-8")
    assert [edition.id for edition in guides.plan(loaded(rich))] == [ES]
    assert [edition.id for edition in guides.build(loaded(rich))] == [ES]

    english = rich / "content" / tiny.GUIDE / "en.pdf"
    before = english.read_bytes()
    english.write_bytes(before + b"%")
    assert [edition.id for edition in guides.plan(loaded(rich))] == [EN]
    english.unlink()
    guides.build(loaded(rich))
    assert english.read_bytes() == before

    lock = rich / "content" / guides.LOCK
    lock.write_text("{broken")
    assert len(guides.plan(loaded(rich))) == 2


def test_the_lock_is_sorted_and_forgets_guides_that_are_gone(rich: Path) -> None:
    held = loaded(rich)
    guides.build(held)
    text = (held.root / guides.LOCK).read_text()
    lock = json.loads(text)
    assert text == json.dumps(lock, indent=1, sort_keys=True) + "\n"
    lock["guides"]["gone/en/companion"] = {"input": "0", "pdf": "0"}
    (held.root / guides.LOCK).write_text(json.dumps(lock))
    guides.build(held, force=True)
    assert set(json.loads((held.root / guides.LOCK).read_text())["guides"]) == {EN, ES}


@pytest.mark.parametrize(
    ("slip", "reason"),
    [
        ("It fell. [Z9]", "refers to the source Z9"),
        ("an `unclosed", "line 3"),
        ("a sign no font has: \U0001f98a", "cannot be set"),
    ],
)
def test_a_guide_that_cannot_be_set_is_named_and_the_old_one_stays(rich: Path, slip: str, reason: str) -> None:
    path = rich / "content" / tiny.GUIDE / "en" / "01-call-in.md"
    path.write_text(f"# The call-in\n\n{slip}\n", "utf-8")
    held = loaded(rich)
    old = held.root / tiny.GUIDE / "en.pdf"
    old.write_bytes(b"old")
    with pytest.raises(ReaderError, match=reason):
        guides.build(held, force=True)
    assert old.read_bytes() == b"old"
    assert sorted(p.name for p in old.parent.iterdir()) == ["document.toml", "en", "en.pdf", "es"]


def test_a_guide_carries_a_date(rich: Path) -> None:
    held = loaded(rich)
    with pytest.raises(LibraryError, match="no date"):
        guide_content.gather(held, replace(companion(held), said_on=""))
