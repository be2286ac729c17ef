"""A saved game, stepped back and forth: each turn as its seat saw it, with what was ordered then."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import solara

from wargame.game import play as games
from wargame.game.play import Situation
from wargame.text.language import tr
from wargame.ui.replay import turn
from wargame.ui.shared import owner, session, topbar
from wargame.ui.shared.closed_game import Closed, load
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel
from wargame.ui.turn import decision, events
from wargame.ui.turn.page import Board


@component
def Replay(key: str, asked: str, go: Callable[[str], None]) -> None:  # noqa: N802
    """Load the game and show one of its turns, read only."""
    opened, closed = solara.use_memo(lambda: load(key), [key])
    if opened is None:
        Closed(key, closed, go, lambda: go(f"/?game={key}"))
        return
    Shown(opened, asked, go)


@component
def Shown(  # noqa: N802
    opened: session.Opened, asked: str, go: Callable[[str], None], back: str = "", held: bool = True
) -> None:
    """One turn of a game: the panels of play, with nothing to choose but to play on from it.

    Args:
        opened: the game.
        asked: the turn that the address names.
        go: open another address.
        back: where it leads, if not to the game.
        held: whether a saved game can hold it, so that it can be played on.
    """
    game = opened.game
    seen = solara.use_memo(lambda: games.situations(game), [])
    last = len(seen) - 1
    first = int(asked) - 1 if asked.isdecimal() else 0
    at, set_at = solara.use_state(min(max(first, 0), last))
    now = seen[at]
    given = _given(opened, seen, at)
    said = opened.saved.forecasts[at] if at < len(opened.saved.forecasts) else {}
    stance = decision.access_meant(given) if game.seat == "japan" and given else None
    trouble, set_trouble = solara.use_state(("", 0))  # what went wrong with a copy, how often
    over = now.stage == "over"
    stage = ("war" if now.war else "blockade" if now.blockade else "crisis") if over else now.stage

    def act(event: dict[str, str]) -> None:
        if event["act"] == "go-to":
            set_at(min(max({"first": 0, "last": last}.get(event["value"], at + _step(event["value"])), 0), last))
        elif event["act"] == "back":
            go(back or f"/?game={opened.saved.key}")
        elif event["act"] == "copy" and held and not over:
            key, problem = session.copy(opened, at)
            if problem:
                set_trouble((problem, trouble[1] + 1))
            else:
                go(f"/?game={key}")
        elif event["act"] == "home":
            go("/")

    with solara.Div(classes=["turn", "replay", stage]):
        Panel(
            html=topbar.turn_bar(
                now, game.seat, opened.title, *session.brief(game), opened.saved.scenario,
                where=turn.where(now, at, last), more=owner.copied(opened), mine=opened.mine,
            ),
            kind="topbar",
            event_act=act,
        )  # fmt: skip
        with solara.Div(classes=["turn-body"], attributes={"role": "main"}):
            Board(now, game.seat, stance, act)
            with solara.Div(classes=["col-decision"]):
                # Nothing in it may be chosen, so the part itself takes the focus, to be scrolled by keys.
                with solara.Div(
                    classes=["scroll"], attributes={"tabindex": "0", "role": "region", "aria-label": tr("This turn")}
                ):
                    Panel(html=turn.ordered(now, given, said, opened.mine), kind="ordered", event_act=act)
                    Panel(html=events.events(now.events if now.orders else ()), kind="happened", event_act=act)
                Panel(
                    html=turn.footer(
                        at, last, opened.situation.stage == "over", tr("To the lobby") if back else "",
                        held and not over, *trouble,
                    ),
                    kind="footer",
                    event_act=act,
                )  # fmt: skip


def _given(opened: session.Opened, seen: tuple[Situation, ...], at: int) -> Mapping[str, str]:
    """What this seat ordered in a turn, with what its staff decided for it."""
    if at >= len(opened.game.orders):
        return {}
    return {**{d.order.key: d.recommended for d in seen[at].decisions}, **opened.game.orders[at]}


def _step(value: str) -> int:
    return {"back": -1, "on": 1}.get(value, 0)
