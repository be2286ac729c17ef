"""Scenarios as games need them: by name or by the text kept with a game, read again once a file has changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from wargame import scenario as files
from wargame.game import export
from wargame.game.store.games import SavedGame, Store, StoreError
from wargame.scenario.file.reader import LARGEST_TEXT
from wargame.scenario.schema.scenario import Scenario
from wargame.text.language import learn
from wargame.text.phrase import say

FLAGSHIP = "reset_2027"
PRACTICE = "practice"

KEPT_NAME = "the scenario kept with the game"  # where a message would name a file


@dataclass(frozen=True)
class Read:
    """A scenario with its digests, which take longer to make than to keep."""

    scenario: Scenario
    plays: str  # of what a game reads
    said: str  # of every word

    def agrees(self, digest: str) -> bool:
        """Whether a game with this digest comes out the same here."""
        return digest in (self.plays, self.said)


def scenario(name: str) -> Scenario:
    """A scenario by name or file, read again once a file has changed."""
    return read(name).scenario


def read(name: str) -> Read:
    """A scenario by name or file with its digests. Raises ScenarioFaults."""
    return _load(name, latest_change(name))


@lru_cache(maxsize=64)
def _load(name: str, changed: int) -> Read:
    return _read(files.load(name))


@lru_cache(maxsize=64)
def _kept(text: str) -> Read:
    """The scenario whose text is kept under a name. Raises ScenarioFaults, StoreError, and KeyError if it is gone."""
    words = Store().scenario_text(text)
    if words is None:
        raise KeyError(text)
    return _read(files.load_text(words, KEPT_NAME), newest=False)  # the file of today may be translated better


def _read(found: Scenario, newest: bool = True) -> Read:
    for language, words in found.translated().items():
        learn(language, words, newest)
    return Read(found, export.play_digest(found), export.said_digest(found))


def read_of(saved: SavedGame) -> Read:
    """The scenario with which a game began; of a game without its text, that of the file.

    Raises:
        ScenarioFaults: it cannot be read.
        StoreError: its text is gone from the saved games, and its file says other things.
    """
    if not saved.text:
        return read(saved.scenario)
    try:
        return _kept(saved.text)
    except KeyError:
        with suppress(files.ScenarioFaults):
            if (found := read(saved.scenario)).agrees(saved.digest):
                return found
    raise StoreError(
        say(
            "The scenario that was kept with this game is missing or damaged in the file of saved games. The turns of "
            "the game are kept. Put the scenario “{name}” back as it was when the game began, then reload this page.",
            name=saved.scenario,
        )
    )


def latest_change(name: str) -> int:
    """When a file was last changed on which this scenario may rest: itself, its neighbours, those shipped."""
    near = Path(name).parent.glob("*.y*ml") if "." in name else ()
    shipped = files.shipped_folder().rglob("*.yaml")
    return max((path.stat().st_mtime_ns for path in (*near, *shipped)), default=0)


def digest(name: str) -> str:
    """What a game reads of a scenario, as a short text that changes when that does."""
    return read(name).plays


def title(name: str, text: str = "") -> str:
    """The title of a game's scenario, by name and by the name of its text; the former where neither can be read."""
    try:
        return _kept(text).scenario.title if text else scenario(name).title
    except (files.ScenarioFaults, OSError, StoreError, KeyError):
        return name


def unreadable(name: str) -> str:
    """What is wrong with a scenario's file, in words for a page; empty if it can be read."""
    try:
        scenario(name)
    except files.ScenarioFaults as faults:
        return say("The scenario cannot be read. Mend the file, then reload this page.\n{faults}", faults=faults.told())
    return ""


def text_to_keep(found: Scenario) -> str:
    """The text of a scenario for its games; empty if it is too long, as a short file that repeats itself can be."""
    text = found.text()
    return text if len(text) <= LARGEST_TEXT else ""
