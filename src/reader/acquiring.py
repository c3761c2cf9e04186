"""Fetches a publisher's PDF from an address, for staff who asked for just that: the one place where the program goes online.

What was fetched stays when it is stopped, and the next try goes on from there; nothing reaches the library before it is whole.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import urllib3

from reader import __version__, library
from reader.errors import Refused

LIMIT = 300 << 20  # bytes; the largest guide known is 7 MB
_HEAD = 16_384  # bytes in which the mark of a PDF must stand
_CHUNK = 1 << 16
_TIMES = urllib3.Timeout(connect=20.0, read=60.0)
_AGAIN = urllib3.Retry(total=6, connect=2, read=2, redirect=5, status=2, backoff_factor=0.5, status_forcelist=(502, 503, 504))

# Each try again would be told twice, once by it in words of its own.
logging.getLogger("urllib3").setLevel(logging.ERROR)

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Fetched:
    """The file, its SHA-256, and the address it came from in the end."""

    file: Path
    sha256: str
    address: str


def fetch(address: str, folder: Path, progress: Progress, *, limit: int = LIMIT, sha256: str = "") -> Fetched:
    """Download a PDF into a folder, going on where a former try stopped.

    `limit` in bytes; `sha256` that the file must have, if it is known. Raises Refused: no such address, no PDF, too large, another file.
    """
    if not address.lower().startswith(("https://", "http://")):
        raise Refused(f"“{address}” is no address of a file on the web.", "An address begins with https://.")
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.part"
    try:
        last = _download(address, part, progress, limit)
    except urllib3.exceptions.HTTPError as error:
        raise Refused(f"{address} cannot be fetched: {_reason(error)}.", "Try again; what was fetched is kept.") from error
    except OSError as error:
        raise Refused(
            f"The file cannot be written: {error.strerror or error}.", "Make room, or name another folder with --state."
        ) from error
    return _checked(part, last, sha256)


def _download(address: str, part: Path, progress: Progress, limit: int) -> str:
    """Append to the part what is missing of it; the address that answered in the end."""
    mark = part.with_suffix(".json")  # what tells whether the file is still the same
    have, tag = (part.stat().st_size, _tag(mark)) if part.is_file() else (0, "")
    headers = {"User-Agent": f"partner-reader/{__version__}", "Accept": "application/pdf", "Accept-Encoding": "identity"}
    if have and tag:
        headers |= {"Range": f"bytes={have}-", "If-Range": tag}
    with urllib3.PoolManager(timeout=_TIMES, retries=_AGAIN) as pool:
        answer = pool.request("GET", address, headers=headers, preload_content=False)
        try:
            if answer.status == 416:  # there is no more: it was whole
                return address
            if answer.status not in (200, 206):
                raise Refused(
                    f"{address} answers {answer.status} {answer.reason or ''}".rstrip() + ".", "Open it in a browser, and check it."
                )
            begin = have if answer.status == 206 else 0
            mark.write_text(json.dumps(answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""), encoding="utf-8")
            _append(answer, part, begin, progress, limit)
            return answer.geturl() or address
        finally:
            answer.release_conn()
            answer.close()


def _append(answer: Any, part: Path, begin: int, progress: Progress, limit: int) -> None:
    length = int(answer.headers.get("Content-Length") or 0)
    total = begin + length
    if total > limit:
        raise Refused(f"The file has {total >> 20} MB; {limit >> 20} MB is the most.", "Say --limit to allow more.")
    with part.open("r+b" if begin else "wb") as file:
        file.seek(begin)
        done = begin
        for chunk in answer.stream(_CHUNK):
            if not done and not begin:
                _look(chunk)
            file.write(chunk)
            done += len(chunk)
            if done > limit:
                raise Refused(f"The file has more than {limit >> 20} MB.", "Say --limit to allow more.")
            progress(done, max(total, done), "fetching")
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    if length and done != total:
        raise urllib3.exceptions.ProtocolError("the connection was closed before the end")


def _look(start: bytes) -> None:
    if b"%PDF-" not in start[:_HEAD]:
        kind = "a web page" if b"<html" in start[:_HEAD].lower() or b"<!doctype" in start[:_HEAD].lower() else "no PDF"
        raise Refused(f"What lies there is {kind}.", "Open the address in a browser, find the PDF itself, and give its address.")


def _checked(part: Path, address: str, sha256: str) -> Fetched:
    with part.open("rb") as file:
        _look(file.read(_HEAD))
    digest = library.sha256(part)
    if sha256 and digest != sha256.lower():
        forget(part)
        raise Refused(f"The file is another than expected: its SHA-256 is {digest}.", "Nothing was changed. Ask where the sum came from.")
    whole = part.with_suffix(".pdf")
    part.replace(whole)
    part.with_suffix(".json").unlink(missing_ok=True)
    return Fetched(whole, digest, address)


def forget(part: Path) -> None:
    """Delete what was fetched."""
    for path in (part, part.with_suffix(".json"), part.with_suffix(".pdf")):
        path.unlink(missing_ok=True)


def _tag(mark: Path) -> str:
    try:
        return str(json.loads(mark.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return ""


def _reason(error: urllib3.exceptions.HTTPError) -> str:
    """The innermost cause, in a few words."""
    cause: BaseException = error
    while (inner := getattr(cause, "reason", None)) is not None and isinstance(inner, BaseException):
        cause = inner
    return str(cause).partition(": ")[2] or str(cause)
