"""The lobby page."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import parse_qs

import solara

from wargame.game.store.games import Listed, Store, StoreError
from wargame.text.language import date_words, tr
from wargame.text.phrase import say, unpacked, words_of
from wargame.ui.compare.findings import Choice
from wargame.ui.lobby import cards as html_lobby
from wargame.ui.lobby import scenario_cards
from wargame.ui.lobby.open_game import OpenGame
from wargame.ui.shared import scenario_cache, session, topbar
from wargame.ui.shared.clicks import Click
from wargame.ui.shared.download import Download
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel

NOT_BEGUN = say("not begun")
DIGITS = 10  # of the largest seed
MOST_DIGITS = 18  # of the number of a row


@component
def Lobby(asked: str, dice: str, go: Callable[[str], None]) -> None:  # noqa: N802
    """Choose a crisis and a seat; begin. The flagship and Japan are chosen at first.

    Args:
        asked: the scenario that the address names, or "".
        dice: the seed that the address names, or "" for new dice.
        go: open another address.
    """
    started_with = os.environ.get("WARGAME_SCENARIO", "")  # may be a file; an address may only name shipped ones
    wanted = asked or started_with
    cards = solara.use_memo(lambda: scenario_cards.cards(started_with), [])
    names = [card.name for card in cards]
    first = wanted if wanted in names else (names[0] if names else "")
    scenario, set_scenario = solara.use_state(first)
    seat, set_seat = solara.use_state("japan")
    broken = solara.use_memo(lambda: scenario_cache.unreadable(started_with) if started_with else "", [])
    trouble, set_trouble = solara.use_state((broken, 0))
    saved, count, unlisted = solara.use_memo(_saved, [])
    seed, wrong = _seed(dice)
    file, set_file = solara.use_state(("", "", 0))  # its name, what it says, how often one was saved
    # The left panel keeps the first choice in its HTML: the browser moves the mark, nothing is redrawn.
    left = solara.use_memo(lambda: html_lobby.scenarios(cards, first, saved, count), [])
    right = solara.use_memo(
        lambda: html_lobby.seats(cards, scenario, seat, seed, trouble[0] or wrong or unlisted, trouble[1]),
        [scenario, trouble],
    )

    def act(event: dict[str, str]) -> None:
        if event["act"] == "scenario" and event["value"] in names:
            set_scenario(event["value"])
        elif event["act"] == "seat" and event["value"] in html_lobby.SEATS:
            set_seat(event["value"])
        elif event["act"] == "open":
            go(f"/?game={event['value']}")
        elif event["act"] == "games":
            go("/?page=games")
        elif event["act"] == "compare":
            go(Choice(scenario).address)
        elif event["act"] == "raw":
            kept, problem = raw(event["value"])
            if problem:
                set_trouble((problem, trouble[1] + 1))
            elif kept:
                set_file((f"linchpin-saved-{event['value']}.json", kept, file[2] + 1))
        elif event["act"] == "begin":
            # The browser says what it shows: after a restart of the server the page knows nothing of it.
            shown = parse_qs(event["value"])
            wanted, sits = (shown.get(name, [""])[0] for name in ("scenario", "seat"))
            known = (wanted if wanted in names else scenario, sits if sits in html_lobby.SEATS else seat)
            key, problem = _begin(*known, seed, Click.of(event).name)
            if problem:
                set_trouble((problem, trouble[1] + 1))
            else:
                go(f"/?game={key}")

    with solara.Div(classes=["lobby"]):
        Panel(html=topbar.topbar(), kind="topbar", event_act=act)
        with solara.Div(classes=["lobby-left"]):
            Panel(html=left, kind="scenarios", event_act=act)
            OpenGame(go)
        Panel(html=right, kind="seats-panel", event_act=act)
        Download(name=file[0], kind="application/json", text=file[1], count=file[2])


def _begin(scenario: str, seat: str, seed: int | None, click: str) -> tuple[str, str]:
    """The key of a new game, or what is wrong."""
    if unreadable := scenario_cache.unreadable(scenario):
        return "", unreadable
    try:
        return session.begin(scenario, seat, seed, click=click), ""
    except (StoreError, ValueError) as error:
        return "", words_of(error)


def _seed(said: str) -> tuple[int | None, str]:
    """The seed that an address names, and what is wrong with it if something is."""
    if not said:
        return None, ""
    if said.isascii() and said.isdecimal() and int(said[:DIGITS]) < session.SEED_RANGE and len(said) <= DIGITS:
        return int(said), ""
    return None, tr(
        "The seed in the address has to be a whole number from 0 to {most}. The dice of this game will be new ones.",
        most=session.SEED_RANGE - 1,
    )


def _saved() -> tuple[list[html_lobby.SavedRow], int, str]:
    """This browser's latest games, how many it has in all, and what is wrong with them if something is."""
    store, browser = Store(), session.browser()
    try:
        return rows_of(store.listed(browser)), store.how_many(browser), ""
    except StoreError as error:
        return [], 0, words_of(error)


def rows_of(games: Sequence[Listed]) -> list[html_lobby.SavedRow]:
    """Saved games as rows of a table."""
    return [_row(game) for game in games]


def _row(game: Listed) -> html_lobby.SavedRow:
    return html_lobby.SavedRow(
        key=game.key,
        title=session.title_of(game) or say("A game without a scenario"),
        seat=game.seat,
        status=unpacked(game.status) if game.status else NOT_BEGUN,
        turn=min(game.turn, game.turns),
        turns=game.turns,
        when=_when(game.touched.astimezone()) if game.touched else "",
        over=game.over,
        trouble=session.trouble(game),
        row=game.row,
    )


def raw(row: str) -> tuple[str, str]:
    """All that is kept of a game of this browser as JSON, and what is wrong."""
    if not (row.isascii() and row.isdecimal() and len(row) <= MOST_DIGITS):
        return "", ""
    try:
        return Store().raw(session.browser(), int(row)), ""
    except StoreError as error:
        return "", words_of(error)


def _when(moment: datetime) -> str:
    days = (datetime.now().astimezone().date() - moment.date()).days
    if days == 0:
        return tr("today {time:%H:%M}", time=moment)
    return date_words(moment, "EEEE" if days < 7 else "MMMMd")
