"""Section text: what the small Markdown gives, what it refuses, and that marks, starts and JSON always fit the text."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.errors import LibraryError
from reader.sections import Block, Mark, SectionText, curl, from_json, parse, to_json


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks behind a title."""
    return parse("slug", f"# Title\n\n{body}").blocks[1:]


def only(body: str) -> Block:
    (block,) = blocks(body)
    return block


def marks(body: str) -> list[tuple[str, str, str]]:
    """The text, kind and value of each mark of a single block."""
    block = only(body)
    return [(block.text[mark.start : mark.end], mark.kind, mark.value) for mark in block.marks]


def test_the_heading_is_the_first_block_and_the_text_is_one_line_for_each_block() -> None:
    section = parse("call-in", "# The *call-in*\n\nOne\nline.\n\n## Part\n\n### Detail\n")
    assert (section.slug, section.title) == ("call-in", "The call-in")
    assert section.text == "The call-in\nOne line.\nPart\nDetail"
    assert [(block.kind, block.level, block.start) for block in section.blocks] == [
        ("heading", 1, 0),
        ("paragraph", 0, 12),
        ("heading", 2, 22),
        ("heading", 3, 27),
    ]


@pytest.mark.parametrize(
    ("body", "text", "found"),
    [
        ("an *easy* word", "an easy word", [("easy", "emphasis", "")]),
        ("a **strong *and easy*** word", "a strong and easy word", [("strong and easy", "strong", ""), ("and easy", "emphasis", "")]),
        ("see [here](https://example.org/a?b=1&c)", "see here", [("here", "link", "https://example.org/a?b=1&c")]),
        ("see [it](issue-brief)", "see it", [("it", "link", "issue-brief")]),
        ("see [it](issue-brief#in-short)", "see it", [("it", "link", "issue-brief#in-short")]),
        ("see [it](#in-short)", "see it", [("it", "link", "#in-short")]),
        ("la [call-in]{en}, dos", "la call-in, dos", [("call-in", "lang", "en")]),
        ("la [*call-in*]{en}", "la call-in", [("call-in", "lang", "en"), ("call-in", "emphasis", "")]),
        ("*la [call-in]{en}*", "la call-in", [("la call-in", "emphasis", ""), ("call-in", "lang", "en")]),
        ("a line\n[in two\nlines]{en}", "a line in two lines", [("in two lines", "lang", "en")]),
        ("It fell. [N4] [L] Then", "It fell. Then", [("", "cite", "N4"), ("", "cite", "L")]),
        ("It *fell [P-A]*.", "It fell.", [("fell", "emphasis", ""), ("", "cite", "P-A")]),
        ("[call-in]{en} [N4]", "call-in", [("call-in", "lang", "en"), ("", "cite", "N4")]),
        (r"2 \* 3 \[N4\]", "2 * 3 [N4]", []),
        ("It's \"so\" ('yes')", "It’s “so” (‘yes’)", []),
        ("two  blanks\tand a tab", "two blanks and a tab", []),
        ("a&nbsp;b &amp; c", "a\u00a0b & c", []),
    ],
)
def test_inline_marks_lie_on_the_plain_text(body: str, text: str, found: list[tuple[str, str, str]]) -> None:
    assert only(body).text == text
    assert marks(body) == found


def test_a_reference_has_no_width_and_stands_behind_its_sentence() -> None:
    block = only("It fell. [N4] [L] Then it rose. [G1]")
    assert [(mark.start, mark.end) for mark in block.marks] == [(8, 8), (8, 8), (22, 22)]


def test_lists_nest_once_and_count_from_their_first_number() -> None:
    found = blocks("- one\n  1. inner\n  2. inner\n- two\n\nText\n\n3. three\n4. four\n")
    assert [(b.kind, b.text, b.level, b.ordinal) for b in found] == [
        ("item", "one", 0, None),
        ("item", "inner", 1, 1),
        ("item", "inner", 1, 2),
        ("item", "two", 0, None),
        ("paragraph", "Text", 0, None),
        ("item", "three", 0, 3),
        ("item", "four", 0, 4),
    ]


def test_a_checklist_knows_what_is_ticked() -> None:
    assert [(b.text, b.checked) for b in blocks("- [ ] open\n- [x] *done*\n- plain\n")] == [
        ("open", False),
        ("done", True),
        ("plain", None),
    ]


def test_tables_are_cells_with_row_and_column_and_a_cell_may_hold_a_reference_only() -> None:
    found = blocks("| A | B |\n| --- | --- |\n| 1 \\| 2 | [L] |\n\n| C |\n| --- |\n| d [N4] |\n")
    assert [(b.text, b.table, b.row, b.column) for b in found] == [
        ("A", 1, 0, 0),
        ("B", 1, 0, 1),
        ("1 | 2", 1, 1, 0),
        ("", 1, 1, 1),
        ("C", 2, 0, 0),
        ("d", 2, 1, 0),
    ]
    assert found[3].marks == (Mark(0, 0, "cite", "L"),)


def test_callouts_keep_their_blocks_together() -> None:
    found = blocks("> [!suggestion]\n> First.\n>\n> - one\n> - two\n\n> [!question]\n>\n> Second?\n\nPlain.\n")
    assert [(b.kind, b.text, b.callout, b.callout_id) for b in found] == [
        ("paragraph", "First.", "suggestion", 1),
        ("item", "one", "suggestion", 1),
        ("item", "two", "suggestion", 1),
        ("paragraph", "Second?", "question", 2),
        ("paragraph", "Plain.", None, 0),
    ]


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("", 1, "title"),
        ("Text", 1, "title"),
        ("\n# Late", 1, "title"),
        ("## Low", 1, "title"),
        ("# A\n\n# B", 3, "one title"),
        ("# A\n\n#### B", 3, "no deeper"),
        ("# A\n\n### B", 3, "under a ##"),
        ("# A\n\nB\n===", 3, "underlined"),
        ("# A [N4]", 1, "no source reference"),
        ("# A\n\ntext  \nmore", 3, "line break"),
        ("# A\n\none\ntwo <b>x</b>", 4, "HTML"),
        ("# A\n\n<div>\n</div>", 3, "HTML"),
        ("# A\n\n![x](y.png)", 3, "pictures"),
        ("# A\n\nsome `code`", 3, "code"),
        ("# A\n\n```\ncode\n```", 3, "code"),
        ("# A\n\n    code", 3, "four spaces"),
        ("# A\n\n---", 3, "rule"),
        ("# A\n\n> just a quote", 3, "callout"),
        ("# A\n\n> [!warning]\n> x", 3, "callout"),
        ("# A\n\n> [!question] Why?", 3, "nothing else"),
        ("# A\n\n> [!question]", 3, "empty"),
        ("# A\n\n> [!question]\n> > deeper", 4, "another quote"),
        ("# A\n\n> [!question]\n> # Heading", 4, "heading"),
        ("# A\n\n> [!question]\n>\n> | a |\n> | - |\n", 5, "table"),
        ("# A\n\n- a\n  - b\n    - c", 5, "no deeper"),
        ("# A\n\n- a\n\n  second", 5, "one paragraph"),
        ("# A\n\n- a\n  - b\n\n  after", 6, "one paragraph"),
        ("# A\n\n-\n- b", 3, "begins with its text"),
        ("# A\n\n1. [ ] box", 3, "box"),
        ("# A\n\n|a|b|\n|-|-|\n|1|2|3|", 5, "3 cells"),
        ("# A\n\n|a|b|\n|-|-|\n|1|", 5, "1 cells"),
        ("# A\n\n| a | b |\n", 3, "“|”"),
        ("# A\n\none *star", 3, "“*”"),
        ("# A\n\none [bracket", 3, "“[”"),
        ("# A\n\n[call-in]{english}", 3, "“[”"),
        ("# A\n\n_low_", 3, "not _"),
        ("# A\n\n[x](http://example.org)", 3, "a link is"),
        ("# A\n\n[x](javascript:alert)", 3, "“[”"),
        ("# A\n\n[x](https://example.org 'title')", 3, "a link is"),
        ("# A\n\n<https://example.org>", 3, "a link is"),
        ("# A\n\n[](issue-brief)", 3, "without a text"),
        ("# A\n\n[x]: https://example.org", 3, "definition"),
        ("# A\n\n[L]", 3, "no text here"),
    ],
)
def test_what_lies_outside_the_subset_is_refused_with_its_line(source: str, line: int, reason: str) -> None:
    with pytest.raises(LibraryError) as refused:
        parse("slug", source)
    assert refused.value.message.startswith(f"Section slug, line {line}: ")
    assert reason in refused.value.message


def test_line_ends_of_other_systems_make_no_difference() -> None:
    source = "# A\n\none\ntwo\n\n| a |\n| --- |\n| b |\n"
    assert parse("s", source.replace("\n", "\r\n")) == parse("s", source)


def check(section: SectionText) -> None:
    """What holds for every section, whatever its source."""
    assert section.text == "\n".join(block.text for block in section.blocks)
    assert section.title == section.blocks[0].text
    for block in section.blocks:
        assert "\n" not in block.text
        assert block.text == block.text.strip(" ")
        assert section.text[block.start : block.end] == block.text
        for mark in block.marks:
            assert 0 <= mark.start <= mark.end <= len(block.text)
            assert (mark.start == mark.end) == (mark.kind == "cite")
    assert from_json(json.loads(json.dumps(to_json(section)))) == section


WORD = st.text(st.sampled_from("abñéüzß“0129’-"), min_size=1, max_size=8).filter(lambda w: w.strip("-") == w and not w[0].isdigit())
PIECE = st.one_of(
    WORD.map(lambda w: (w, w)),
    WORD.map(lambda w: (f"*{w}*", w)),
    WORD.map(lambda w: (f"**{w}**", w)),
    WORD.map(lambda w: (f"[{w}]{{en}}", w)),
    WORD.map(lambda w: (f"[{w}](issue-brief#part)", w)),
    WORD.map(lambda w: (f"{w}. [N4] [L]", f"{w}.")),
)
LINE = st.lists(PIECE, min_size=1, max_size=6).map(lambda ps: (" ".join(p[0] for p in ps), " ".join(p[1] for p in ps)))
BLOCK = st.one_of(
    LINE.map(lambda line: (line[0], [line[1]])),
    LINE.map(lambda line: (f"- {line[0]}\n- [ ] {line[0]}\n  1. {line[0]}", [line[1]] * 3)),
    LINE.map(lambda line: (f"| {line[0]} | x |\n| --- | --- |\n| y | {line[0]} |", [line[1], "x", "y", line[1]])),
    LINE.map(lambda line: (f"> [!suggestion]\n> {line[0]}\n>\n> - {line[0]}", [line[1]] * 2)),
)


@given(st.lists(BLOCK, max_size=6))
def test_every_text_of_the_subset_is_read_whole(parts: list[tuple[str, list[str]]]) -> None:
    # Two lists in a row would be one; a line of text between them keeps them apart.
    source = "# Title\n\n" + "\n\nbetween\n\n".join(part[0] for part in parts)
    section = parse("slug", source)
    check(section)
    expected = "\nbetween\n".join("\n".join(part[1]) for part in parts)
    assert section.text == curl(f"Title\n{expected}" if parts else "Title")


@given(st.text(st.sampled_from("ab \n#-*[](){}!>|`_\\1.~'\"<&;:L4"), max_size=60))
@example("> [!question]\n> a [L]\n> - [ ] b")
@example("*a [b*]{en} c")
def test_any_other_text_is_read_or_refused_but_breaks_nothing(body: str) -> None:
    try:
        section = parse("slug", "# Title\n\n" + body)
    except LibraryError:
        return
    check(section)


@pytest.mark.parametrize(
    ("straight", "curled"),
    [("GVI's", "GVI’s"), ('"a" ("b")', "“a” (“b”)"), ("the '90s", "the ’90s"), ("\"'a' b\"", "“‘a’ b”"), ('¿"Qué"?', "¿“Qué”?")],
)
def test_quotes_are_curled_sign_for_sign(straight: str, curled: str) -> None:
    assert curl(straight) == curled


def test_reading_stored_sections_needs_no_markdown_parser() -> None:
    code = "import sys, reader.sections; assert not any('markdown' in name for name in sys.modules), sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
