"""The one page of the app: the lobby, or the game that the address names."""

from __future__ import annotations

from urllib.parse import parse_qs

import solara

from wargame.ui.compare.page import Compare
from wargame.ui.games.page import Games
from wargame.ui.lobby.page import Lobby
from wargame.ui.reference.evidence import Evidence
from wargame.ui.reference.parameters import Parameters
from wargame.ui.replay.page import Replay
from wargame.ui.replay.world import World
from wargame.ui.shared.answered import Answered
from wargame.ui.shared.language import component, settle
from wargame.ui.turn.page import Play


@component
def Page() -> None:  # noqa: N802
    """`/` is the lobby, `/?game=KEY` a game; `/?scenario=NAME` the lobby with a scenario chosen;
    with `&seed=S` its games have those dice, so that a class meets the same.

    `&tab=` opens a part of a finished game's debrief, `&replay` steps through any game, from a turn if one is named.
    `&code=` is what lets one more browser play the game.

    `&lang=` names a language: en, zh-Hant-TW or ja.

    `/?page=parameters` lists the numbers of a scenario, `/?page=evidence` holds the model against what
    was published, `/?page=compare` plays many games under each Japanese stance. `/?page=world` steps through one
    world of a batch. `/?page=games` lists the games of this browser.
    """
    router = solara.use_router()
    asked = parse_qs(router.search or "", keep_blank_values=True)
    key = asked.get("game", [""])[0]
    solara.Title("Linchpin")
    solara.use_memo(lambda: settle(asked.get("lang", [None])[0]), [])

    def go(address: str) -> None:
        router.push(address)

    if key and "replay" in asked:
        Replay(key, asked["replay"][0], go).key(f"replay-{key}")
    elif key:
        Play(key, go, asked.get("tab", [""])[0], asked.get("code", [""])[0]).key(f"game-{key}")
    elif asked.get("page") == ["parameters"]:
        Parameters(asked.get("scenario", [""])[0], asked.get("search", [""])[0]).key("parameters")
    elif asked.get("page") == ["evidence"]:
        Evidence().key("evidence")
    elif asked.get("page") == ["compare"]:
        Compare(asked, go).key("compare")
    elif asked.get("page") == ["games"]:
        Games(go).key("games")
    elif asked.get("page") == ["world"]:
        World(asked, go).key("world")
    else:
        Lobby(asked.get("scenario", [""])[0], asked.get("seed", [""])[0], go).key("lobby")


@component
def Layout(children: list[solara.Element] | None = None) -> None:  # noqa: N802
    """Nothing round the page: no bar, no drawer."""
    solara.Div(children=[*(children or []), Answered()], classes=["root"])
