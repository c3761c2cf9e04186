"""Trusting an index: whole, ours, up to date, or not opened at all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import generations, indexer, library, manifest
from reader.errors import Cancelled, IndexUnusable
from reader.paths import Paths
from reader.pdf_process import PdfProcess
from reader.session import Session


def quiet(done: int, total: int, what: str) -> None:
    """A progress nobody looks at."""


def reason(paths: Paths) -> str:
    with pytest.raises(IndexUnusable) as caught:
        generations.find(paths, library.load(paths.content))
    return caught.value.message


def folder(paths: Paths) -> Path:
    found = generations.current(paths.index)
    assert found is not None
    return found


def test_a_built_index_is_found(built: Paths) -> None:
    found = generations.find(built, library.load(built.content))
    assert {n.split("/")[0] for n in found.manifest.files} >= {"en", "es", "pages.sqlite"}


def test_no_index(own_library: Callable[[], Path], tmp_path: Path) -> None:
    assert "no index" in reason(Paths(own_library(), tmp_path / "state"))


def test_an_index_from_elsewhere_is_not_opened(own_built: Paths, tmp_path: Path) -> None:
    assert "not built on this computer" in reason(Paths(own_built.library, tmp_path / "another"))


def test_another_schema_is_noticed(own_built: Paths) -> None:
    path = folder(own_built) / manifest.NAME
    table = json.loads(path.read_bytes())
    table["facts"]["schema"] += 1
    path.write_text(json.dumps(table))
    manifest.add_note(own_built.built, manifest.read(folder(own_built)).digest)
    assert "another version" in reason(own_built)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"facts": {}, "files": {"a": 1}}', b"\xff\xfe"])
def test_a_manifest_that_is_none(own_built: Paths, data: bytes) -> None:
    (folder(own_built) / manifest.NAME).write_bytes(data)
    assert "missing or damaged" in reason(own_built)


@pytest.mark.parametrize("data", [b"", b"gen-77\n", b"../../gen-1\n", b"\xff", b"gen-1/../.."])
def test_a_pointer_that_leads_nowhere(own_built: Paths, data: bytes) -> None:
    (own_built.index / generations.CURRENT).write_bytes(data)
    assert "no index" in reason(own_built)


def test_every_file_is_verified_before_it_is_opened(own_built: Paths) -> None:
    here = folder(own_built)
    for path in [p for p in here.rglob("*") if p.is_file() and p.name != manifest.NAME]:
        whole = path.read_bytes()
        for data in (_flipped(whole), whole[:-1], whole + b"x") if whole else (b"x",):
            path.write_bytes(data)
            assert path.relative_to(here).as_posix() in reason(own_built)
        path.unlink()
        assert "is missing" in reason(own_built)
        path.write_bytes(whole)
    (here / "en" / "extra.seg").write_bytes(b"x")
    assert "does not belong" in reason(own_built)


def test_changed_content_is_noticed_and_named(own_built: Paths) -> None:
    text = own_built.content / "sample-guide" / "en" / "02-planning.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert "sample-guide/en/02-planning.md" in reason(own_built)


def test_a_cancelled_build_leaves_the_old_generation(own_built: Paths, pdf: PdfProcess) -> None:
    record = own_built.content / "sample-guide" / "document.toml"
    record.write_text(record.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = folder(own_built)

    def stop(done: int, total: int, what: str) -> None:
        if done > total // 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        indexer.build(own_built, library.load(own_built.content), pdf, stop)
    assert folder(own_built) == before
    assert [p.name for p in own_built.index.iterdir() if p.name.endswith(".tmp")] == []


def test_a_new_generation_replaces_the_old_one(own_built: Paths, pdf: PdfProcess) -> None:
    before = folder(own_built)
    text = own_built.content / "library.toml"
    text.write_text(text.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert indexer.plan(own_built, library.load(own_built.content)).changed == ("library.toml",)
    built = indexer.build(own_built, library.load(own_built.content), pdf, quiet)
    assert built.new
    assert built.generation.folder.name == "gen-2"
    assert not before.exists()
    again = indexer.build(own_built, library.load(own_built.content), pdf, quiet)
    assert not again.new


def test_a_half_written_generation_is_not_in_the_way(own_built: Paths, pdf: PdfProcess) -> None:
    (own_built.index / "gen-2.tmp").mkdir()
    (own_built.index / "gen-2.tmp" / "pages.sqlite").write_bytes(b"half")
    (own_built.index / "gen-9").mkdir()
    (own_built.index / generations.CURRENT).write_bytes(b"gen-9\n")
    built = indexer.build(own_built, library.load(own_built.content), pdf, quiet)
    assert built.new
    assert sorted(p.name for p in own_built.index.iterdir()) == ["CURRENT", "LOCK", built.generation.folder.name]


def test_where_the_library_cannot_be_written_the_users_own_folder_serves(
    own_built: Paths, tmp_path: Path, pdf: PdfProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refuse(monkeypatch, own_built.index)
    elsewhere = Paths(own_built.library, tmp_path / "other-state")
    held = library.load(elsewhere.content)
    built = indexer.build(elsewhere, held, pdf, quiet)
    assert built.generation.folder.is_relative_to(elsewhere.own_indexes)
    assert generations.find(elsewhere, held).folder == built.generation.folder


def test_where_nothing_can_be_written_the_index_serves_one_run(
    own_built: Paths, tmp_path: Path, pdf: PdfProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Paths(own_built.library, tmp_path / "other-state")
    _refuse(monkeypatch, own_built.index, elsewhere.state)
    held = library.load(elsewhere.content)
    with pytest.raises(IndexUnusable, match="cannot be written anywhere"):
        indexer.build(elsewhere, held, pdf, quiet)
    session = Session(elsewhere, held, pdf)
    session.open(quiet, lambda step: indexer.build(elsewhere, held, pdf, step, session.spare()).generation)
    spare = session.spare()
    assert spare is not None
    assert session.store is not None
    assert session.store.passages()
    session.close()
    assert not spare.exists()
    assert not elsewhere.state.exists()


def test_two_builders_do_not_meet(own_built: Paths) -> None:
    waited: list[int] = []
    second = generations.lock(own_built.index, lambda: waited.append(1), 0.3)
    with generations.lock(own_built.index, lambda: None), pytest.raises(IndexUnusable, match="Another program"), second:
        pass
    assert waited


def test_the_second_builder_takes_what_the_first_has_built(own_built: Paths) -> None:
    (own_built.index / generations.CURRENT).unlink()
    held = library.load(own_built.content)
    outcomes: list[bool] = []

    def work() -> None:
        with PdfProcess() as process:
            outcomes.append(indexer.build(own_built, held, process, quiet).new)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]


def test_the_window_builds_in_another_process(own_built: Paths, pdf: PdfProcess) -> None:
    generations.sweep(own_built.index)
    (own_built.index / generations.CURRENT).unlink()
    seen: list[str] = []
    session = Session(own_built, library.load(own_built.content), pdf)
    session.open(lambda done, total, what: seen.append(what))
    assert session.store is not None
    assert "sample-guide/en/companion#call-in" in seen
    assert seen[-1] == "index"
    session.close()


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _refuse(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """As if these folders were read-only; tests may run as root, whom permissions do not stop."""
    real = Path.mkdir

    def mkdir(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if any(self == f or self.is_relative_to(f) for f in folders):
            raise PermissionError(13, "Permission denied", str(self))
        real(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", mkdir)
