"""The Compare page: the same worlds under several stances, played in the background and kept."""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Lock
from time import sleep
from typing import cast

import solara
from markupsafe import Markup
from solara.lab import use_task

from wargame.analysis.compare import Comparison, compare
from wargame.charts.marks import STANCE_NAMES
from wargame.engine.orders import STANCES
from wargame.game.store.games import StoreError
from wargame.scenario import ScenarioFaults
from wargame.text.html import Template
from wargame.text.language import tr
from wargame.text.phrase import say, words_of
from wargame.ui.compare import findings
from wargame.ui.compare.findings import WORLDS, Choice
from wargame.ui.guard import limits
from wargame.ui.lobby import scenario_cards
from wargame.ui.shared import scenario_cache, session, topbar
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel

BREATH = 0.1  # seconds in which the page is drawn before the worlds take the processor
DIGITS = len(str(session.SEED_RANGE))
MOST_KEPT = 24  # comparisons, each under a megabyte
log = logging.getLogger(__name__)

_kept: OrderedDict[tuple[object, ...], Comparison] = OrderedDict()
_playing = Lock()  # one comparison at a time; who asks for the same meanwhile finds it kept


def read(asked: Mapping[str, Sequence[str]], scenarios: Sequence[str]) -> Choice:
    """What an address asks to compare; what it leaves out or gets wrong is as usual."""

    def first(name: str) -> str:
        return asked.get(name, [""])[0]

    usual = Choice(scenarios[0] if scenarios else scenario_cache.FLAGSHIP)
    named = first("stances").split(",")
    stances = tuple(stance for stance in STANCES if stance in named)
    worlds, seed = first("worlds"), first("seed")
    return Choice(
        first("scenario") if first("scenario") in scenarios else usual.scenario,
        stances or usual.stances,
        int(worlds) if worlds in map(str, WORLDS) else usual.worlds,
        int(seed) if _is_seed(seed) else usual.seed,
    )


def mended(asked: Mapping[str, Sequence[str]], scenarios: Sequence[str]) -> list[str]:
    """What is wrong with an address, and what was taken instead: a sentence for each part that it got wrong."""

    def wrong(name: str, right: Callable[[str], bool]) -> bool:
        value = asked.get(name, [""])[0]
        return bool(value) and not right(value)

    choice, told = read(asked, scenarios), []
    if wrong("scenario", lambda name: name in scenarios):
        told.append(
            tr(
                "The address names a crisis that is not here; this is “{title}”.",
                title=tr(scenario_cache.title(choice.scenario)),
            )
        )
    if wrong("stances", lambda said: set(said.split(",")) <= set(STANCES)):
        shown = tr(", ").join(tr(STANCE_NAMES[stance]) for stance in choice.stances)
        told.append(tr("The address names a stance that there is not; compared are: {stances}.", stances=shown))
    if wrong("worlds", lambda count: count in map(str, WORLDS)):
        told.append(
            tr(
                "The number of worlds in the address has to be {few}, {some} or {many}; {taken} were taken.",
                few=WORLDS[0],
                some=WORLDS[1],
                many=WORLDS[2],
                taken=choice.worlds,
            )
        )
    if wrong("seed", _is_seed):
        told.append(
            tr(
                "The seed in the address has to be a whole number from 0 to {most}; {taken} was taken.",
                most=session.SEED_RANGE - 1,
                taken=choice.seed,
            )
        )
    return told


def notice(sentences: Sequence[str]) -> Markup:
    """What was wrong with the address and was put right, above the page."""
    return _DRAWN.notice(sentences)


def changed(choice: Choice, event: Mapping[str, str]) -> Choice:
    """The choice after a control was used; the same one if that says nothing."""
    act, value = event["act"], event["value"]
    if act == "scenario":
        return replace(choice, scenario=value)
    if act == "stance" and value in STANCES:
        stances = tuple(s for s in STANCES if (s in choice.stances) != (s == value))
        return replace(choice, stances=stances or choice.stances)
    if act == "worlds" and value in map(str, WORLDS):
        return replace(choice, worlds=int(value))
    if act == "seed" and _is_seed(value):
        return replace(choice, seed=int(value))
    return choice


def _is_seed(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= DIGITS and int(value) < session.SEED_RANGE


def _key(choice: Choice) -> tuple[object, ...]:
    return (scenario_cache.digest(choice.scenario), choice)


def kept(choice: Choice) -> Comparison | None:
    """A comparison that was made before, while its scenario says the same."""
    try:
        return _kept.get(_key(choice))
    except (ScenarioFaults, OSError):
        return None


def made(choice: Choice, stopped: Callable[[], bool], played: Callable[[int], None]) -> Comparison | None:
    """A comparison, played now unless it is kept; None if it was stopped."""
    with _playing:
        key = _key(choice)
        found = _kept.get(key) or compare(choice.scenario, choice.stances, choice.worlds, choice.seed, stopped, played)
        if found is not None:
            _kept[key] = found
            _kept.move_to_end(key)
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
        return found


@component
def Compare(asked: Mapping[str, Sequence[str]], go: Callable[[str], None]) -> None:  # noqa: N802
    """Choose what to compare; the address holds the choice, so that it can be kept and sent."""
    cards = solara.use_memo(lambda: scenario_cards.cards(os.environ.get("WARGAME_SCENARIO", "")), [])
    names = [card.name for card in cards]
    choice, told = read(asked, names), mended(asked, names)
    wanted = solara.use_ref(cast(Choice | None, choice))
    wanted.current = choice
    solara.use_effect(lambda: lambda: setattr(wanted, "current", None), [])  # who leaves the page stops its games
    progress, set_progress = solara.use_state((choice, 0))
    trouble, set_trouble = solara.use_state("")

    def play() -> tuple[Choice, Comparison | None]:
        games = 0

        def played(more: int) -> None:
            nonlocal games
            games += more
            if wanted.current == choice:
                set_progress((choice, games))

        if kept(choice) is None:
            if refused := limits.asks_for_games(session.browser()):
                raise limits.TooOften(refused)
            sleep(BREATH)
        return choice, made(choice, lambda: wanted.current != choice, played)

    task = use_task(play, dependencies=[choice], prefer_threaded=True, raise_error=False)
    done = task.value if task.finished else None
    found = done[1] if done is not None and done[0] == choice else kept(choice)

    def act(event: dict[str, str]) -> None:
        if event["act"] == "watch":
            stance, _, world = event["value"].partition(":")
            if stance in STANCES and world in map(str, range(choice.worlds)):
                if unreadable := scenario_cache.unreadable(choice.scenario):
                    set_trouble(unreadable)
                    return
                try:
                    go(f"/?game={session.watch(choice.scenario, choice.seed, int(world), STANCES[stance])}")
                except StoreError as error:
                    set_trouble(words_of(error))
        elif (new := changed(choice, event)) != choice:
            go(new.address)

    controls = findings.controls(choice, [(card.name, card.title) for card in cards])
    page = solara.use_memo(lambda: findings.page(found, trouble) if found else "", [choice, found is None, trouble])
    if page:
        html = page
    elif isinstance(task.exception, limits.TooOften):
        html = findings.failed(words_of(task.exception))
    elif task.error:
        log.error("a comparison could not be played: %s", task.exception)
        html = findings.failed(
            scenario_cache.unreadable(choice.scenario)
            or say("The games could not be played, through a fault of the game. Try another choice.")
        )
    else:
        html = findings.waiting(choice, progress[1] if progress[0] == choice else 0)
    with solara.Div(classes=["reading"]):
        Panel(html=topbar.topbar(), kind="topbar", event_act=act)
        Panel(html=controls, kind="compare-controls", event_act=act)
        if told:
            Panel(html=notice(told), kind="told", event_act=act)
        Panel(html=html, kind="compare-panel", event_act=act)


_DRAWN = Template("ui/compare/page.html")
