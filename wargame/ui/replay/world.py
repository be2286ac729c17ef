"""One world of a batch, stepped through: nothing is saved, and the address says all that is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import solara

from wargame.game import play as games
from wargame.game.store.games import SavedGame
from wargame.scenario import ScenarioFaults, shipped_names
from wargame.scenario.factors import FactorFault, cells, read_set
from wargame.text.language import ENGLISH, language, tr
from wargame.text.phrase import words_of
from wargame.ui.guard import limits
from wargame.ui.replay.page import Shown
from wargame.ui.shared import scenario_cache, session
from wargame.ui.shared.language import component
from wargame.ui.shared.message import Message

MOST_DIGITS = 19


@component
def World(asked: Mapping[str, Sequence[str]], go: Callable[[str], None]) -> None:  # noqa: N802
    """`/?page=world&scenario=NAME&seed=S&world=K`, with `&set=FACTOR=VALUE` for each factor that was set or varied."""
    words = repr(sorted(asked.items()))
    opened, closed = solara.use_memo(lambda: _allowed_or_loaded(asked), [words, language()])
    if opened is None:
        Message(tr("This world cannot be opened"), closed, go)
        return
    Shown(opened, asked.get("turn", [""])[0], go, back="/", held=bool(opened.saved.digest))


def _allowed_or_loaded(asked: Mapping[str, Sequence[str]]) -> tuple[session.Opened | None, str]:
    if refused := limits.asks_for_games(session.browser()):
        return None, refused
    return load(asked)


def load(asked: Mapping[str, Sequence[str]]) -> tuple[session.Opened | None, str]:
    """The game of an address, played to its end; else what is wrong with the address.

    Its record has the digest of the scenario where a saved game can hold it, and none where more than orders is set.
    """
    scenario, seed, world = (asked.get(name, [""])[0] for name in ("scenario", "seed", "world"))
    if not all(number.isdecimal() and len(number) < MOST_DIGITS for number in (seed, world)):
        return None, tr("The address has to name a seed and a world, both whole numbers. Copy the whole address again.")
    try:
        (cell,) = cells(scenario, read_set(asked.get("set", ())))
    except ScenarioFaults:
        return None, tr(
            "The address names a scenario or a value that the game does not know. Copy the whole address again."
        )
    except FactorFault as fault:
        said = tr(words_of(fault))
        return None, tr("{sentence}.", sentence=said.capitalize() if language() == ENGLISH else said)
    fixed = {key: choice for key, choice in cell.script.always.items() if isinstance(choice, str)}
    game = games.Game(cell.scenario, int(seed), None, world=int(world), fixed=fixed)
    while games.situation(game).stage != "over":
        game = games.end_turn(game, {})
    digest = ""
    if scenario in shipped_names() and cell.scenario.said() == scenario_cache.scenario(scenario).said():
        digest = scenario_cache.digest(scenario)
    saved = SavedGame(
        key="", scenario=scenario, digest=digest, seed=game.seed, seat=None, orders=tuple({} for _ in game.orders),
        world=game.world, fixed=game.fixed,
    )  # fmt: skip
    return session.Opened(saved, game, games.situation(game)), ""
