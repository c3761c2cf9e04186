"""The child's side of the pipes: read a request, give it to whoever answers, send the answer; nothing here knows PDFs.

A message is its header's length in 4 bytes, big-endian; the header in JSON; then header["bytes"] bytes.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from reader.errors import ReaderError

Header = dict[str, Any]
_GRACE = 5  # seconds the parent has to end a hanging child itself


def serve(answer: Callable[[Header], tuple[Header, Any]], pipe: int, first: bytes = b"") -> None:
    """Answer requests from standard input until it ends. `answer` gives a header and bytes, or an object with `samples_mv`.

    `pipe`: the descriptor answers go to; `first`: a request that somebody else has read.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the parent's to handle; the pipe's end follows
    with os.fdopen(0, "rb") as requests, os.fdopen(pipe, "wb") as answers, Path(os.devnull).open("wb") as nowhere:
        while packed := first or _next(requests):
            first = b""
            request = json.loads(packed)
            # If the parent is gone, nobody else ends a hang; this timer is a C thread, which needs no GIL, on every system.
            faulthandler.dump_traceback_later(float(request.get("seconds", 60)) + _GRACE, exit=True, file=nowhere)
            header, data = _answered(answer, request)
            faulthandler.cancel_dump_traceback_later()
            _send(answers, {**header, "id": request.get("id")}, data)


def _next(requests: BinaryIO) -> bytes:
    """The next request; nothing at the end."""
    size = requests.read(4)
    return requests.read(int.from_bytes(size, "big")) if len(size) == 4 else b""


def _answered(answer: Callable[[Header], tuple[Header, Any]], request: Header) -> tuple[Header, Any]:
    try:
        return answer(request)
    except ReaderError as e:
        return {"error": type(e).__name__, "message": e.message, "advice": e.advice}, b""
    except Exception as e:  # noqa: BLE001 - MuPDF raises a dozen kinds; MemoryError, too, from the address-space limit
        name = Path(str(request.get("path"))).name
        return {"error": "PdfError", "message": f"{name} cannot be read.", "advice": "", "cause": repr(e)[:500]}, b""


def _send(answers: BinaryIO, header: Header, data: Any) -> None:
    # The view points into the pixmap, which `data` keeps alive: let go of it first and the write is a segfault.
    view = data if isinstance(data, bytes) else data.samples_mv
    packed = json.dumps({**header, "bytes": len(view)}, separators=(",", ":")).encode()
    answers.write(len(packed).to_bytes(4, "big") + packed)
    answers.write(view)
    answers.flush()
