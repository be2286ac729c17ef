"""A turn takes what was chosen, however quickly its button follows."""

import pytest
import solara

from wargame.ui import play, session


@pytest.fixture
def opened(monkeypatch, tmp_path):
    monkeypatch.setenv("WARGAME_DATA", str(tmp_path))
    monkeypatch.setattr(session, "browser", lambda: "somebody")
    return session.open_game(session.begin("reset_2027", "japan", 11))


def test_choices_made_before_the_page_is_drawn_again_are_played(monkeypatch, opened):
    """Marks of a page that is busy still call what was drawn last; nothing chosen since may be lost."""
    marks, played = {}, []

    def panel(html, kind, event_act):
        marks.setdefault(kind, event_act)  # as it was drawn first
        return solara.Text(kind)

    monkeypatch.setattr(play, "Panel", panel)
    monkeypatch.setattr(play, "Estimate", lambda *_: solara.Text("estimate"))

    def end_turn(orders, forecast, click):
        played.append((dict(orders), dict(forecast)))

    _, rendered = solara.render(play.Turn(opened, end_turn, "", 0, False, lambda address: None), handle_error=False)
    marks["ask"]({"act": "choose", "value": "japan.pledge=refuse"})
    marks["more"]({"act": "choose", "value": "japan.spending=3.5"})
    marks["footer"]({"act": "forecast:attack", "value": "20"})
    marks["footer"]({"act": "end-turn", "value": ""})
    rendered.close()

    ((orders, forecast),) = played
    assert (orders["japan.pledge"], orders["japan.spending"]) == ("refuse", "3.5")
    assert forecast == {"attack": 0.2}
