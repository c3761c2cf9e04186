"""The set-up: what it does again and what not, what it calls packages, and how it stops; nothing is installed here."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tools import resources, setup, system
from tools.system import Stop


def only(*programs: str) -> Callable[[str], str | None]:
    """A `which` that finds these programs and no others."""
    return lambda name: f"/usr/bin/{name}" if name in programs else None


class Runner:
    """Stands for the system: notes what it is told to run, and fails where asked to."""

    def __init__(self, fail: str = "") -> None:
        self.fail = fail
        self.commands: list[str] = []

    def __call__(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        line = " ".join(command)
        self.commands.append(line)
        failed = bool(self.fail) and self.fail in line
        return subprocess.CompletedProcess(list(command), int(failed), "", "E: no such thing" if failed else "")


def never(question: str) -> str:
    raise AssertionError(f"asked: {question}")


# Steps and stamps


def test_a_step_is_done_again_only_for_another_key(tmp_path: Path) -> None:
    mark = tmp_path / "new" / "mark"
    assert not setup.fresh(mark, "a")
    setup.stamp(mark, "a")
    assert setup.fresh(mark, "a")
    assert not setup.fresh(mark, "b")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """A root with a lock and a pyproject, and the list of what pip and venv were told."""
    told: list[str] = []
    (tmp_path / "requirements.lock").write_text("click==8.1 \\\n    --hash=sha256:00\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(setup, "_venv", lambda root: told.append("venv"))
    monkeypatch.setattr(setup, "_pip", lambda root, *arguments: told.append(" ".join(arguments[:2])))
    return tmp_path, told


def test_the_environment_is_made_once(project: tuple[Path, list[str]]) -> None:
    root, told = project
    setup.environment(root)
    assert told == ["venv", "install --require-hashes", "install --no-deps"]
    setup.environment(root)
    assert len(told) == 3


def test_another_lock_installs_again_and_another_project_only_itself(project: tuple[Path, list[str]]) -> None:
    root, told = project
    setup.environment(root)
    told.clear()
    (root / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    setup.environment(root)
    assert told == ["install --no-deps"]
    (root / "requirements.lock").write_text("click==8.2\n")
    setup.environment(root)
    assert told == ["install --no-deps", "venv", "install --require-hashes", "install --no-deps"]


def test_an_installation_that_failed_is_tried_again(project: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    root, told = project

    def fails(root: Path, *arguments: str) -> None:
        raise Stop("no network")

    with monkeypatch.context() as patch:
        patch.setattr(setup, "_pip", fails)
        with pytest.raises(Stop, match="no network"):
            setup.environment(root)
    setup.environment(root)
    assert "install --require-hashes" in told


def test_the_index_is_built_again_when_content_or_code_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    def built(command: list[str], cwd: Path) -> int:
        calls.append(command)
        (tmp_path / "index").mkdir(exist_ok=True)
        (tmp_path / "index" / "CURRENT").write_text("gen-1")
        return 0

    monkeypatch.setattr(subprocess, "call", built)
    for name in ("content/library.toml", "src/reader/words.py", "src/reader/ui/window.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    setup.index(tmp_path)
    setup.index(tmp_path)
    assert len(calls) == 1
    (tmp_path / "src/reader/ui/window.py").write_text("22")
    setup.index(tmp_path)
    assert len(calls) == 1, "the window has no part in the index"
    (tmp_path / "content/library.toml").write_text("22")
    setup.index(tmp_path)
    assert len(calls) == 2
    (tmp_path / "index" / "CURRENT").unlink()
    setup.index(tmp_path)
    assert len(calls) == 3


@pytest.mark.parametrize(("code", "stops", "again"), [(0, False, False), (1, False, True), (3, True, True)])
def test_a_build_that_found_faults_is_said_again_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, stops: bool, again: bool
) -> None:
    monkeypatch.setattr(subprocess, "call", lambda command, cwd: code)
    if stops:
        with pytest.raises(Stop):
            setup.index(tmp_path)
    else:
        setup.index(tmp_path)
    assert (tmp_path / "build" / "index.stamp").exists() is not again


def test_our_modules_are_compiled_where_a_start_may_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(setup, "python", lambda root: Path(sys.executable))
    source = tmp_path / "src" / "reader" / "ui" / "window.py"
    source.parent.mkdir(parents=True)
    source.write_text("x = 1")
    made = Path(importlib.util.cache_from_source(str(source)))
    setup.bytecode(tmp_path)
    assert made.is_file()
    first = made.read_bytes()
    source.write_text("x = 22")
    os.utime(source, (1, 1))
    setup.bytecode(tmp_path)
    assert made.read_bytes() != first
    made.unlink()
    setup.bytecode(tmp_path)
    assert not made.exists(), "nothing changed, so nothing is done"


# Which Python, which display


def test_a_python_too_new_looks_for_one_the_lock_has_wheels_for() -> None:
    assert setup.interpreter((3, 11), "own") == "own"
    assert setup.interpreter((3, 14), "own", only("python3.12", "python3.10")) == "/usr/bin/python3.12"
    with pytest.raises(Stop, match=r"3\.10 to 3\.13"):
        setup.interpreter((3, 9), "own", only())


@pytest.mark.parametrize(
    ("platform", "environ", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_window_is_shown_where_there_is_a_display(platform: str, environ: dict[str, str], shown: bool) -> None:
    assert setup.has_display(platform, environ) is shown


# System libraries


def test_debian_packages_are_named_for_each_set_and_the_lists_are_fetched_first() -> None:
    plan = system.plan(["offscreen", "xcb"], only("apt-get"))
    assert [command[:2] for command in plan.commands] == [("apt-get", "update"), ("apt-get", "install")]
    assert {"libegl1", "libxcb-cursor0", "fonts-dejavu-core"} <= set(plan.packages)
    assert "xvfb" in system.plan(["proof"], only("apt-get")).packages


def test_fedora_has_names_of_its_own() -> None:
    plan = system.plan(["xcb"], only("dnf"))
    assert plan.commands[0][:3] == ("dnf", "install", "-y")
    assert "xcb-util-cursor" in plan.packages


def test_root_installs_at_once() -> None:
    run = Runner()
    system.install(system.plan(["offscreen"], only("apt-get")), root=True, terminal=False, run=run, ask=never, say=lambda text: None)
    assert run.commands[0] == "apt-get update"
    assert run.commands[1].startswith("apt-get install -y --no-install-recommends libglib2.0-0 ")


def test_without_root_and_terminal_the_exact_command_is_named_and_nothing_run() -> None:
    run, plan = Runner(), system.plan(["xcb"], only("apt-get"))
    with pytest.raises(Stop) as stop:
        system.install(plan, root=False, terminal=False, run=run, ask=never, which=only("sudo", "apt-get"))
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libxcb-cursor0" in str(stop.value)
    assert not run.commands


def test_without_sudo_the_command_is_named_for_root() -> None:
    with pytest.raises(Stop, match="as root"):
        system.install(system.plan(["xcb"], only("apt-get")), root=False, terminal=True, run=Runner(), ask=never, which=only())


@pytest.mark.parametrize(("answer", "runs"), [("y", True), ("Yes", True), ("", False), ("n", False)])
def test_sudo_is_used_only_after_a_yes(answer: str, runs: bool) -> None:
    run, plan = Runner(), system.plan(["xcb"], only("apt-get"))

    def install() -> None:
        system.install(plan, root=False, terminal=True, run=run, ask=lambda text: answer, say=lambda text: None, which=only("sudo"))

    if runs:
        install()
        assert [command.split()[:2] for command in run.commands] == [["sudo", "apt-get"]] * 2
    else:
        with pytest.raises(Stop, match="Nothing was installed"):
            install()
        assert not run.commands


def test_a_system_we_do_not_know_gets_the_names_to_look_for() -> None:
    with pytest.raises(Stop, match="libxcb-cursor0"):
        system.install(system.plan(["xcb"], only("pacman")), root=True, terminal=False, run=Runner())


def test_a_failed_installation_says_the_managers_own_words() -> None:
    with pytest.raises(Stop, match="E: no such thing"):
        system.install(system.plan(["xcb"], only("apt-get")), root=True, terminal=False, run=Runner("install"), say=lambda text: None)


@pytest.mark.parametrize(
    ("root", "environ", "stops"),
    [
        (True, {}, ["offscreen", "xcb"]),
        (False, {}, ["offscreen"]),
        (False, {"DISPLAY": ":0"}, ["offscreen", "xcb"]),
        (False, {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["offscreen"]),
    ],
)
def test_x11_libraries_are_asked_for_only_where_they_serve(root: bool, environ: dict[str, str], stops: list[str]) -> None:
    assert system.needed({"offscreen": "", "xcb": ""}, root=root, environ=environ) == stops


def test_what_is_missing_comes_with_the_loaders_words() -> None:
    assert system.missing(Path("python"), Runner("xcb")) == {"xcb": "E: no such thing"}
    assert not system.missing(Path(sys.executable), platforms=["offscreen"])


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_need_nothing(platform: str) -> None:
    run = Runner("import")
    system.ensure(Path("python"), run=run, platform=platform)
    assert not run.commands


# Resources


@pytest.fixture
def tree(tmp_path: Path) -> tuple[Path, Path]:
    """A root with a .qrc, an icon and a translation, and a site-packages with one font and stand-ins for Qt's programs."""
    root, packages = tmp_path / "root", tmp_path / "packages"
    files = {
        root / "resources.qrc": "<RCC><qresource><file>icon.svg</file><file>build/fonts/A.otf</file></qresource></RCC>",
        root / "icon.svg": "<svg/>",
        root / "src/reader/ui/i18n/reader_es.ts": "<TS/>",
        packages / "font_source_sans_pro/files/A.otf": "font",
        packages / "font_source_sans_pro/files/A.ttf": "font",
    }
    suffix = ".exe" if sys.platform == "win32" else ""
    files |= {packages / "PySide6/Qt/libexec" / f"rcc{suffix}": "", packages / "PySide6" / f"lrelease{suffix}": ""}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root, packages


def writes(command: Sequence[str]) -> None:
    Path(command[-1]).write_text("made")


def test_resources_are_made_once_and_after_a_change(tree: tuple[Path, Path]) -> None:
    root, packages = tree
    assert [path.name for path in resources.compile_all(root, packages, writes)] == ["A.otf", "resources.rcc", "reader_es.qm"]
    assert not resources.compile_all(root, packages, writes)
    later = (root / "src/reader/ui/resources.rcc").stat().st_mtime + 5
    os.utime(root / "icon.svg", (later, later))
    assert [path.name for path in resources.compile_all(root, packages, writes)] == ["resources.rcc"]


def test_ttf_files_stay_behind(tree: tuple[Path, Path]) -> None:
    root, packages = tree
    resources.compile_all(root, packages, writes)
    assert [path.name for path in (root / "build/fonts").iterdir()] == ["A.otf"]


def test_a_compiler_that_fails_leaves_nothing_half_written(tree: tuple[Path, Path]) -> None:
    root, packages = tree

    def breaks(command: Sequence[str]) -> None:
        Path(command[-1]).write_text("half")
        raise subprocess.CalledProcessError(1, list(command))

    with pytest.raises(subprocess.CalledProcessError):
        resources.compile_all(root, packages, breaks)
    assert not list((root / "src/reader/ui").glob("resources.rcc*"))


# As a program


def test_an_unknown_job_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        setup.main(["fly"])
    assert exit_.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_a_stop_is_one_sentence_and_exit_code_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stops() -> None:
        raise Stop("Install a Python.")

    monkeypatch.setattr(setup, "STEPS", {"environment": stops})
    assert setup.main(["environment"]) == 2
    assert capsys.readouterr().err == "Install a Python.\n"
