"""A game's page: a turn to play, or the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import solara

from wargame.charts.marks import turn_name
from wargame.game import forecasts
from wargame.game import play as games
from wargame.game.play import Game, Situation
from wargame.game.store.games import Draft
from wargame.text.html import text
from wargame.text.language import tr
from wargame.ui.background.estimates import use_estimates
from wargame.ui.debrief.page import End
from wargame.ui.guard import limits
from wargame.ui.shared import owner, session, topbar
from wargame.ui.shared.clicks import Click, reconnected
from wargame.ui.shared.closed_game import Closed, load
from wargame.ui.shared.language import component
from wargame.ui.shared.message import Message
from wargame.ui.shared.panel import Panel
from wargame.ui.turn import blockade as html_blockade
from wargame.ui.turn import coach, estimate, events, options, rail, theatre_map
from wargame.ui.turn import decision as html_decision
from wargame.ui.turn import forecast as html_forecast

PERCENT = re.compile(r"100|[1-9]?[0-9]", re.ASCII)
STEPS = {"-1": -1, "1": 1, "99": 99}  # to another hint: back, on, past all of them


@component
def Play(key: str, go: Callable[[str], None], tab: str = "", code: str = "") -> None:  # noqa: N802
    """Load the game, show its present turn, and commit turns to it; or the debrief of one that is over.

    Who did not begin it, and was not let in by a code, watches.
    """
    refused = solara.use_memo(lambda: session.let_in(key, code) if code else "", [])
    loaded, closed = solara.use_memo(lambda: load(key), [key])
    # In one state, so that a turn is drawn once: the game; what went wrong, which attempt, whether to try again.
    course, set_course = solara.use_state((loaded, ("", 0, False)))
    opened, trouble = course[0] or loaded, course[1]

    def reopen() -> None:
        set_course((load(key)[0], ("", 0, False)))

    if opened is None:
        Closed(key, closed, go, reopen)
        return
    now, back = opened.situation, reconnected()

    def end_turn(orders: Mapping[str, str], forecast: Mapping[str, float], click: Click) -> None:
        other = not click.for_turn(turn_name(now))
        after, problem = session.end_turn(opened, orders, forecast, click.name, other)
        set_course((after, (problem, trouble[1] + 1, bool(problem) and after is opened and not other)))

    def catch_up() -> None:
        newest = session.newest(opened) if back else opened
        if newest is not opened:
            set_course((newest, ("", trouble[1] + 1, False)))

    solara.use_effect(catch_up, [back])  # after a broken line: another page may have gone on meanwhile

    if now.stage == "over":
        if trouble[0]:
            Panel(html=f"<p class='notice' role='alert'>{text(trouble[0])}</p>", kind="told", event_act=lambda _: None)
        Debrief(opened, tab, go, refused).key(f"end-{key}")
    elif not opened.mine:
        Watched(opened, go, reopen, refused).key(f"watched-{key}")
    else:
        Turn(opened, end_turn, *trouble, go).key(f"turn-{key}")


@component
def Debrief(opened: session.Opened, tab: str, go: Callable[[str], None], refused: str = "") -> None:  # noqa: N802
    """The debrief of a game that is over, for which some four thousand games are played."""
    wait = solara.use_memo(lambda: limits.asks_for_games(session.browser()), [])
    if wait:
        Message(tr("This debrief has to wait"), wait, go)
    else:
        End(opened, tab, go, refused)


@component
def Turn(  # noqa: N802
    opened: session.Opened,
    end_turn: Callable[[Mapping[str, str], Mapping[str, float], Click], None],
    problem: str,
    attempt: int,
    again: bool,
    go: Callable[[str], None],
) -> None:
    """One turn: what changed, the map, the decision. Orders are the staff's until they are changed."""
    now, seat = opened.situation, opened.game.seat
    number = len(opened.game.orders)
    advised = {d.order.key: d.recommended for d in now.decisions}
    draft = solara.use_memo(lambda: session.drafted(opened), [number])  # from before the page was loaded
    # What was chosen and forecast in this turn. A mark may be used again before the page is drawn anew, and then
    # calls what was drawn last; so it is held here, and the state below only has the page drawn.
    held = solara.use_ref(draft)
    given, set_given = solara.use_state(draft)
    begun = {**advised, **draft.orders}
    orders = {**advised, **(given if given.turn == number else draft).orders}
    # The decision keeps in its HTML what was chosen at first; the browser moves the marks and redraws nothing.
    watched = "" if seat else session.brief(opened.game)[0]
    ask = solara.use_memo(lambda: html_decision.decision(now, begun, watched), [number])
    more = solara.use_memo(lambda: _more(now, seat, begun), [number])
    stance = html_decision.access_meant(orders) if seat == "japan" else None
    hints = coach.marks_of(opened.game.scenario.coach, number + 1)
    device, set_device = solara.use_state((-1, owner.Code()))  # the turn in which a code was made, and the code
    read, set_read = solara.use_state((number, 0))
    hint = read[1] if read[0] == number else 0
    pointed = hints[hint].at if 0 <= hint < len(hints) else "nothing"
    settled = solara.use_memo(lambda: session.forecasts(opened), [number])

    def act(event: dict[str, str]) -> bool:
        """Returns False where the browser has to send the click again."""
        chosen = held.current if held.current.turn == number else draft
        click = Click.of(event)
        if not click.for_game(opened.saved.key):
            return False
        late = not click.for_turn(turn_name(now))  # chosen in a turn that has been played
        if event["act"] == "choose" or event["act"].startswith("forecast:"):
            changed = None if late else changed_by(event, chosen, now)
            if changed is None:  # of another turn, or by hand: nothing to keep
                return True
            held.current = changed
            set_given(held.current)
            return session.keep(opened, held.current)
        if event["act"] == "coach":
            set_read((number, max(hint + STEPS.get(event["value"], 0), 0)))
        elif event["act"] == "end-turn":
            end_turn({**advised, **chosen.orders}, chosen.forecasts, click)
        elif event["act"] == "replay":
            go(f"/?game={opened.saved.key}&replay")
        elif event["act"] == "hand-out":
            set_device((number, owner.Code(*session.hand_out(opened), tries=device[1].tries + 1)))
        elif event["act"] == "home":
            go("/")
        return True

    code = device[1] if device[0] == number else owner.Code()
    with solara.Div(classes=["turn", now.stage, f"coach-{pointed}"]):
        Panel(
            html=topbar.turn_bar(
                now, seat, opened.title, *session.brief(opened.game), opened.saved.scenario,
                more=owner.copied(opened) + owner.device(opened, code), shown=code.asked,
            ),
            kind="topbar",
            event_act=act,
        )  # fmt: skip
        with solara.Div(classes=["turn-body"], attributes={"role": "main"}):
            Board(now, seat, stance, act)
            with solara.Div(classes=["col-decision"]):
                if hints:
                    Panel(html=coach.hint(hints, hint), kind="coach-panel", event_act=act)
                with solara.Div(classes=["scroll"]):
                    Panel(html=ask, kind="ask", event_act=act)
                    if seat:
                        Estimate(opened.game, {key: orders[key] for key in orders if orders[key] != advised[key]})
                    Panel(html=more, kind="more", event_act=act)
                    Panel(html=html_forecast.revealed(settled), kind="forecasts", event_act=act)
                    Panel(html=events.events(now.events if now.orders else ()), kind="happened", event_act=act)
                asks = html_forecast.forecast(now, draft.forecasts) if seat else None  # the browser keeps what is said
                Panel(html=html_decision.footer(now, seat, problem, attempt, asks, again), kind="footer", event_act=act)


def changed_by(event: Mapping[str, str], draft: Draft, now: Situation) -> Draft | None:
    """What is chosen and forecast once a mark of the page was used.

    Args:
        event: of a card, a lever or a slider.
        draft: what was chosen and forecast before.
        now: the turn.

    Returns:
        None where the event names no choice and no forecast of this turn.
    """
    if event["act"] == "choose":
        key, _, choice = event["value"].partition("=")
        open_to = {decision.order.key: decision.order.names for decision in now.decisions}
        return replace(draft, orders={**draft.orders, key: choice}) if choice in open_to.get(key, ()) else None
    question, percent = event["act"].partition(":")[2], event["value"]
    known = {asked.key for asked in forecasts.asked(now)}
    if question not in known or not PERCENT.fullmatch(percent):
        return None
    return replace(draft, forecasts={**draft.forecasts, question: int(percent) / 100})


@component
def Watched(  # noqa: N802
    opened: session.Opened, go: Callable[[str], None], reopen: Callable[[], None], refused: str
) -> None:
    """The present turn as its seat sees it, for who may not play it: nothing to choose, and the way to a copy."""
    now, seat = opened.situation, opened.game.seat
    trouble, set_trouble = solara.use_state(("", 0))  # what went wrong with a copy, how often
    wrong, set_wrong = solara.use_state((refused, "", 0))  # what is wrong with a code, the code, how often
    unchosen = {decision.order.key: "" for decision in now.decisions}

    def act(event: dict[str, str]) -> None:
        key = opened.saved.key
        if event["act"] == "copy":
            copy, problem = session.copy(opened, len(opened.game.orders))
            if problem:
                set_trouble((problem, trouble[1] + 1))
            else:
                go(f"/?game={copy}")
        elif event["act"] == "code":
            problem = session.let_in(key, event["value"])
            if problem:
                set_wrong((problem, event["value"], wrong[2] + 1))
            else:
                reopen()
        elif event["act"] == "replay":
            go(f"/?game={key}&replay")
        elif event["act"] == "home":
            go("/")

    with solara.Div(classes=["turn", "replay", now.stage]):
        Panel(
            html=topbar.turn_bar(
                now, seat, opened.title, *session.brief(opened.game), opened.saved.scenario,
                more=owner.copied(opened), mine=False,
            ),
            kind="topbar",
            event_act=act,
        )  # fmt: skip
        with solara.Div(classes=["turn-body"], attributes={"role": "main"}):
            Board(now, seat, None, act)
            with solara.Div(classes=["col-decision"]):
                with solara.Div(
                    classes=["scroll"], attributes={"tabindex": "0", "role": "region", "aria-label": tr("This turn")}
                ):
                    Panel(html=owner.watching(seat) + owner.ask_code(*wrong), kind="watching", event_act=act)
                    Panel(html=owner.as_asked(now, unchosen), kind="ordered", event_act=act)
                    Panel(html=events.events(now.events if now.orders else ()), kind="happened", event_act=act)
                Panel(html=owner.copy_footer(*trouble), kind="footer", event_act=act)


@component
def Board(  # noqa: N802
    now: Situation, seat: str | None, stance: str | None, act: Callable[[dict[str, str]], object]
) -> None:
    """What a seat sees before it decides: what changed, the numbers, the map."""
    war = now.stage == "war" or (now.stage == "over" and now.war is not None)
    blockaded = not war and now.blockade is not None
    held = now.war.area_km2 if now.war else 0.0
    with solara.Div(classes=["board"]):
        with solara.Div(classes=["col-rail"]):
            Panel(html=rail.changes(now), kind="changes-panel", event_act=act)
            if now.war is not None:
                before = html_blockade.remembered(now.blockade) if now.blockade else ""
                numbers = rail.war_numbers(now.war) + before + rail.politics(now.indicators, seat)
                Panel(html=numbers, kind="war-panel", event_act=act)
            elif now.blockade is not None:
                numbers = html_blockade.blockade_numbers(now.blockade) + rail.politics(now.indicators, seat)
                Panel(html=numbers, kind="war-panel", event_act=act)
            else:
                Panel(html=rail.indicators(now.indicators, seat), kind="indicators", event_act=act)
        with solara.Div(classes=["col-map"]):
            Panel(html=theatre_map.ground(war, blockaded), kind="ground", event_act=act)
            blockade = now.blockade if blockaded else None
            marks = theatre_map.bases(now.bases, war, stance, rail.places(now), held, blockade)
            Panel(html=marks, kind="marks", event_act=act)


def _more(now: Situation, seat: str | None, orders: Mapping[str, str]) -> str:
    return html_decision.rivals(now, seat) + html_decision.levers(now, orders) if seat else ""


@component
def Estimate(game: Game, changed: Mapping[str, str]) -> None:  # noqa: N802
    """The staff's estimate of the chosen card, then of the others; each as soon as it is made."""
    now = games.situation(game)
    main = html_decision.main_decision(now)
    if main is None or game.seat is None:
        return
    key = main.order.key
    chosen = changed.get(key, main.recommended)
    levers = {name: choice for name, choice in changed.items() if name != key}
    counts = use_estimates(game, key, chosen, main.order.names, levers)
    shown = estimate.estimate(now, game.seat, chosen, counts)
    opened, set_opened = solara.use_state("")
    here = str(len(game.orders))  # the sheet is open in this turn alone

    def act(event: dict[str, str]) -> None:
        set_opened(here if event["value"] else "")

    Panel(html=shown, kind="estimate-panel", event_act=act)
    if opened == here:
        Panel(html=options.options(now, game.seat, chosen, counts), kind="options-panel", event_act=act)
