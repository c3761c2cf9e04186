"""The item models, under Qt's own tester."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from reader.library import Place
from reader.ui.models import COUNT_ROLE, ENTRY_ROLE, HIT_ROLE, ContentsModel, HitModel
from reader.ui.reading import Entry
from tests.ui.fakes import FakeHit, hits

HERE = Place("guide", "en", "companion")


def entries(*levels: int) -> list[Entry]:
    return [Entry(level, f"Heading {n}", HERE) for n, level in enumerate(levels)]


def tree(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[object]:
    at = parent or QModelIndex()
    rows = [model.index(row, 0, at) for row in range(model.rowCount(at))]
    return [(str(row.data()), *([tree(model, row)] if model.rowCount(row) else [])) for row in rows]


@pytest.mark.parametrize("levels", [(), (1,), (1, 2, 2, 1), (2, 1, 3, 3, 2), (1, 2, 3, 4, 5, 1), (3, 3, 1)])
def test_contents_of_any_shape(qtmodeltester: ModelTester, levels: tuple[int, ...]) -> None:
    model = ContentsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_entries(entries(*levels))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert len(model.nodes) == len(levels)
    model.set_entries(entries(1, 2))
    assert tree(model) == [("Heading 0", [("Heading 1",)])]
    del tester


def test_a_level_that_skips_hangs_below_the_last_higher_one() -> None:
    model = ContentsModel()
    model.set_entries(entries(1, 3, 2, 1))
    assert tree(model) == [("Heading 0", [("Heading 1",), ("Heading 2",)]), ("Heading 3",)]
    assert model.index_of(model.nodes[2]).data(ENTRY_ROLE).title == "Heading 2"


def test_hits_are_grouped_by_edition_in_the_order_of_their_best(qtmodeltester: ModelTester) -> None:
    model = HitModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first, second = hits("guide/en/companion"), hits("study/es/companion")
    model.set_hits([second[0], first[0], second[1]], {"guide/en/companion": "Guide", "study/es/companion": "Estudio"})
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    words = "some words"
    assert tree(model) == [
        ("Estudio (Spanish)", [(f"Heading 0: {words}",), (f"Heading 1: {words}",)]),
        ("Guide (English)", [(f"Heading 0: {words}",)]),
    ]
    assert [node.value.number for node in model.hits] == [0, 1, 2]
    model.set_hits([], {})
    assert model.rowCount() == 0
    del tester


def test_heads_are_not_chosen_and_hits_are_read_aloud() -> None:
    model = HitModel()
    model.set_hits(hits("guide/en/companion"), {})
    head = model.index(0, 0)
    assert not head.flags() & Qt.ItemFlag.ItemIsSelectable
    assert head.data(HIT_ROLE) is None
    hit = model.index(0, 0, head)
    assert hit.data(Qt.ItemDataRole.AccessibleTextRole) == "Heading 0: some words"


def spoken(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_contents_count_hits_and_a_closed_heading_those_below_it() -> None:
    model = ContentsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_entries(entries(1, 2, 3, 2, 1))
    model.set_hit_counts({0: 1, 2: 5, 3: 0, 9: 4})
    first, below, deepest = (model.index_of(model.nodes[n]) for n in (0, 1, 2))
    assert [model.index_of(node).data(COUNT_ROLE) for node in model.nodes] == [6, 5, 5, 0, 0]
    assert spoken(first).startswith("Heading 0, 6 hit")
    assert spoken(model.index_of(model.nodes[4])) == "Heading 4"
    changed: list[str] = []
    model.dataChanged.connect(lambda index: changed.append(index.data()))
    model.set_open(first, is_open=True)
    assert changed == ["Heading 0"]
    assert [first.data(COUNT_ROLE), below.data(COUNT_ROLE), deepest.data(COUNT_ROLE)] == [1, 5, 5]
    model.set_open(below, is_open=True)
    assert below.data(COUNT_ROLE) == 0
    model.set_open(first, is_open=False)
    assert first.data(COUNT_ROLE) == 6
    model.set_hit_counts({})
    assert spoken(first) == "Heading 0"
    del tester


def test_heads_of_results_say_how_many_and_pages_without_heading_their_number() -> None:
    model = HitModel()
    found = FakeHit(HERE, title="", snippet="some words", page=14, page_label="xii")
    model.set_hits([found], {HERE.edition: "Guide"})
    head = model.index(0, 0)
    assert spoken(head).startswith("Guide (English), 1 passage")
    assert spoken(model.index(0, 0, head)) == "Page xii: some words"


def test_the_same_hits_again_leave_the_rows() -> None:
    model = HitModel()
    assert model.set_hits(hits("guide/en/companion"), {})
    rows = list(model.hits)
    assert not model.set_hits(hits("guide/en/companion"), {})
    assert model.hits == rows
    assert model.set_hits(hits("guide/en/companion"), {"guide/en/companion": "Guide"})
    assert model.set_hits(hits("guide/en/companion", each=1), {"guide/en/companion": "Guide"})
