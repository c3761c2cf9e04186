"""The library as it is shipped: ten documents on the shelf, and a user guide in every language beside them."""

from __future__ import annotations

import pytest

from reader.library import load
from reader.sections import parse
from tests.test_rules import ROOT

SHELF = (
    "reference-material", "implementation-guide", "issue-brief", "problem-analysis-brief", "implementation-review",
    "international-portfolio", "transcending-borders", "braga-2017", "felbab-brown-2013", "project-managers-guide",
)  # fmt: skip


def test_ten_documents_stand_on_the_shelf_in_order() -> None:
    library = load(ROOT / "content")
    assert library.problems == ()
    assert tuple(d.id for d in library.shelf) == SHELF


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_user_guide_speaks_every_language_and_leads_nowhere_else(language: str) -> None:
    library = load(ROOT / "content")
    document = library.document(library.help)
    assert document is not None
    edition = document.edition(language, "companion")
    assert edition is not None
    assert [s.slug for s in edition.sections] == list(document.sections)
    texts = [parse(s.slug, s.path.read_text("utf-8")) for s in edition.sections]
    assert sum(len(t.text.split()) for t in texts) > 1200
    links = {m.value for t in texts for b in t.blocks for m in b.marks if m.kind in ("link", "cite")}
    assert links == {"#privacy"}
