"""The publisher's own wording as section text: one file, whose headings become sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.adding.request import Added, Request, doubt
from reader.errors import LibraryError, Refused
from reader.languages import written_in
from reader.sections import parse
from reader.words import fold, tokens

_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*$")
_FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
_MOST = 99  # two digits number a section's file
_LONGEST_SLUG = 40


@dataclass(frozen=True)
class Part:
    """One section: the name of its file, its text, and what to add to the number of a line to have that in the file given."""

    name: str
    text: str
    shift: int


def read(request: Request, title: str) -> tuple[Added, list[Part]]:
    """The sections of a file; raises Refused, with the line, for what the section format does not hold (docs/section-text.md)."""
    try:
        source = request.file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{request.file.name} cannot be read as text: {error}", "Save it as plain text in UTF-8.") from error
    parts = list(split(source.replace("\r\n", "\n"), title))
    if not parts:
        raise Refused(f"{request.file.name} holds no text.", "Nothing was changed.")
    if len(parts) > _MOST:
        raise Refused(f"{request.file.name} has {len(parts)} sections; {_MOST} is the most.", "Nothing was changed. Use fewer headings.")
    words = [token.folded for part in parts for token in tokens(_checked(request, part))]
    seen = written_in(words)
    notices = (doubt(seen, request.language),) if seen is not None and seen != request.language else ()
    return Added(f"{request.document}/{request.language}/official", 0, len(words), sections=len(parts), notices=notices), parts


def split(source: str, title: str) -> Iterator[Part]:
    """At the highest headings of which there are several; what stands before the first is a section with the title."""
    lines = source.split("\n")
    headings = list(_headings(lines))
    levels = [level for _, level, _ in headings]
    cut = next((level for level in range(1, 7) if levels.count(level) > 1), 1)
    at = [(number, text) for number, level, text in headings if level == cut]
    first = at[0][0] if at else len(lines)
    alone = [text for number, level, text in headings if level < cut and number < first]
    before = [line for number, line in enumerate(lines[:first]) if not any(number == n and level < cut for n, level, _ in headings)]
    used: set[str] = set()
    number = 0
    if any(line.strip() for line in before):
        number += 1
        yield _part(number, alone[0] if alone else title, before, 0, cut, used)
    for (start, text), (end, _) in pairwise([*at, (len(lines), "")]):
        number += 1
        yield _part(number, text, lines[start + 1 : end], start + 1, cut, used)


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    fenced = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (found := _HEADING.match(line)):
            yield number, len(found[1]), found[2]


def _part(number: int, title: str, lines: list[str], line: int, cut: int, used: set[str]) -> Part:
    """`line`: how many lines stand before its first in the file. Headings move up as far as the one it was cut at, without gaps."""
    body: list[str] = []
    above = 1
    for text in lines:
        found = _HEADING.match(text)
        if found:
            above = min(3, max(2, len(found[1]) - cut + 1), above + 1)
            text = f"{'#' * above} {found[2]}"
        body.append(text)
    while body and not body[-1].strip():
        body.pop()
    gap = [] if body and not body[0].strip() else [""]
    name = f"{number:02}-{_slug(title, used)}.md"
    return Part(name, "\n".join([f"# {title}", *gap, *body]) + "\n", line - len(gap) - 1)


def _slug(title: str, used: set[str]) -> str:
    words = [word for token in tokens(title) if token.parts == 1 and (word := re.sub(r"[^a-z0-9]", "", token.folded))]
    slug = ""
    for word in words or ["section"]:
        if slug and len(slug) + len(word) >= _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else fold(word)[:_LONGEST_SLUG]
    found, count = slug, 1
    while found in used:
        count += 1
        found = f"{slug}-{count}"
    used.add(found)
    return found


def _checked(request: Request, part: Part) -> str:
    try:
        return parse(part.name[3:-3], part.text).text
    except LibraryError as error:
        found = re.search(r"line (\d+): (.*)", error.message, re.DOTALL)
        where = f"line {part.shift + int(found[1])}: {found[2]}" if found else error.message
        raise Refused(f"{request.file.name}, {where}", f"Nothing was changed. {error.advice}") from error
