"""The borders of docs/design.md, read from the imports themselves; and what the tree must not hold."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "reader"
tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")

# Each engine has one door (names of modules, or of packages with a final dot).
DOORS = {
    "PySide6": ("ui.",),
    "whoosh": ("search.",),
    "pymupdf": ("pdf", "pdf_first"),
    "fitz": (),
    "typst": ("guides",),
    "markdown_it": ("markdown_subset",),
    "tomlkit": ("adding.",),
    "urllib3": ("acquiring",),
    "click": ("cli", "cli."),
    "rich": ("cli", "cli."),
}

# Which of ours each module may import, lowest first; all may import errors. A package's modules may also import each other.
# A new module gets its line here, and that line is what a review looks at.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "paths": set(),
    "glance": set(),
    # What a start needs before anything else, and what it must not wait for.
    "sign": {"sign_x11", "sign_windows"},
    "sign_x11": set(),
    "sign_windows": set(),
    "instance": {"paths", "instance_unix", "instance_windows"},
    "instance_unix": {"instance"},
    "instance_windows": {"instance"},
    "log": set(),
    "versions": set(),
    "support": {"log", "library", "versions"},
    "words": set(),
    "library": {"paths"},
    # The reader's own things.
    "state": set(),
    "manifest": {"library", "paths"},
    "sections": {"library", "words", "markdown_subset"},
    "markdown_subset": {"sections"},
    "glossary": {"library", "words", "sections"},
    "pages": {"words", "library"},
    # The text of a page as it is selected and copied.
    "page_lines": {"pages", "words"},
    "excerpts": {"page_lines", "words"},
    "alignment": {"pages", "words", "sections"},
    # The PDF child: what runs in it, what starts it, and the values that pass between.
    "pdf_answers": {"pages"},
    "pdf_labels": set(),
    "pdf_photos": set(),
    "pdf_words": {"words", "pages"},
    "pdf_serve": set(),
    "pdf": {"words", "pages", "pdf_answers", "pdf_labels", "pdf_photos", "pdf_words", "scans"},
    "pdf_first": {"pdf", "pdf_serve"},
    "pdf_start": set(),
    "pdf_child": {"pdf_answers", "pdf_start"},
    "pdf_process": {"pages", "pdf_answers", "pdf_child", "pdf_start"},
    # PDF pages as text: what a page looks like line by line, and the blocks made of that.
    "sheets": {"pages"},
    "reflow": {"sheets", "sections", "words"},
    "suggested": {"pages", "pdf_answers", "reflow", "sheets"},
    "page_store": {"pages", "words", "library", "sections", "pdf_answers"},
    "search": {"library", "words", "pages", "page_store", "glossary", "sections"},
    "generations": {"library", "manifest", "paths"},
    # One opened library, for the window and the commands.
    "session": {"library", "words", "sections", "pages", "page_store", "search", "generations", "pdf_process", "pdf_answers", "paths"}
    | {"sheets", "reflow", "glossary"},
    "guide_words": set(),
    "guide_extras": {"library", "sections"},
    "guide_content": {"library", "sections", "guide_extras", "guide_words"},
    "guides": {"library", "sections", "manifest", "guide_content", "guide_extras", "paths"},
    # guide_extras says where on a page of ours the running text lies.
    "indexer": {"library", "sections", "words", "pages", "alignment", "page_store", "search", "guide_extras"}
    | {"pdf_process", "pdf_answers", "manifest", "generations", "paths", "suggested"},
    "languages": {"words"},
    # What was read off scanned pages.
    "scans": {"pages"},
    "adding": {"library", "words", "languages", "sections", "manifest", "scans", "pdf_process", "pdf_answers"},
    "acquiring": {"library"},
    "checking": {"library", "sections", "manifest", "generations", "guides", "pdf_process", "pdf_answers", "paths"},
}
# What opens the window must not drag in what only staff need, nor what runs in the PDF child.
NOT_IN_THE_WINDOW = {"indexer", "adding", "acquiring", "checking", "markdown_subset", "cli", "stick", "browse"}
NOT_IN_THE_WINDOW |= {
    "guides",
    "guide_content",
    "guide_extras",
    "guide_words",
    "pdf",
    "pdf_words",
    "pdf_labels",
    "pdf_serve",
    "pdf_first",
    "pdf_photos",
}
KNOW_ALL = {"cli", "__main__", "selftest", "__init__"}
PANELS = {"ui.home", "ui.pages.view", "ui.text.view", "ui.search_panel", "ui.side_panel", "ui.thumbnails", "ui.bookmarks"}
# The window puts the panels together; the desk holds the two views of one document; the selftest drives the real thing.
# What is hung on the page view from outside names its type only, and is no panel.
KNOW_PANELS = {"ui", "ui.window", "ui.furnishing", "ui.desk", "ui.selftest", "ui.pages.tools", "ui.pages.pointer"}
KNOW_PANELS |= {"ui.copying", "ui.following", "ui.hit_marks", "ui.marking", "ui.size", "ui.printing_paper", "ui.remembering", "ui.seeking"}


@dataclass(frozen=True)
class Module:
    """A module of ours and every name it imports, late imports too."""

    name: str
    path: Path
    imports: frozenset[str]

    @property
    def part(self) -> str:
        """The module, or the package it belongs to: what the table speaks of."""
        return self.name.split(".")[0]


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide who knows whom"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules() -> list[Module]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[-1] == "__init__" and len(parts) > 1:
            parts.pop()
        found.append(Module(".".join(parts), path, frozenset(imported(ast.parse(path.read_text("utf-8"))))))
    return found


MODULES = modules()
OURS = {module.name for module in MODULES}
each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


def own(module: Module) -> set[str]:
    """The modules of ours that a module imports, by their full names."""
    return {known for name in module.imports if (known := module_of(name)) is not None}


def module_of(name: str) -> str | None:
    """The module of ours an imported name leads to: `reader.words.fold` to words; `reader.__version__` and others' names to none."""
    top, _, rest = name.partition(".")
    candidates = (rest, rest.rpartition(".")[0], rest.partition(".")[0])
    return next((known for known in candidates if known in OURS), None) if top == "reader" else None


def tracked() -> list[Path]:
    """The files git holds or would hold."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


@each_module
def test_each_engine_has_one_door(module: Module) -> None:
    for engine, doors in DOORS.items():
        if any(name.split(".")[0] == engine for name in module.imports):
            assert any(module.name == door or (door.endswith(".") and f"{module.name}.".startswith(door)) for door in doors), (
                f"{module.name} imports {engine}; only {' and '.join(doors) or 'nobody'} may"
            )


@each_module
def test_a_module_knows_only_those_below_it(module: Module) -> None:
    if module.part in KNOW_ALL:
        return
    others = {name.split(".")[0] for name in own(module)} - {module.part, "errors"}
    if module.part == "ui":
        assert not others & NOT_IN_THE_WINDOW
        return
    assert module.part in MAY_IMPORT, f"give {module.part} its line in MAY_IMPORT and in docs/design.md"
    assert others <= MAY_IMPORT[module.part]


@each_module
def test_a_panel_is_known_only_by_what_puts_panels_together(module: Module) -> None:
    if module.name not in KNOW_PANELS:
        assert not own(module) & PANELS - {module.name}


def test_the_panels_are_where_the_rule_looks_for_them() -> None:
    assert PANELS <= OURS


@each_module
def test_no_module_grows_beyond_500_lines(module: Module) -> None:
    lines = module.path.read_text("utf-8").count("\n")
    assert lines <= 500


@each_module
def test_every_module_says_in_one_sentence_what_it_is(module: Module) -> None:
    first = (ast.get_docstring(ast.parse(module.path.read_text("utf-8"))) or "").split("\n\n")[0]
    assert first.endswith(".")


def test_opening_the_window_loads_no_engine_that_the_first_paint_does_not_need() -> None:
    if "ui.window" not in OURS:
        pytest.skip("there is no window yet")
    code = "import sys, reader.ui, reader.ui.window; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not set(loaded) & {"whoosh", "pymupdf", "typst", "click", "rich", "markdown_it", "numpy"}


def commands() -> list[str]:
    """The names of the commands, from what is decorated with .command in cli."""
    found = []
    for module in MODULES:
        if module.part != "cli":
            continue
        for node in ast.walk(ast.parse(module.path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr == "command":
                        named = [arg.value for arg in decorator.args if isinstance(arg, ast.Constant)]
                        found.append(str(named[0]) if named else node.name.rstrip("_").replace("_", "-"))
    return found


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = [name for name in commands() if f"`reader {name}" not in readme]
    assert not missing


def test_no_file_names_a_registry_or_a_folder_of_this_machine() -> None:
    registry = r"https?://[a-z.]*(?:py(?:pi|thonhosted)|npmjs|deb\.debian)\."
    homes = r"(?<![\w.*$}\])-])/(?:root|home/\w+|Users/\w+)/[.a-z]"
    # The folder of the checkout, unless it is so short that ordinary relative paths look like it.
    here = ROOT.parent.as_posix()
    machine = homes if here.count("/") < 2 and here != "/work" else rf"{homes}|(?<![\w.*$}}\])-]){re.escape(here)}/[a-z]"
    wrong = re.compile(f"{registry}|{machine}")
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data or path == Path(__file__):
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if wrong.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    assert not found


def test_what_the_wheel_is_built_with_is_what_the_lock_holds() -> None:
    lock = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    table = project["project"]
    groups = [project["build-system"]["requires"], table["dependencies"], *table["optional-dependencies"].values()]
    declared = [Requirement(text) for group in groups for text in group]
    names = {requirement.name.lower() for requirement in declared}
    assert {"hatchling", "pyside6-essentials", "whoosh3", "click", "pytest"} <= names
    for requirement in declared:
        assert requirement.specifier.contains(lock[requirement.name.lower()]), f"{requirement} against {lock[requirement.name.lower()]}"


def test_every_dependency_is_justified() -> None:
    reasons = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text("utf-8").lower()
    lock = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert not [name for name in lock if f"`{name}`" not in reasons]
