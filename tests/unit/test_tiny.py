"""The tiny library that other tests stand on is a sound one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader import library, sections


def test_it_loads_without_a_problem_and_has_everything_in_both_languages(tiny_library: Path) -> None:
    tiny = library.load(tiny_library / "content")
    assert not tiny.problems
    assert [edition.id for edition in tiny.editions] == [
        f"{document}/{language}/companion" for document in ("sample-guide", "sample-study") for language in ("en", "es")
    ]
    assert all(edition.forms == ("text", "pdf") for edition in tiny.editions)


def test_its_texts_hold_every_kind_of_block(own_library: Callable[[], Path]) -> None:
    tiny = library.load(own_library() / "content")
    for language in ("en", "es"):
        blocks = [
            block
            for edition in tiny.editions
            if edition.language == language
            for section in edition.sections
            for block in sections.parse(section.slug, section.path.read_text("utf-8")).blocks
        ]
        assert {block.kind for block in blocks} == {"heading", "paragraph", "item", "cell"}
        assert {block.callout for block in blocks} == {None, "suggestion", "question"}
        assert {mark.kind for block in blocks for mark in block.marks} >= {"emphasis", "strong", "link", "cite"}
