"""A game from elsewhere: opened by its share code or its file, and played again to be sure of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from wargame import scenario as files
from wargame.engine.orders import UnlawfulOrder
from wargame.game import export
from wargame.game import play as games
from wargame.game.share import BadCode, decode, fingerprint, open_shared
from wargame.game.store.games import SavedGame, Store, StoreError
from wargame.text.phrase import say, words_of
from wargame.ui.guard import limits
from wargame.ui.shared import scenario_cache, session
from wargame.ui.shared.session import CannotOpen


def open_code(code: str) -> str:
    """Save the game of a share code as one of this browser, and return its key. Raises CannotOpen."""
    _allowed()
    try:
        shared = decode(code)
        _known(shared.scenario)
        game = open_shared(shared, scenario_cache.scenario(shared.scenario), _within(limits.SECONDS_OF_A_GAME))
    except (BadCode, UnlawfulOrder) as error:
        raise CannotOpen(say("{error} Nothing was opened.", error=words_of(error))) from error
    saved = SavedGame(
        "", shared.scenario, scenario_cache.digest(shared.scenario), game.seed, game.seat,
        tuple(dict(turn) for turn in game.orders), game.world, game.fixed,
    )  # fmt: skip
    return _adopt(saved, shared.fingerprint)


def open_file(text: str) -> str:
    """Save the game of an exported file as one of this browser, and return its key. Raises CannotOpen."""
    _allowed()
    try:
        saved, said = export.read(text)
    except export.BadFile as error:
        raise CannotOpen(say("{error} Nothing was opened.", error=words_of(error))) from error
    _known(saved.scenario)
    if not scenario_cache.read(saved.scenario).agrees(saved.digest):
        raise CannotOpen(
            say(
                "The scenario “{title}” has changed since this game was played, so its turns would come out "
                "otherwise. Open the file with the version of the game in which it was saved. Nothing was opened.",
                title=scenario_cache.title(saved.scenario),
            )
        )
    return _adopt(replace(saved, digest=scenario_cache.digest(saved.scenario)), said)


def _known(name: str) -> None:
    """Raise CannotOpen unless a scenario is shipped, or is the one with which the server was started."""
    if name not in files.shipped_names() and name != os.environ.get("WARGAME_SCENARIO"):
        raise CannotOpen(
            say(
                "The game is of the scenario “{name}”, which is not here. If you have its file, start with "
                "`wargame play` and the file's name, and open the game again. Nothing was opened.",
                name=name[:80],
            )
        )


def _allowed() -> None:
    """Raise CannotOpen where this browser opens games faster than is allowed."""
    if refused := limits.asks_for_games(session.browser()):
        raise CannotOpen(refused)


def _within(seconds: float) -> Callable[[], None]:
    """Raises CannotOpen, when it is called, once so many seconds have gone by."""
    end = monotonic() + seconds

    def watch() -> None:
        if monotonic() > end:
            raise CannotOpen(limits.TOO_MUCH)

    return watch


def _adopt(saved: SavedGame, said: str | None) -> str:
    """Play a game from elsewhere, to be sure of it, then save it."""
    try:
        game, watch = replace(session.game_of(saved), orders=()), _within(limits.SECONDS_OF_A_GAME)
        for orders in saved.orders:
            watch()
            game = games.end_turn(game, orders)
    except (UnlawfulOrder, ValueError) as error:
        raise CannotOpen(
            say("Its turns cannot be played: {error}. Nothing was opened.", error=words_of(error))
        ) from error
    now = games.situation(game)
    if said and (now.stage != "over" or fingerprint(game) != said):
        raise CannotOpen(
            say(
                "Played again, this game does not end as it says: some of it was changed, or it is of another version. "
                "Nothing was opened."
            )
        )
    text = scenario_cache.text_to_keep(scenario_cache.scenario(saved.scenario))
    try:
        key = Store().adopt(session.browser(), saved, text).key
    except StoreError as error:
        raise CannotOpen(words_of(error)) from error
    session.describe(Store(), key, now, len(game.orders))
    return key
