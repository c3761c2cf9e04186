"""The limits, with made-up children: one that hangs, one that dies, one that eats memory, one that talks rubbish."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

import pytest

from reader import pdf_start
from reader.errors import Cancelled, PdfError, PdfLocked, PdfProcessDied, PdfTimeout, Refused
from reader.pdf_child import resident
from reader.pdf_process import Answer, Limits, PdfProcess, Picture, as_facts, as_links, as_picture, as_words
from tests import pdfs

# Does what the file's name says. "wait" answers once the file `gate` is there: the test opens it.
CHILD = """
import json, os, sys, threading, pathlib
source, sink = sys.stdin.buffer, sys.stdout.buffer
def send(header, data=b""):
    packed = json.dumps({**header, "bytes": len(data)}).encode()
    sink.write(len(packed).to_bytes(4, "big") + packed + data); sink.flush()
if "mute" in sys.argv: threading.Event().wait()
if "dead" in sys.argv: os._exit(3)
if "rude" in sys.argv: sink.write(b"Welcome to the PDF reader!"); sink.flush(); threading.Event().wait()
send({"ready": 1})
count = 0
while len(size := source.read(4)) == 4:
    request = json.loads(source.read(int.from_bytes(size, "big")))
    count += 1
    reply = {"id": request["id"], "pid": os.getpid(), "count": count, "opened": count, "closed": count, "request": request}
    match pathlib.Path(request.get("path", "")).stem:
        case "hang": threading.Event().wait()
        case "die": os._exit(1)
        case "eat":
            eaten = []
            while True: eaten.append(bytearray(os.urandom(1 << 20)))
        case "garbage": sink.write(b"\\xff\\xfe Traceback (most recent call last): ..."); sink.flush(); threading.Event().wait()
        case "short": sink.write(b"\\x00\\x00\\x00\\x05{]"); sink.flush(); os._exit(0)
        case "nojson": sink.write(b"\\x00\\x00\\x00\\x05hello"); sink.flush()
        case "list": sink.write(b"\\x00\\x00\\x00\\x02[]"); sink.flush()
        case "other": send({**reply, "id": 99})
        case "huge": sink.write(b"\\x00\\x00\\x00\\x17" + b'{"bytes": 999999999999}'); sink.flush()
        case "fat": fat = bytearray(os.urandom(1 << 20) * 40); send(reply)
        case "locked": send({**reply, "error": "PdfLocked", "message": "It is locked.", "advice": "Ask."})
        case "refused": send({**reply, "error": "Refused", "message": "No.", "advice": ""})
        case "odd": send({**reply, "error": "SystemExit", "message": "Odd.", "advice": ""})
        case "wait":
            while not os.path.exists(request["gate"]): threading.Event().wait(0.005)
            send(reply)
        case _: send(reply, b"data")
"""


def child(*how: str) -> list[str]:
    return [sys.executable, "-S", "-E", "-c", CHILD, *how]


@pytest.fixture
def make() -> Iterator[Callable[..., PdfProcess]]:
    """Makes processes with that child, closed after the test."""
    made: list[PdfProcess] = []

    def new(*how: str, limits: Limits | None = None) -> PdfProcess:
        made.append(PdfProcess(limits or Limits(), child(*how)))
        return made[-1]

    yield new
    for process in made:
        process.close()
    gc.collect()  # a pipe or a process left behind warns now


def alive(pid: int) -> bool:
    return resident(pid) > 0


def test_a_request_goes_there_and_back(make: Callable[..., PdfProcess]) -> None:
    pdf = make()
    pdf.start()
    answer = pdf.request("words", path=Path("a.pdf"), page=3, exact=True)
    assert answer.data == b"data"
    sent = answer.fields["request"]
    assert (sent["kind"], sent["path"], sent["page"], sent["exact"]) == ("words", "a.pdf", 3, True)


def test_one_child_serves_many_requests_and_start_is_not_needed(make: Callable[..., PdfProcess]) -> None:
    pdf = make()
    assert len({pdf.request("facts", path=f"{n}.pdf").fields["pid"] for n in range(5)}) == 1


@pytest.mark.parametrize(
    ("name", "error", "sentence"),
    [
        ("hang", PdfTimeout, "takes too long"),
        ("die", PdfProcessDied, "stopped there"),
        ("garbage", PdfProcessDied, "stopped there"),
        ("short", PdfProcessDied, "stopped there"),
        ("nojson", PdfProcessDied, "stopped there"),
        ("list", PdfProcessDied, "stopped there"),
        ("other", PdfProcessDied, "stopped there"),
        ("huge", PdfProcessDied, "stopped there"),
    ],
)
def test_a_bad_page_is_given_up_and_remembered(make: Callable[..., PdfProcess], name: str, error: type[PdfError], sentence: str) -> None:
    pdf = make()
    first = pdf.request("facts", path="fine.pdf").fields["pid"]
    with pytest.raises(error, match=f"Page 7 of {name}.pdf could not be shown: .*{sentence}"):
        pdf.request("words", path=f"{name}.pdf", page=7, timeout=0.3 if name == "hang" else None)
    assert pdf.kills(f"{name}.pdf") == 1
    assert not alive(first)
    again = pdf.request("facts", path="fine.pdf").fields
    assert again["count"] == 1, "a new child"
    with pytest.raises(PdfError, match=r"Page 7 of .* could not be shown"):
        pdf.request("words", path=f"{name}.pdf", page=7)
    assert pdf.request("facts", path="fine.pdf").fields["pid"] == again["pid"], "the child was not asked again"


@pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="resident memory is not watched there")
def test_a_page_that_eats_memory_is_given_up(make: Callable[..., PdfProcess]) -> None:
    pdf = make(limits=Limits(memory=120 << 20))
    with pytest.raises(PdfProcessDied, match="more than 120 MB"):
        pdf.request("words", path="eat.pdf", page=1)
    assert pdf.request("facts", path="fine.pdf").data


def test_only_that_page_in_that_way_is_bad(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make()
    for page, kind in ((1, "words"), (2, "words"), (1, "links")):
        with pytest.raises(PdfProcessDied):
            pdf.request(kind, path="die.pdf", page=page)
    assert pdf.kills("die.pdf") == 3


def test_a_file_that_was_replaced_gets_another_chance(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf, path = make(), tmp_path / "die.pdf"
    for content in (b"one", b"another"):
        path.write_bytes(content)
        with pytest.raises(PdfProcessDied):
            pdf.request("facts", path=path)


def test_kills_are_counted_in_a_row(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make()
    path = tmp_path / "wait.pdf"
    with pytest.raises(PdfTimeout):
        pdf.request("words", path=path, page=1, gate=str(tmp_path / "never"), timeout=0.3)
    assert pdf.kills(path) == 1
    pdf.request("words", path=path, page=2, gate=str(tmp_path))
    assert pdf.kills(path) == 0


@pytest.mark.parametrize(("name", "error"), [("locked", PdfLocked), ("refused", Refused), ("odd", PdfError)])
def test_errors_of_the_child_come_back_as_ours(make: Callable[..., PdfProcess], name: str, error: type[Exception]) -> None:
    pdf = make()
    with pytest.raises(error) as caught:
        pdf.request("facts", path=f"{name}.pdf")
    assert type(caught.value) is error
    assert pdf.kills(f"{name}.pdf") == 0


@pytest.mark.parametrize("how", ["mute", "dead", "rude"])
def test_a_child_that_does_not_start_blames_no_page(make: Callable[..., PdfProcess], how: str) -> None:
    pdf = make(how, limits=Limits(start=0.3))
    for _ in range(2):
        with pytest.raises(PdfProcessDied, match="did not start"):
            pdf.request("words", path="fine.pdf", page=1)
    assert pdf.kills("fine.pdf") == 0


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with PdfProcess(command=[str(tmp_path / "nothing")]) as pdf, pytest.raises(PdfProcessDied, match="cannot be started"):
        pdf.start()


def test_a_child_that_was_ended_by_others_is_replaced(make: Callable[..., PdfProcess]) -> None:
    pdf = make()
    first = pdf.request("facts", path="a.pdf").fields["pid"]
    assert pdf._child is not None
    pdf._child._process.kill()
    pdf._child._process.wait(10)
    assert pdf.request("facts", path="a.pdf").fields["pid"] != first


def test_the_start_of_the_child_does_not_count_as_the_page_s_time(make: Callable[..., PdfProcess]) -> None:
    slow = child()
    slow[slow.index(CHILD)] = "import threading; threading.Event().wait(0.6)\n" + CHILD
    with PdfProcess(command=slow) as pdf:
        assert pdf.request("words", path="fine.pdf", page=1, timeout=0.5).data


def test_a_child_is_replaced_after_many_documents(make: Callable[..., PdfProcess]) -> None:
    pdf = make(limits=Limits(documents=3))
    pids = [pdf.request("facts", path=f"{n}.pdf").fields["pid"] for n in range(6)]
    assert pids[0] == pids[1] == pids[2] != pids[3] == pids[4] == pids[5]


@pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="resident memory is not watched there")
def test_a_child_that_stays_large_after_closing_is_replaced(make: Callable[..., PdfProcess]) -> None:
    pdf = make(limits=Limits(memory_after_close=40 << 20))
    small = [pdf.request("facts", path="a.pdf").fields["pid"] for _ in range(2)]
    assert small[0] == small[1]
    assert pdf.request("facts", path="fat.pdf").fields["pid"] == small[0]
    assert pdf.request("facts", path="a.pdf").fields["pid"] != small[0]


# The queue


class Gate:
    """A request that runs until the test opens the gate, so that others wait behind it."""

    def __init__(self, pdf: PdfProcess, folder: Path, key: str = "first") -> None:
        self.path = folder / "gate"
        self.pdf, self.key = pdf, key
        self.future = self.ask()
        wait_for(self.future.running)

    def ask(self, **more: Any) -> Future[Answer]:
        return self.pdf.submit(self.key, "words", path="wait.pdf", page=1, gate=str(self.path), **more)

    def open(self) -> None:
        self.path.touch()


def unwanted(pdf: PdfProcess) -> bool:
    return pdf._running is not None and pdf._running.unwanted


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Until it holds, at most so long."""
    tick = threading.Event()
    for _ in range(int(seconds / 0.005)):
        if condition():
            return
        tick.wait(0.005)
    raise AssertionError("it did not come to pass")


def test_the_newest_is_served_first(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make()
    gate = Gate(pdf, tmp_path)
    futures = [pdf.submit(f"page{n}", "picture", path="a.pdf", page=n) for n in range(4)]
    gate.open()
    assert [f.result(10).fields["count"] for f in futures] == [5, 4, 3, 2]


def test_a_newer_request_of_a_key_replaces_the_waiting_one_and_comes_to_the_front(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make()
    gate = Gate(pdf, tmp_path)
    old = pdf.submit("a", "picture", path="a.pdf", page=1)
    other = pdf.submit("b", "picture", path="a.pdf", page=2)
    new = pdf.submit("a", "picture", path="a.pdf", page=3)
    assert old.cancelled()
    gate.open()
    assert new.result(10).fields["request"]["page"] == 3
    assert other.result(10).fields["count"] == 3


def test_dropped_requests_never_reach_the_child(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make()
    gate = Gate(pdf, tmp_path)
    unwanted = [pdf.submit(f"picture/{n}", "picture", path="a.pdf", page=n) for n in range(3)]
    kept = pdf.submit("words/1", "words", path="a.pdf", page=1)
    pdf.drop("picture/")
    assert all(f.cancelled() for f in unwanted)
    gate.open()
    assert kept.result(10).fields["count"] == 2


def test_a_future_cancelled_by_its_owner_is_passed_over(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make()
    gate = Gate(pdf, tmp_path)
    given_up = pdf.submit("a", "picture", path="a.pdf", page=1)
    assert given_up.cancel()
    kept = pdf.submit("b", "picture", path="a.pdf", page=1)
    gate.open()
    assert kept.result(10).fields["count"] == 2
    with pytest.raises(CancelledError):
        given_up.result(10)


def test_a_running_request_that_is_dropped_is_ended_and_blamed_on_nobody(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make(limits=Limits(unwanted=0.05))
    gate = Gate(pdf, tmp_path)
    pdf.drop("first")
    with pytest.raises(Cancelled):
        gate.future.result(10)
    assert pdf.kills("wait.pdf") == 0
    gate.open()
    assert gate.ask().result(10).fields["count"] == 1


def test_the_same_question_while_it_is_answered_is_the_same_future(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make()
    gate = Gate(pdf, tmp_path)
    pdf.drop("first")
    assert gate.ask() is gate.future, "wanted again, so it may go on"
    assert not unwanted(pdf)
    other = gate.ask(exact=True)
    assert other is not gate.future
    assert unwanted(pdf)
    gate.open()
    assert other.result(10).fields["count"] == 2


def test_errors_reach_the_future(make: Callable[..., PdfProcess]) -> None:
    with pytest.raises(PdfLocked):
        make().submit("a", "facts", path="locked.pdf").result(10)


def test_requests_from_many_threads_get_their_own_answers(make: Callable[..., PdfProcess]) -> None:
    pdf = make()
    wrong: list[int] = []

    def ask(page: int) -> None:
        for _ in range(20):
            if pdf.request("words", path="a.pdf", page=page).fields["request"]["page"] != page:
                wrong.append(page)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    queued = [pdf.submit(f"{n}", "words", path="a.pdf", page=n) for n in range(20)]
    assert [f.result(20).fields["request"]["page"] for f in queued] == list(range(20))
    for thread in threads:
        thread.join(20)
    assert not wrong


# The end


def test_closing_ends_what_runs_and_cancels_what_waits(make: Callable[..., PdfProcess], tmp_path: Path) -> None:
    pdf = make()
    gate = Gate(pdf, tmp_path)
    waiting = pdf.submit("b", "picture", path="a.pdf", page=1)
    assert pdf._child is not None
    pid = pdf._child._process.pid
    pdf.close()
    assert waiting.cancelled()
    with pytest.raises(PdfError, match="closing"):
        gate.future.result(10)
    assert not alive(pid)
    for ask in (lambda: pdf.request("facts", path="a.pdf"), pdf.start):
        with pytest.raises(PdfError, match="closing"):
            ask()
    assert pdf.submit("a", "facts", path="a.pdf").cancelled()
    pdf.close()


def test_closing_before_the_child_has_started_or_without_any() -> None:
    PdfProcess(command=child()).close()
    pdf = PdfProcess(command=child("mute"))
    pdf.start()
    pdf.close()


def test_the_child_ends_with_its_pipe() -> None:
    for command in (child(), pdf_start.command()):
        done = subprocess.run(command, input=b"", capture_output=True, timeout=60, cwd=Path(__file__).parents[2] / "src")
        assert done.returncode == 0
        assert b'"ready": 1' in done.stdout.replace(b'":1', b'": 1')


def test_a_hanging_child_whose_parent_is_gone_ends_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    hang = "from reader import pdf_first as f, pdf_serve as s; import threading\ns._GRACE = 0\n"
    hang += "s.serve(lambda _: threading.Event().wait(), f.take_pipe())"
    request = b'{"id": 1, "seconds": 0.2}'
    message = len(request).to_bytes(4, "big") + request
    done = subprocess.run(
        [sys.executable, "-c", hang], input=message, capture_output=True, timeout=30, cwd=Path(__file__).parents[2] / "src"
    )
    assert done.returncode == 1


def test_a_stray_print_in_the_child_does_not_reach_the_pipe() -> None:
    loud = "from reader import pdf_first, pdf_serve; pipe = pdf_first.take_pipe(); print('noise', flush=True)\npdf_serve.serve(print, pipe)"
    done = subprocess.run([sys.executable, "-c", loud], input=b"", capture_output=True, timeout=30, cwd=Path(__file__).parents[2] / "src")
    assert done.returncode == 0
    assert b"noise" not in done.stdout


# Importing and decoding


def test_importing_loads_neither_the_engine_nor_qt() -> None:
    code = "import sys, reader.pdf_process; print({'pymupdf', 'PySide6', 'whoosh', 'snowballstemmer', 'reader.pages'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[2] / "src")
    assert done.stdout.strip() == "set()"


def test_answers_become_values() -> None:
    assert as_picture(Answer({"width": 2, "height": 1, "stride": 2, "format": "grey", "x": 0, "y": 0, "scale": 1.5}, b"ab")) == Picture(
        2, 1, 2, "grey", b"ab", 0, 0, 1.5
    )
    (word,) = as_words(Answer({"words": [["a", [1, 2, 3, 4], 5, None]]}, b""))
    assert (word.text, word.rect, word.line, word.edges) == ("a", (1, 2, 3, 4), 5, None)
    (link,) = as_links(Answer({"links": [[[1, 2, 3, 4], 2, None, None]]}, b""))
    assert (link.rect, link.page, link.uri) == ((1, 2, 3, 4), 2, None)
    fields = {
        "title": "",
        "sizes": [[1, 2]],
        "rotations": [0],
        "labels": ["i"],
        "outline": [[1, "A", 1, 0.5]],
        "notices": [],
        "names": {"a": [1, None]},
    }
    facts = as_facts(Answer({"pages": 1, "language": "es", **fields}, b""))
    assert facts.outline[0].title == "A"
    assert facts.names == {"a": (1, None)}


def test_a_child_that_dies_once_costs_no_page(tmp_path: Path) -> None:
    """Ended from outside, as a system short of memory does; a page at which it always dies is another matter."""
    file, mark = tmp_path / "book.pdf", tmp_path / "died"
    file.write_bytes(pdfs.prose())
    once = (
        "import os, pathlib, sys\n"
        f"mark = pathlib.Path({str(mark)!r})\n"
        "if not mark.exists():\n"
        "    mark.touch()\n"
        "    os.write(1, b'\\0\\0\\0\\x0c{\"ready\": 1}')\n"
        "    os.read(0, 1)\n"
        "    os._exit(1)\n"
        f"os.execv(sys.executable, {pdf_start.command()!r})\n"
    )
    with PdfProcess(command=[sys.executable, "-c", once]) as pdf:
        assert pdf.picture(file, 1, 300).width == 300
        assert mark.exists()
        assert pdf.kills(file) == 0
