"""The child's side of the pipes: read a request, give it to whoever answers, send the answer; nothing here knows PDFs.

A message is its header's length in 4 bytes, big-endian; the header in JSON; then header["bytes"] bytes.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from reader.errors import ReaderError

Header = dict[str, Any]
_GRACE = 5  # seconds the parent has to end a hanging child itself


def take_pipe() -> int:
    """A descriptor of the answers' pipe; standard output leads nowhere from now on, so that no stray print reaches the pipe."""
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipe


def serve(answer: Callable[[Header], tuple[Header, Any]], pipe: int) -> None:
    """Answer requests from standard input until it ends. `answer` gives a header and bytes, or an object with `samples_mv`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is the parent's to handle; the pipe's end follows
    _limit_memory(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    with os.fdopen(0, "rb") as requests, os.fdopen(pipe, "wb") as answers, Path(os.devnull).open("wb") as nowhere:
        _send(answers, {"ready": 1}, b"")
        while len(size := requests.read(4)) == 4:
            request = json.loads(requests.read(int.from_bytes(size, "big")))
            # If the parent is gone, nobody else ends a hang; this timer is a C thread, which needs no GIL, on every system.
            faulthandler.dump_traceback_later(float(request.get("seconds", 60)) + _GRACE, exit=True, file=nowhere)
            header, data = _answered(answer, request)
            faulthandler.cancel_dump_traceback_later()
            _send(answers, {**header, "id": request.get("id")}, data)


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


def _limit_memory(limit: int) -> None:
    """A ceiling on address space, Linux only: a net below the parent's watch on resident memory."""
    if sys.platform == "linux" and limit > 0:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
