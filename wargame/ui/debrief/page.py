"""The end of a game: the debrief in three parts, to describe, to analyse and to apply."""

from __future__ import annotations

from collections.abc import Callable

import solara
from markupsafe import Markup

from wargame.charts.luck import End as Ended
from wargame.charts.luck import ends_of
from wargame.engine.outcome import KEYS
from wargame.engine.sides import SIDE_NAMES
from wargame.game import debrief, export
from wargame.game import play as games
from wargame.game.share import fingerprint
from wargame.text.language import spoken, tr
from wargame.ui.background.debriefs import games_with_other_dice, use_leaving, use_worked_out
from wargame.ui.compare.findings import Choice
from wargame.ui.debrief import course, ending, frame, markdown, stances, timeline
from wargame.ui.debrief.frame import TABS
from wargame.ui.shared import owner, session, topbar
from wargame.ui.shared.clicks import Click
from wargame.ui.shared.download import Download
from wargame.ui.shared.language import component, of_page
from wargame.ui.shared.panel import Panel

Act = Callable[[dict[str, str]], None]


@component
def End(opened: session.Opened, tab: str, go: Callable[[str], None], refused: str = "") -> None:  # noqa: N802
    """The outcome at once; the rest as it is computed. All three parts are in the page, so that it prints whole.

    `refused` is why a code did not let this browser write.
    """
    game, now, key = opened.game, opened.situation, opened.saved.key
    assert now.outcome
    chosen = tab if tab in TABS else next(iter(TABS))
    done, set_done = solara.use_state(0)
    leaving, worlds = use_leaving(), games_with_other_dice()
    told = use_worked_out(leaving, course.told, game, urgent=True)  # what everybody reads first
    swings = use_worked_out(leaving, course.swings, game, worlds // 5, tell=set_done)
    strips = use_worked_out(leaving, stances.replayed, game)
    dice = use_worked_out(leaving, debrief.luck, game, worlds)
    odds = use_worked_out(leaving, games.odds, game, worlds)
    comparison = Choice(opened.saved.scenario).address
    left = solara.use_memo(lambda: course.aftermath(game), [])
    device, set_device = solara.use_state(owner.Code())

    def act(event: dict[str, str]) -> None:
        if event["act"] == "tab":
            go(f"/?game={key}&tab={event['value']}")
        elif event["act"] == "replay":
            go(f"/?game={key}&replay")
        elif event["act"] == "again":
            go(f"/?game={session.again(opened, Click.of(event).name)}")
        elif event["act"] == "compare":
            go(comparison)
        elif event["act"] == "hand-out":
            set_device(owner.Code(*session.hand_out(opened), tries=device.tries + 1))
        elif event["act"] == "home":
            go("/")

    with solara.Div(classes=["end-page"]):
        Panel(
            html=topbar.turn_bar(
                now, game.seat, opened.title, *session.brief(game), opened.saved.scenario, where=tr("Debrief"),
                more=owner.copied(opened) + owner.device(opened, device), shown=device.asked,
                mine=opened.mine,
            ),
            kind="topbar",
            event_act=act,
        )  # fmt: skip
        if not opened.mine:
            Panel(html=owner.reading(refused), kind="told", event_act=act)
        Panel(html=frame.tabs(chosen), kind="tabs-panel", event_act=act)
        with solara.Div(classes=["wrap"], attributes={"role": "main"}):
            named = tr(", ").join(("Linchpin", tr(opened.title), tr(SIDE_NAMES.get(game.seat or "", markdown.WATCHED))))
            head = ending.headline(now.outcome, now, frame.actions(), named)
            Panel(html=head, kind="end-headline", event_act=act)
            with _part("happened", chosen), solara.Div(classes=["two"]):
                if told.error:
                    Panel(html=frame.failed(tr("Turn by turn")), kind="turn-by-turn", event_act=act)
                else:
                    turns = timeline.timeline(told.value, game.seat, swings.value)
                    Panel(html=turns, kind="turn-by-turn", event_act=act)
                with solara.Div(classes=["aside"]):
                    turned = timeline.hinges(
                        swings.value, told.value, done, len(game.orders), failed=bool(swings.error)
                    )
                    Panel(html=turned, kind="turned", event_act=act)
                    Panel(html=timeline.aftermath(left), kind="left-behind", event_act=act)
            with _part("why", chosen):
                failed = frame.failed(tr("Same dice, other stances")) if strips.error else ""
                Panel(html=failed or ending.same_dice(strips.value), kind="same-dice", event_act=act)
                failed = frame.failed(tr("Luck or decision?")) if dice.error else ""
                Panel(html=failed or _luck(dice.value, strips.value, worlds), kind="luck", event_act=act)
                failed = frame.failed(tr("Other dice")) if odds.error else ""
                Panel(html=failed or ending.other_dice(odds.value, worlds), kind="other-dice", event_act=act)
            with _part("apply", chosen):
                Apply(opened, told.value, swings.value, left, strips.value)
            Panel(html=ending.close(comparison), kind="close", event_act=act)


@component
def Apply(  # noqa: N802
    opened: session.Opened,
    turns: tuple[course.Told, ...] | None,
    swings: tuple[course.Swing, ...] | None,
    left: course.Aftermath,
    strips: stances.Replayed | None,
) -> None:
    """Forecasts with their score, questions with answers that are kept, and what is taken away."""
    game, key = opened.game, opened.saved.key
    held = solara.use_ref(opened)  # not a state: two answers may come before the page is drawn again
    status, set_status = solara.use_state(("", 0))
    drawn, set_drawn = solara.use_state(0)
    file, set_file = solara.use_state(("", "", "", 0))
    asked = session.questions(game)
    results = solara.use_memo(lambda: session.forecasts(opened), [])
    # The browser keeps what is written; the questions are drawn anew only where two tabs met.
    answers = solara.use_memo(lambda: frame.questions(asked, held.current.saved.notes, drawn, opened.mine), [drawn])
    code = solara.use_memo(lambda: export.share_code(opened.saved.scenario, game), [])
    mark = solara.use_memo(lambda: fingerprint(game), [])

    def act(event: dict[str, str]) -> bool:
        """Returns False where the browser has to send the click again."""
        if event["act"] == "note":
            number, _, words = event["value"].partition(":")
            if number not in map(str, range(len(asked))):
                return True
            before = held.current
            held.current, problem = session.note(before, asked[int(number)], words)
            set_status((problem, status[1] + 1))
            if problem and held.current is before:
                return session.refused(key)
            if problem:
                set_drawn(drawn + 1)
        elif event["act"] == "save":
            with spoken(of_page()):
                words = _json(held.current) if event["value"] == "json" else markdown.markdown(_report(held.current))
            kind, end = ("application/json", "json") if event["value"] == "json" else ("text/markdown", "md")
            name = f"linchpin-{opened.saved.scenario.rpartition('/')[2].partition('.')[0]}-{mark}.{end}"
            set_file((name, kind, words, file[3] + 1))
        return True

    def _json(now: session.Opened) -> str:
        return export.document(now.saved, game)

    def _report(now: session.Opened) -> markdown.Report:
        assert opened.situation.outcome
        return markdown.Report(
            opened.title, game.seat, opened.situation.outcome, turns or (), swings, left,
            strips.rows if strips else None, results, asked, now.saved.notes, code, mark,
        )  # fmt: skip

    with solara.Div(classes=["two"]):
        with solara.Div():
            if asked:
                Panel(html=answers, kind="questions", event_act=act)
                if opened.mine:
                    Panel(html=frame.kept(*status), kind="kept", event_act=act)
            Panel(html=frame.forecasts(results, game.seat, opened.mine), kind="said", event_act=act)
        Panel(html=frame.take_away(code, mark), kind="take-away", event_act=act)
    Download(name=file[0], kind=file[1], text=file[2], count=file[3])


def _part(name: str, chosen: str) -> solara.Element:
    """One of the three parts: only the chosen one is seen, all of them are printed."""
    attributes = {
        "role": "tabpanel",
        "id": f"part-{name}",
        "aria-labelledby": f"tab-{name}",
        "data-title": tr(TABS[name]),
    }
    return solara.Div(classes=["part", *(["chosen"] if name == chosen else [])], attributes=attributes)


def _luck(dice: debrief.OtherDice | None, strips: stances.Replayed | None, worlds: int) -> Markup:
    if dice is None or strips is None:
        return frame.playing_luck(worlds)
    own = Ended(KEYS[dice.own_outcome], dice.own_battalions)
    counts = games.OutcomeCounts(
        tuple(int((dice.outcome == index).sum()) for index in range(len(KEYS))), len(dice.outcome)
    )
    better = course.told_counts(counts, own.outcome)
    return frame.lucks(ends_of(dice.outcome, dice.battalions), own, strips.ends, better)
