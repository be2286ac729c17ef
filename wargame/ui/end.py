"""The end of a game, with what it compares to filled in as it is computed."""

from __future__ import annotations

from collections.abc import Callable

import solara
from solara.lab import use_task

from wargame import game as games
from wargame.ui import html_end, html_topbar, replay, session
from wargame.ui.html_compare import Choice
from wargame.ui.panel import Panel

WORLDS = 500


@solara.component
def End(opened: session.Opened, go: Callable[[str], None]) -> None:  # noqa: N802
    """The outcome at once; then the same dice under each stance; then many other dice."""
    game, now = opened.game, opened.situation
    assert now.outcome
    comparison = Choice(opened.saved.scenario).address
    strips = use_task(lambda: replay.replayed(game), dependencies=[], prefer_threaded=True, raise_error=False)
    odds = use_task(lambda: games.odds(game, WORLDS), dependencies=[], prefer_threaded=True, raise_error=False)

    def act(event: dict[str, str]) -> None:
        if event["act"] == "again":
            go(f"/?game={session.again(opened)}")
        elif event["act"] == "compare":
            go(comparison)
        elif event["act"] == "home":
            go("/")

    with solara.Div(classes=["end-page"]):
        Panel(
            html=html_topbar.turn_bar(now, game.seat, opened.title, *session.brief(game), opened.saved.scenario),
            kind="topbar",
            event_act=act,
        )
        with solara.Div(classes=["wrap"], attributes={"role": "main"}):
            Panel(html=html_end.headline(now.outcome, now), kind="end-headline", event_act=act)
            if strips.error:
                Panel(html=_failed("Same dice, other stances"), kind="same-dice", event_act=act)
            else:
                Panel(html=html_end.same_dice(strips.value), kind="same-dice", event_act=act)
            if odds.error:
                Panel(html=_failed("Other dice"), kind="other-dice", event_act=act)
            else:
                Panel(html=html_end.other_dice(odds.value, WORLDS), kind="other-dice", event_act=act)
            Panel(html=html_end.close(session.questions(game), comparison), kind="close", event_act=act)


def _failed(title: str) -> str:
    return (
        f"<section><h2>{title}</h2><p class='notice' role='alert'>This comparison could not be computed. "
        "The game "
        "itself is saved; reload the page to try again.</p></section>"
    )
