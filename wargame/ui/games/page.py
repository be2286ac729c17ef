"""My games: all games of this browser, to go on with, to save as files, to delete and to bring back."""

from __future__ import annotations

from collections.abc import Callable

import solara

from wargame.game import export
from wargame.game.store.games import Store, StoreError
from wargame.text.phrase import words_of
from wargame.ui.games import rows as html_games
from wargame.ui.lobby.cards import SavedRow
from wargame.ui.lobby.page import raw, rows_of
from wargame.ui.shared import session, topbar
from wargame.ui.shared.download import Download
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel


@component
def Games(go: Callable[[str], None]) -> None:  # noqa: N802
    """The table stays as it was when the page was opened; what is deleted stays in it, with the way back."""
    (games, before), broken = solara.use_memo(_load, [])
    gone, set_gone = solara.use_state(frozenset[str]())  # deleted in this visit
    back, set_back = solara.use_state(frozenset[str]())  # restored in this visit
    trouble, set_trouble = solara.use_state((broken, 0))
    file, set_file = solara.use_state(("", "", 0))

    def told(problem: str) -> bool:
        set_trouble((problem, trouble[1] + 1))
        return not problem

    def act(event: dict[str, str]) -> None:
        key = event["value"]
        if event["act"] == "open":
            go(f"/?game={key}")
        elif event["act"] == "delete" and told(session.delete(key)):
            set_gone(gone | {key})
        elif event["act"] == "undo" and told(session.restore(key)):
            set_gone(gone - {key})
        elif event["act"] == "restore" and told(session.restore(key)):
            set_back(back | {key})
        elif event["act"] == "export":
            name, words, problem = exported(key)
            if told(problem):
                set_file((name, words, file[2] + 1))
        elif event["act"] == "raw":
            words, problem = raw(key)
            if told(problem) and words:
                set_file((f"linchpin-saved-{key}.json", words, file[2] + 1))
        elif event["act"] == "home":
            go("/")

    restored = [html_games.GameRow(row, row.key in gone) for row in before if row.key in back]
    rows = [*restored, *(html_games.GameRow(row, row.key in gone, borrowed) for row, borrowed in games)]
    with solara.Div(classes=["reading"]):
        Panel(html=topbar.topbar(), kind="topbar", event_act=act)
        with solara.Div(classes=["my-games", "searched"], attributes={"role": "main"}):
            Panel(html=html_games.head(bool(rows)), kind="games-head-panel", event_act=act)
            Panel(html=html_games.table(rows, *trouble), kind="games-panel", event_act=act)
            left = [row for row in before if row.key not in back]
            Panel(html=html_games.deleted(left), kind="deleted-panel", event_act=act)
    Download(name=file[0], kind="application/json", text=file[1], count=file[2])


def exported(key: str) -> tuple[str, str, str]:
    """A game as a file: its name, what it holds, and what went wrong."""
    try:
        opened = session.open_game(key)
    except session.CannotOpen as error:
        return "", "", words_of(error)
    name = opened.saved.scenario.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    return f"linchpin-{name}-{key}.json", export.document(opened.saved, opened.game), ""


def _load() -> tuple[tuple[list[tuple[SavedRow, bool]], list[SavedRow]], str]:
    """This browser's games, each with whether it is borrowed; those deleted; and what is wrong, if anything."""
    store, browser = Store(), session.browser()
    try:
        games, deleted = store.listed(browser, None), store.deleted(browser)
    except StoreError as error:
        return ([], []), words_of(error)
    borrowed = [game.borrowed for game in games]
    return (list(zip(rows_of(games), borrowed, strict=True)), rows_of(deleted)), ""
