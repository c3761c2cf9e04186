"""The item models, under Qt's own tester."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from reader.library import Place
from reader.ui.models import ENTRY_ROLE, HIT_ROLE, ContentsModel, HitModel
from reader.ui.reading import Entry
from tests.ui.fakes import hits

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
