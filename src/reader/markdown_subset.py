"""The small kind of Markdown that section files are written in, read into blocks; whatever lies outside it is refused by line.

Refusing is the point: what one of the four views of a section cannot show must not be lost in silence in any of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NoReturn

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reader.errors import LibraryError
from reader.sections import CALLOUTS, Block, Mark, curl

_CITE = re.compile(r"\[([A-Z][A-Z0-9-]{0,3})\](?![({])")
_FOREIGN = re.compile(r"\[([^\[\]]+)\]\{([a-z]{2,3}(?:-[A-Z]{2})?)\}")
_CALLOUT = re.compile(r"\[!([a-z]+)\]")
_CHECKBOX = re.compile(r"\[([ x])\] ")
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_TARGET = re.compile(rf"https://\S+|{_SLUG}(?:#{_SLUG})?|#{_SLUG}")
# Unescaped, these are markup that went wrong, not text.
_LEFT_OVER = re.compile(r"[*\[\]`]|^\|")
_SPACES = re.compile(r"[ \t\n]+")
_ADVICE = "A section holds headings, paragraphs, lists, tables, callouts, links and source references, nothing else."
_KINDS = {"em": "emphasis", "strong": "strong", "link": "link", "lang": "lang"}
_REASONS = {
    "html_block": "HTML has no place here",
    "html_inline": "HTML has no place here",
    "image": "pictures have no place here",
    "code_inline": "code has no place here",
    "code_block": "a block indented by four spaces would be code; indent less",
    "fence": "code has no place here",
    "hr": "a rule between parts has no place here; use a heading",
    "hardbreak": "a forced line break (two spaces or a backslash at the line end) has no place here; start a paragraph",
    "heading_open": "a heading cannot stand inside a list or a callout",
    "table_open": "a table cannot stand inside a list or a callout",
    "blockquote_open": "a quote cannot stand inside a list or another quote",
}


def read_blocks(slug: str, source: str) -> list[Block]:
    """The blocks of a section file with their starts counted; raises LibraryError naming line and reason."""
    return _Reader(slug, source).read()


def _cite(state: StateInline, silent: bool) -> bool:
    match = _CITE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("cite", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _foreign(state: StateInline, silent: bool) -> bool:
    match = _FOREIGN.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        after = state.posMax
        state.push("lang_open", "", 1).attrSet("lang", match[2])
        state.pos, state.posMax = match.span(1)
        state.md.inline.tokenize(state)
        state.push("lang_close", "", -1)
        state.posMax = after
    state.pos = match.end()
    return True


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # Without text_join an escaped character keeps its own token, so that "\*" can be told from a star that failed to pair.
    markdown = MarkdownIt("commonmark").enable("table").disable("text_join")
    markdown.inline.ruler.before("link", "cite", _cite)
    markdown.inline.ruler.before("link", "foreign", _foreign)
    return markdown


class _Inline:
    """Gathers plain text and marks from the tokens of one paragraph, heading, item or cell."""

    def __init__(self) -> None:
        self.text = ""
        self._marks: list[tuple[int, Mark]] = []  # with their depth: an outer mark comes before an inner one of the same stretch
        self._open: list[tuple[int, str, str]] = []

    def add(self, text: str) -> None:
        """Text as it stands, runs of blanks and line ends as one blank."""
        text = _SPACES.sub(" ", text)
        self.text += text.lstrip(" ") if not self.text or self.text.endswith(" ") else text

    def open(self, kind: str, value: str) -> None:
        self._open.append((len(self.text), kind, value))

    def close(self) -> bool:
        """Ends the mark opened last; False when nothing stands in it."""
        start, kind, value = self._open.pop()
        self._marks.append((len(self._open), Mark(start, len(self.text), kind, value)))
        return bool(self.text[start:].strip())

    def cite(self, key: str) -> None:
        """A reference belongs to the text before it: the blank between them is dropped."""
        self._trim()
        self._marks.append((0, Mark(len(self.text), len(self.text), "cite", key)))

    def finish(self) -> tuple[str, tuple[Mark, ...]]:
        self._trim()
        found = sorted(self._marks, key=lambda entry: (entry[1].start, -entry[1].end, entry[0]))
        return curl(self.text), tuple(mark for _, mark in found)

    def _trim(self) -> None:
        self.text = self.text.rstrip(" ")
        end = len(self.text)
        self._marks = [(depth, replace(m, start=min(m.start, end), end=min(m.end, end))) for depth, m in self._marks]
        self._open = [(min(start, end), kind, value) for start, kind, value in self._open]


class _Reader:
    """Walks the block tokens once; `at` is the token to be read next."""

    def __init__(self, slug: str, source: str) -> None:
        self.slug = slug
        self.lines = source.splitlines()
        self.blocks: list[Block] = []
        self.callouts = self.tables = self.at = 0
        env: dict[str, dict[str, dict[str, list[int]]]] = {}
        self.tokens = _markdown().parse(source, env)
        # A definition leaves no token behind: its text would vanish.
        for reference in env.get("references", {}).values():
            self._refuse(reference["map"][0], "a link definition has no place here; write the address behind the text")

    def read(self) -> list[Block]:
        first = self.tokens[0] if self.tokens else None
        if first is None or first.type != "heading_open" or first.tag != "h1" or self._line(first) != 0:
            self._refuse(0, "the first line must be the title, written as # Title")
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.type == "heading_open":
                self._heading(token)
            elif token.type == "table_open":
                self._table()
            elif token.type == "blockquote_open":
                self._callout(token)
            else:
                self._body(token, None)
        return self.blocks

    def _heading(self, token: Token) -> None:
        level = int(token.tag[1])
        if token.markup[0] != "#":
            self._refuse(self._line(token), "a heading is written with # signs, not underlined")
        if level == 1 and self.blocks:
            self._refuse(self._line(token), "a section has one title; use ## for the headings in it")
        if level > 3:
            self._refuse(self._line(token), "headings go no deeper than ###")
        # Readers with a screen reader go by levels, and PDF/UA-1 refuses a gap.
        if level > 1 + next((block.level for block in reversed(self.blocks) if block.kind == "heading"), 0):
            self._refuse(self._line(token), "### stands under a ##, not straight under the title")
        inline = self.tokens[self.at + 1]
        block = self._inline(inline, inline.children or (), Block("heading", "", 0, level=level))
        if any(mark.kind in ("cite", "link") for mark in block.marks):
            self._refuse(self._line(token), "a heading carries no link and no source reference")
        self._append(block, self._line(token))
        self.at += 3

    def _body(self, token: Token, box: Block | None) -> None:
        """A paragraph or a list, where only these may stand; `box` carries the callout they stand in."""
        template = box or Block("paragraph", "", 0)
        if token.type == "paragraph_open":
            inline = self.tokens[self.at + 1]
            self._append(self._inline(inline, inline.children or (), template), self._line(token))
            self.at += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            self._list(replace(template, kind="item"), 0)
        else:
            self._refuse(self._line(token), _REASONS.get(token.type, f"{token.type} has no place here"))

    def _list(self, template: Block, level: int) -> None:
        opening = self.tokens[self.at]
        if level > 1:
            self._refuse(self._line(opening), "lists go no deeper than one list in another")
        ordinal = int(opening.attrGet("start") or 1) if opening.type == "ordered_list_open" else None
        self.at += 1
        while self.tokens[self.at].type == "list_item_open":
            self._item(replace(template, level=level, ordinal=ordinal))
            ordinal = None if ordinal is None else ordinal + 1
        self.at += 1

    def _item(self, template: Block) -> None:
        opening = self.tokens[self.at]
        inline = self.tokens[self.at + 2]
        if self.tokens[self.at + 1].type != "paragraph_open":
            found = self.tokens[self.at + 1]
            self._refuse(self._line(opening), _REASONS.get(found.type, "an item begins with its text"))
        children = list(inline.children or ())
        box = _CHECKBOX.match(children[0].content) if children and children[0].type == "text" else None
        if box is not None:
            if template.ordinal is not None:
                self._refuse(self._line(opening), "a numbered item has no box to tick; use -")
            children[0] = children[0].copy(content=children[0].content[box.end() :])
            template = replace(template, checked=box[1] == "x")
        self._append(self._inline(inline, children, template), self._line(opening))
        self.at += 4
        if self.tokens[self.at].type in ("bullet_list_open", "ordered_list_open"):
            self._list(replace(template, checked=None), template.level + 1)
        after = self.tokens[self.at]
        if after.type != "list_item_close":
            self._refuse(self._line(after), _REASONS.get(after.type, "an item holds one paragraph and at most one list in it"))
        self.at += 1

    def _callout(self, token: Token) -> None:
        first = self.tokens[self.at + 2] if self.tokens[self.at + 1].type == "paragraph_open" else token
        label = _CALLOUT.fullmatch(first.content.split("\n")[0].strip())
        if label is None or label[1] not in CALLOUTS:
            names = " or ".join(f"[!{name}]" for name in CALLOUTS)
            self._refuse(self._line(token), f"a quote must be a callout: its first line is {names} and nothing else")
        self.callouts += 1
        box = Block("paragraph", "", 0, callout=label[1], callout_id=self.callouts)
        before = len(self.blocks)
        children = first.children or []
        breaks = [number for number, child in enumerate(children) if child.type == "softbreak"]
        if breaks:
            line = self._line(first) + 1
            self._append(self._inline(first, children[breaks[0] + 1 :], box, line), line)
        self.at += 4
        while self.tokens[self.at].type != "blockquote_close":
            self._body(self.tokens[self.at], box)
        if len(self.blocks) == before:
            self._refuse(self._line(token), "the callout is empty")
        self.at += 1

    def _table(self) -> None:
        self.tables += 1
        row = columns = 0
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type != "tr_open":
                continue
            column = 0
            while self.tokens[self.at].type != "tr_close":
                inline = self.tokens[self.at + 1]
                template = Block("cell", "", 0, table=self.tables, row=row, column=column)
                self._append(self._inline(inline, inline.children or (), template, self._line(token)), None)
                self.at += 3
                column += 1
            columns = columns or column
            self._check_width(self._line(token), columns)
            row += 1
        self.at += 1

    def _check_width(self, line: int, columns: int) -> None:
        # The parser drops cells beyond the header's and fills missing ones; both would hide a slip.
        source = self.lines[line].strip()
        cells = re.split(r"(?<!\\)\|", source[source.startswith("|") : len(source) - source.endswith("|")])
        if len(cells) != columns:
            self._refuse(line, f"the row has {len(cells)} cells, the header has {columns}")

    def _inline(self, token: Token, children: Sequence[Token], template: Block, line: int | None = None) -> Block:
        """The template with text and marks from inline tokens; the line is counted along for the messages."""
        line = self._line(token) if line is None else line
        run = _Inline()
        for child in children:
            name, _, edge = child.type.rpartition("_")
            if child.type == "text":
                if found := _LEFT_OVER.search(child.content):
                    self._refuse(line, f"a “{found[0]}” of markup that does not work out; write \\{found[0]} for the sign itself")
                run.add(child.content)
            elif child.type == "text_special":
                run.add(child.content)
            elif child.type == "softbreak":
                run.add("\n")
                line += 1
            elif child.type == "cite":
                run.cite(child.content)
            elif edge == "open" and name in _KINDS:
                run.open(_KINDS[name], self._value(child, name, line))
            elif edge == "close" and name in _KINDS:
                if not run.close():
                    self._refuse(line, f"{_KINDS[name]} without a text in it")
            else:
                self._refuse(line, _REASONS.get(child.type, f"{child.type} has no place here"))
        text, marks = run.finish()
        return replace(template, text=text, marks=marks)

    def _value(self, token: Token, name: str, line: int) -> str:
        if name == "lang":
            return str(token.attrs["lang"])
        if name == "link":
            target = str(token.attrs["href"])
            if token.markup == "autolink" or token.attrGet("title") is not None or not _TARGET.fullmatch(target):
                self._refuse(line, f"a link is [text](https://...) or [text](document#section), not “{target}”")
            return target
        if token.markup[0] != "*":
            self._refuse(line, "emphasis is written with *, not _")
        return ""

    def _append(self, block: Block, line: int | None) -> None:
        """Adds a block at its start; only a cell (no line) may be without text."""
        if not block.text and line is not None:
            self._refuse(line, "there is no text here, or a source reference without a text before it")
        start = self.blocks[-1].end + 1 if self.blocks else 0
        self.blocks.append(replace(block, start=start))

    def _line(self, token: Token) -> int:
        """The line a token stands on, from 0; closing tokens have none, the nearest one read before them stands in."""
        before = (found.map for found in reversed(self.tokens[: self.at + 1]) if found.map)
        where = token.map or next(before, None)
        return where[0] if where else 0

    def _refuse(self, line: int, reason: str) -> NoReturn:
        raise LibraryError(f"Section {self.slug}, line {line + 1}: {reason}.", _ADVICE)
