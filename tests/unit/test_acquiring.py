"""Fetching a file: whole, cut off and taken up again, moved, too large, or something else; from a server on this computer only."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reader.acquiring import fetch
from reader.errors import Refused
from tests import pdfs

PDF = pdfs.prose() + b"\n%" + b"x" * 300_000
OTHER = PDF + b"%changed"


class Web:
    """What lies where, and what was asked."""

    def __init__(self) -> None:
        self.files = {"/guide.pdf": PDF}
        self.cut_after: int | None = None  # bytes of one answer
        self.failures = 0
        self.asked: list[tuple[str, str | None]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.answer(self)

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}{path}"

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        self.asked.append((to.path, to.headers.get("Range")))
        if self.failures:
            self.failures -= 1
            self._head(to, 503, {"Content-Length": "0"})
        elif to.path == "/moved":
            self._head(to, 302, {"Location": "/guide.pdf", "Content-Length": "0"})
        elif to.path not in self.files:
            self._head(to, 404, {"Content-Length": "0"})
        else:
            self._send(to, self.files[to.path])

    def _send(self, to: BaseHTTPRequestHandler, data: bytes) -> None:
        tag = f'"{hashlib.sha256(data).hexdigest()}"'
        begin = int(to.headers["Range"][6:-1]) if to.headers.get("Range") and to.headers.get("If-Range") == tag else 0
        if begin and begin >= len(data):
            self._head(to, 416, {"Content-Length": "0"})
            return
        self._head(to, 206 if begin else 200, {"ETag": tag, "Content-Length": str(len(data) - begin)})
        if self.cut_after is not None:
            to.wfile.write(data[begin : begin + self.cut_after])
            self.cut_after = None
            to.close_connection = True
        else:
            to.wfile.write(data[begin:])

    def _head(self, to: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name, value)
        to.end_headers()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.close()


def quiet(done: int, total: int, what: str) -> None:
    """A progress nobody looks at."""


def test_a_file_comes_whole_with_its_sum_and_its_progress(web: Web, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    fetched = fetch(web.address("/guide.pdf"), tmp_path, lambda done, total, what: told.append((done, total)))
    assert fetched.file.read_bytes() == PDF
    assert fetched.sha256 == hashlib.sha256(PDF).hexdigest()
    assert told[-1] == (len(PDF), len(PDF))
    assert [path.suffix for path in tmp_path.iterdir()] == [".pdf"]


def test_a_file_that_was_cut_off_is_taken_up_again(web: Web, tmp_path: Path) -> None:
    web.cut_after = 100_000
    with pytest.raises(Refused, match="what was fetched is kept"):
        fetch(web.address("/guide.pdf"), tmp_path, quiet)
    assert fetch(web.address("/guide.pdf"), tmp_path, quiet).file.read_bytes() == PDF
    assert web.asked[-1][1] is not None
    assert int(web.asked[-1][1][6:-1]) > 60_000


def test_a_file_that_has_changed_meanwhile_is_fetched_anew(web: Web, tmp_path: Path) -> None:
    web.cut_after = 100_000
    with pytest.raises(Refused):
        fetch(web.address("/guide.pdf"), tmp_path, quiet)
    web.files["/guide.pdf"] = OTHER
    assert fetch(web.address("/guide.pdf"), tmp_path, quiet).file.read_bytes() == OTHER


def test_stopping_keeps_what_came(web: Web, tmp_path: Path) -> None:
    class Stop(Exception):
        """The reader pressed Ctrl+C."""

    def stop(done: int, total: int, what: str) -> None:
        if done > 100_000:
            raise Stop

    with pytest.raises(Stop):
        fetch(web.address("/guide.pdf"), tmp_path, stop)
    assert fetch(web.address("/guide.pdf"), tmp_path, quiet).file.read_bytes() == PDF
    assert web.asked[-1][1] is not None


def test_a_moved_file_says_where_it_came_from(web: Web, tmp_path: Path) -> None:
    fetched = fetch(web.address("/moved"), tmp_path, quiet)
    assert fetched.file.read_bytes() == PDF
    assert fetched.address.endswith("/guide.pdf")


def test_a_server_that_is_busy_is_asked_again(web: Web, tmp_path: Path) -> None:
    web.failures = 1
    assert fetch(web.address("/guide.pdf"), tmp_path, quiet).file.read_bytes() == PDF


@pytest.mark.parametrize(
    ("path", "data", "says"),
    [
        ("/none.pdf", None, "answers 404"),
        ("/page.pdf", b"<!doctype html><title>Choose a file</title>", "is a web page"),
        ("/zip.pdf", b"PK\x03\x04" + bytes(40), "is no PDF"),
        ("/empty.pdf", b"", "is no PDF"),
    ],
)
def test_what_is_no_pdf_is_refused(web: Web, tmp_path: Path, path: str, data: bytes | None, says: str) -> None:
    if data is not None:
        web.files[path] = data
    with pytest.raises(Refused, match=says):
        fetch(web.address(path), tmp_path, quiet)


def test_a_file_too_large_is_refused_before_it_is_fetched(web: Web, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is the most"):
        fetch(web.address("/guide.pdf"), tmp_path, quiet, limit=1000)


def test_another_file_than_expected_is_refused_and_deleted(web: Web, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="another than expected"):
        fetch(web.address("/guide.pdf"), tmp_path, quiet, sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "guide.pdf", "ftp://example.org/x.pdf"])
def test_what_is_no_address_of_the_web_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(Refused, match="no address"):
        fetch(address, tmp_path, quiet)


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/guide.pdf", tmp_path, quiet)
