"""A game's page: a turn to play, or the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import solara

from wargame.ui import html_blockade, html_decision, html_events, html_map, html_rail, html_topbar, session
from wargame.ui.end import End
from wargame.ui.marks import text
from wargame.ui.panel import Panel


@solara.component
def Play(key: str, go: Callable[[str], None]) -> None:  # noqa: N802
    """Load the game, show its present turn, and commit turns to it."""
    loaded, closed = solara.use_memo(lambda: _load(key), [key])
    moved, set_moved = solara.use_state(loaded)
    trouble, set_trouble = solara.use_state(("", 0, False))  # in words, which attempt, whether to try again
    opened = moved or loaded

    if opened is None:
        Message("This game cannot be opened", closed, go)
        return
    now = opened.situation

    def end_turn(orders: Mapping[str, str]) -> None:
        after, problem = session.end_turn(opened, orders)
        set_trouble((problem, trouble[1] + 1, bool(problem) and after is opened))
        set_moved(after)

    if now.stage == "over":
        if trouble[0]:
            Panel(html=f"<p class='notice' role='alert'>{text(trouble[0])}</p>", kind="told", event_act=lambda _: None)
        End(opened, go).key(f"end-{key}")
    else:
        Turn(opened, end_turn, *trouble, go).key(f"turn-{key}")


@solara.component
def Turn(  # noqa: N802
    opened: session.Opened,
    end_turn: Callable[[Mapping[str, str]], None],
    problem: str,
    attempt: int,
    again: bool,
    go: Callable[[str], None],
) -> None:
    """One turn: what changed, the map, the decision. Orders are the staff's until they are changed."""
    now, seat = opened.situation, opened.game.seat
    war = now.stage == "war"
    number = len(opened.game.orders)
    advised = {d.order.key: d.recommended for d in now.decisions}
    unchanged: tuple[int, dict[str, str]] = (number, {})
    changed, set_changed = solara.use_state(unchanged)  # orders that differ from the staff's, and their turn
    orders = {**advised, **(changed[1] if changed[0] == number else {})}
    # The decision keeps the staff's choice in its HTML; the browser moves the marks and redraws nothing.
    ask = solara.use_memo(lambda: html_decision.decision(now, advised), [number])
    stance = html_decision.stance_of(orders) if seat == "japan" else None
    places = html_rail.places(now)
    held = now.war.area_km2 if now.war else 0.0

    def act(event: dict[str, str]) -> None:
        if event["act"] == "choose":
            key, _, choice = event["value"].partition("=")
            set_changed((number, {**orders, key: choice}))
        elif event["act"] == "end-turn":
            end_turn(orders)
        elif event["act"] == "home":
            go("/")

    with solara.Div(classes=["turn", now.stage]):
        Panel(
            html=html_topbar.turn_bar(now, seat, opened.title, *session.brief(opened.game), opened.saved.scenario),
            kind="topbar",
            event_act=act,
        )
        with solara.Div(classes=["turn-body"], attributes={"role": "main"}):
            with solara.Div(classes=["col-rail"]):
                Panel(html=html_rail.changes(now), kind="changes-panel", event_act=act)
                if now.war is not None:
                    numbers = html_rail.war_numbers(now.war) + html_rail.politics(now.indicators, seat)
                    Panel(html=numbers, kind="war-panel", event_act=act)
                elif now.blockade is not None:
                    numbers = html_blockade.blockade_numbers(now.blockade) + html_rail.politics(now.indicators, seat)
                    Panel(html=numbers, kind="war-panel", event_act=act)
                else:
                    Panel(html=html_rail.indicators(now.indicators, seat), kind="indicators", event_act=act)
            with solara.Div(classes=["col-map"]):
                Panel(html=html_map.ground(war, not war and now.blockade is not None), kind="ground", event_act=act)
                marks = html_map.bases(now.bases, war, stance, places, held, None if war else now.blockade)
                Panel(html=marks, kind="marks", event_act=act)
            with solara.Div(classes=["col-decision"]):
                with solara.Div(classes=["scroll"]):
                    Panel(html=ask, kind="ask", event_act=act)
                    Panel(html=html_events.events(now.events), kind="happened", event_act=act)
                Panel(html=html_decision.footer(now, seat, problem, attempt, again), kind="footer", event_act=act)


def _load(key: str) -> tuple[session.Opened | None, str]:
    """The game, or why it cannot be opened."""
    try:
        return session.open_game(key), ""
    except session.CannotOpen as error:
        return None, str(error)


@solara.component
def Message(title: str, words: str, go: Callable[[str], None]) -> None:  # noqa: N802
    """A page that says what happened, what is safe and what to do."""
    with solara.Div(classes=["message-page"]):
        Panel(html=html_topbar.topbar(), kind="topbar", event_act=lambda event: go("/"))
        Panel(
            html=f"<main class='message'><h1>{text(title)}</h1><p>{text(words)}</p>"
            "<button type='button' class='main' data-act='home'>To the lobby</button></main>",
            kind="message-panel",
            event_act=lambda event: go("/"),
        )
