"""Commands as people and scripts call them: exit codes, one sentence for what is refused, JSON and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import cli
from reader.library import Place
from reader.paths import Paths
from tests import pdfs

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(built: Paths, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a built library, by default the shared one."""

    def command(*arguments: str, paths: Paths = built) -> tuple[int, str, str]:
        code = cli.run([arguments[0], "--library", str(paths.library), "--state", str(paths.state), *arguments[1:]])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def hits(out: str) -> list[dict[str, Any]]:
    found = json.loads(out)["hits"]
    assert isinstance(found, list)
    return found


def test_search_finds_both_languages_with_boxes(run: Run) -> None:
    code, out, err = run("search", "call-in", "--json", "--boxes")
    assert (code, err) == (0, "")
    found = hits(out)
    assert {h["language"] for h in found} == {"en", "es"}
    assert json.loads(out)["total"] == len(found)
    for hit in found:
        assert Place.parse(hit["place"]).edition == hit["edition"]
        assert hit["boxes"]
        for box in hit["boxes"]:
            assert len(box["words"]) == len(box["rects"]) > 0
            assert box["page_label"]
        assert "call" in "".join(w for b in hit["boxes"] for w in b["words"]).casefold()


def test_search_keeps_to_a_language_a_document_and_a_number(run: Run) -> None:
    assert {h["language"] for h in hits(run("search", "call-in", "--json", "--language", "es")[1])} == {"es"}
    assert {h["document"] for h in hits(run("search", "deterrence", "--json", "--document", "sample-study")[1])} == {"sample-study"}
    assert len(hits(run("search", "the", "--json", "--limit", "1")[1])) == 1


def test_search_prints_for_people(run: Run) -> None:
    code, out, _ = run("search", "notificacion")
    assert code == 0
    assert "Guía de muestra" in out
    assert "sample-guide/es/companion#call-in" in out
    assert out.strip().endswith("1 passage")


def test_nothing_found_is_exit_1_with_a_suggestion(run: Run) -> None:
    code, out, _ = run("search", "deterence")
    assert code == 1
    assert "Did you mean: deterrence" in out


@pytest.mark.parametrize("query", ["", "   ", "*", "?!…", '"', '""', "***", "-", "\x00\x07", "\u202e", "'", "()", "😀"])
def test_a_query_without_a_word_is_refused(run: Run, query: str) -> None:
    code, out, err = run("search", "--json", "--", query)
    assert (code, out) == (2, "")
    assert "no word" in err


@pytest.mark.parametrize(
    "query", ["call" * 2500, "a " * 5000, '"unbalanced call-in', "call-in\x00\x07", "(((call-in", "call* AND OR NOT", "\ud800x", "ﷺ"]
)
def test_odd_queries_are_read_as_words(run: Run, query: str) -> None:
    assert run("search", "--json", "--", query)[0] in (0, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--document", "absent"),
        ("nonsense",),
        ("remove", "absent/en/official"),
        ("add",),
    ],
)
def test_bad_calls_are_refused_in_a_sentence(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_no_library_is_exit_3(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.run(["list", "--library", str(tmp_path)]) == 3
    assert "library.toml" in capsys.readouterr().err


def test_list_as_the_contract_says(run: Run) -> None:
    code, out, _ = run("list", "--json")
    documents = json.loads(out)["documents"]
    assert code == 0
    assert [d["id"] for d in documents] == ["sample-guide", "sample-study"]
    keys = {"edition", "language", "kind", "forms", "pages", "words", "rights", "may_pass_on", "source"}
    for document in documents:
        assert [set(e) for e in document["editions"]] == [keys, keys]
        assert all(e["pages"] > 0 and e["words"] > 20 and e["forms"] == ["text", "pdf"] for e in document["editions"])


def test_build_says_whether_there_was_something_to_do(run: Run, own_built: Paths) -> None:
    assert "up to date" in run("build", paths=own_built)[2]
    shutil.rmtree(own_built.index)
    code, _, err = run("build", paths=own_built)
    assert code == 0
    assert "built in" in err


def test_a_damaged_index_is_rebuilt_when_searching(run: Run, own_built: Paths) -> None:
    victim = next(own_built.index.glob("gen-*/es/*.seg"))
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    code, out, err = run("search", "notificacion", "--json", paths=own_built)
    assert code == 0
    assert hits(out)
    assert "damaged" in err


def test_add_list_check_remove(run: Run, own_built: Paths, tmp_path: Path) -> None:
    file = tmp_path / "Guía oficial.pdf"
    file.write_bytes(pdfs.book([pdfs.text(50, 700, b"Words of the publisher about a zebra")]))
    code, out, _ = run("add", str(file), "--document", "sample-guide", "--language", "en", "--may-pass-on", "no", "--json", paths=own_built)
    assert code == 0
    assert json.loads(out).items() >= {"edition": "sample-guide/en/official", "pages": 1, "words": 7, "unread": {}}.items()
    hit = hits(run("search", "zebra", "--json", "--boxes", paths=own_built)[1])[0]
    assert hit["place"] == "sample-guide/en/official?page=1"
    assert hit["boxes"][0]["words"] == ["zebra"]
    assert json.loads(run("list", "--json", paths=own_built)[1])["documents"][0]["editions"][0]["may_pass_on"] == "no"
    (own_built.content / "sample-guide" / "official.en.pdf").write_bytes(file.read_bytes() + b"\n")
    code, out, _ = run("check", "--json", paths=own_built)
    assert code == 1
    assert "sample-guide/official.en.pdf" in [p["file"] for p in json.loads(out)["problems"]]
    assert run("remove", "sample-guide/en/official", "--yes", paths=own_built)[0] == 0
    assert run("search", "zebra", "--json", paths=own_built)[0] == 1


def test_a_refused_file_leaves_everything_as_it_was(run: Run, own_built: Paths, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(b"<html>")
    before = sorted((p, p.read_bytes()) for p in own_built.content.rglob("*") if p.is_file())
    code, _, err = run("add", str(file), "--document", "sample-guide", "--language", "en", paths=own_built)
    assert code == 2
    assert "page.pdf" in err
    assert sorted((p, p.read_bytes()) for p in own_built.content.rglob("*") if p.is_file()) == before


def test_check_names_what_is_wrong_in_texts(run: Run, own_built: Paths) -> None:
    assert run("check", paths=own_built)[0] == 0
    text = own_built.content / "sample-guide" / "en" / "02-planning.md"
    text.write_text("# Planning\n\nSaid. [X9] See [that](absent#place).\n", encoding="utf-8")
    code, out, _ = run("check", paths=own_built)
    assert code == 1
    assert "[X9] is not in sources.toml" in out
    assert "“absent#place” leads nowhere" in out
    assert "guides.lock" in out


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in cli.reader.commands.items():
        assert cli.run([name, "--help"]) == 0
        said = capsys.readouterr().out
        assert command.help is not None
        assert command.help.split(".")[0] in " ".join(said.split())
        if name != "guides":
            assert "--library" in said


def test_as_a_process(built: Paths) -> None:
    command = [sys.executable, "-m", "reader", "search", "call-in", "--json", "--library", str(built.library), "--state", str(built.state)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["hits"]
