"""A turn takes what was chosen, however quickly its button follows."""

import pytest
import solara

from wargame.ui.shared import session
from wargame.ui.turn import page


@pytest.fixture
def opened(monkeypatch, tmp_path):
    monkeypatch.setenv("WARGAME_DATA", str(tmp_path))
    monkeypatch.setattr(session, "browser", lambda: "somebody")
    return session.open_game(session.begin("reset_2027", "japan", 11))


@pytest.fixture
def turn(monkeypatch, opened):
    """The marks of a turn as they were drawn first, and what was played by them."""
    marks, played = {}, []

    def panel(html, kind, event_act):
        marks.setdefault(kind, event_act)
        return solara.Text(kind)

    monkeypatch.setattr(page, "Panel", panel)
    monkeypatch.setattr(page, "Estimate", lambda *_: solara.Text("estimate"))

    def end_turn(orders, forecast, click):
        played.append((dict(orders), dict(forecast), click))

    _, rendered = solara.render(page.Turn(opened, end_turn, "", 0, False, lambda address: None), handle_error=False)
    yield marks, played
    rendered.close()


def test_choices_made_before_the_page_is_drawn_again_are_played(turn):
    """Marks of a page that is busy still call what was drawn last; nothing chosen since may be lost."""
    marks, played = turn
    marks["ask"]({"act": "choose", "value": "japan.pledge=refuse"})
    marks["more"]({"act": "choose", "value": "japan.spending=3.5"})
    marks["footer"]({"act": "forecast:attack", "value": "20"})
    marks["footer"]({"act": "end-turn", "value": "", "click": "a-1"})

    ((orders, forecast, click),) = played
    assert (orders["japan.pledge"], orders["japan.spending"]) == ("refuse", "3.5")
    assert forecast == {"attack": 0.2}
    assert click.name == "a-1"


def test_what_was_clicked_in_another_turn_or_game_changes_nothing_in_this_one(turn, opened):
    marks, played = turn
    key = opened.saved.key
    marks["ask"]({"act": "choose", "value": "japan.pledge=combat", "click": f"a-1@{key}@crisis0"})
    assert marks["ask"]({"act": "choose", "value": "japan.pledge=refuse", "click": f"a-2@{key}@crisis1"}) is True
    assert marks["footer"]({"act": "forecast:attack", "value": "20", "click": f"a-3@{key}@war0"}) is True
    for act in ("choose", "end-turn"):  # not answered: its own page sends it again
        assert marks["ask"]({"act": act, "value": "japan.pledge=refuse", "click": "a-4@other@crisis0"}) is False
    assert played == []
    marks["footer"]({"act": "end-turn", "value": "", "click": f"a-5@{key}@crisis0"})
    ((orders, forecast, _),) = played
    assert (orders["japan.pledge"], forecast) == ("combat", {})
