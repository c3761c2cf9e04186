"""Back and forward."""

from __future__ import annotations

from reader.library import Place
from reader.ui.history import History, Stand


def stand(page: int) -> Stand:
    return Stand(Place("guide", "en", "companion", page=page))


def test_there_and_back_again() -> None:
    history = History()
    assert history.can_go == (False, False)
    history.leave(stand(1))
    history.leave(stand(2))
    assert history.back(stand(3)) == stand(2)
    assert history.back(stand(2)) == stand(1)
    assert history.back(stand(1)) is None
    assert history.forward(stand(1)) == stand(2)
    assert history.can_go == (True, True)


def test_going_elsewhere_forgets_what_lay_ahead_and_the_same_stand_is_kept_once() -> None:
    history = History()
    history.leave(stand(1))
    history.leave(stand(1))
    assert len(history.stands) == 1
    history.back(stand(2))
    history.leave(stand(5))
    assert history.can_go == (True, False)


def test_the_way_back_is_long_but_not_endless() -> None:
    history = History()
    for page in range(1, 500):
        history.leave(stand(page))
    assert len(history.stands) == 200
