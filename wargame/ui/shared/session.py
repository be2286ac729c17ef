"""Between the pages and the game: opening, playing a turn, and saying in words what went wrong."""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

import solara

from wargame import scenario as files
from wargame.charts.marks import STANCE_NAMES
from wargame.engine.orders import STANCES, UnlawfulOrder
from wargame.game import export
from wargame.game import play as games
from wargame.game.forecasts import Scored, scored
from wargame.game.play import Game, Situation
from wargame.game.store.games import (
    OWNER,
    READER,
    AlreadyGiven,
    DeletedGame,
    Draft,
    Listed,
    MovedOn,
    SavedGame,
    Store,
    StoreError,
    UnknownGame,
)
from wargame.scenario.schema.scenario import Scenario
from wargame.text.phrase import packed, say, words_of
from wargame.ui.guard import limits
from wargame.ui.shared import write_codes
from wargame.ui.shared.scenario_cache import Read, digest, read_of, scenario, text_to_keep, title

SEED_RANGE = 2**31
DRAFT_SECONDS = 0.5  # that a card waits for a file in use, so that the page goes on
_begun = count()  # games begun since the server started
log = logging.getLogger(__name__)


class CannotOpen(Exception):
    """A saved game cannot be opened; the message says why and what to do."""


class NotYours(StoreError):
    """This browser may look at a game, but not write to it."""


REFUSED = (NotYours, DeletedGame, UnknownGame)  # what trying again does not mend


@dataclass(frozen=True)
class Opened:
    """A game as a page holds it: the saved record, the game, and where it stands."""

    saved: SavedGame
    game: Game
    situation: Situation
    right: str = READER  # what this browser may do with it

    @property
    def mine(self) -> bool:
        """Whether this browser may play it."""
        return self.right != READER

    @property
    def title(self) -> str:
        """The scenario, and which world it is where that was chosen."""
        title = self.game.scenario.title
        if self.game.world or self.game.fixed:
            return say("{title}, world {world}", title=title, world=self.game.world)
        return title


def browser() -> str:
    """Whose games these are: this browser, by its cookie."""
    return str(solara.get_session_id())


def _writable(store: Store, key: str, owner: bool = False, deleted: bool = False) -> Store:
    """The store, for a write to a game: every function that changes a saved game comes through here.

    Args:
        store: of the game.
        key: of the game.
        owner: whether only the browser that began it may do this, and none that was let in by a code.
        deleted: whether this may be done to a deleted game.

    Raises:
        NotYours: this browser may not do it.
        DeletedGame: the game is deleted.
    """
    right = store.right(key, browser(), deleted)
    if right == READER:
        raise NotYours(
            say(
                "Nothing was changed: only the person who began this game can play it. You may watch it, or play on "
                "from here as a copy."
            )
        )
    if owner and right != OWNER:
        raise NotYours(say("Nothing was changed: only the browser in which this game was begun can do this."))
    return store


def refused(key: str) -> bool:
    """Whether no write of this browser to a game can succeed, so that trying again is in vain."""
    try:
        _writable(Store(), key)
    except StoreError as error:
        return isinstance(error, REFUSED)
    return False


def begin(
    name: str,
    seat: str | None,
    seed: int | None = None,
    world: int = 0,
    fixed: Mapping[str, str] | None = None,
    listed: bool = True,
    click: str = "",
) -> str:
    """Save a new game and return its key; a click that comes again finds the game that it began.

    Args:
        name: the scenario.
        seat: a side; None or "watch" to watch.
        seed: of all dice; new ones if None.
        world: the number of the world, as in a batch.
        fixed: orders that hold in every turn.
        listed: whether the lobby lists it.
        click: the name of the click that begins it, if it has one.
    """
    store, key = Store(), _key_of(click) if click else ""
    if key:
        with suppress(UnknownGame):
            return store.load(key).key
    seed = _new_seed() if seed is None else seed
    holder = None if seat in (None, "watch") else seat
    text = text_to_keep(scenario(name))
    saved = store.begin(browser(), name, digest(name), seed, holder, world, fixed, listed, text, key)
    describe(store, saved.key, games.situation(game_of(saved)), 0)
    return saved.key


def _key_of(click: str) -> str:
    """The key of the game that a click of this browser begins: always the same, and nobody else's."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"{browser()} {click}".encode()).digest()[:6]).decode()


def watch(name: str, seed: int, world: int, fixed: Mapping[str, str]) -> str:
    """The key of one world of a batch as a game to watch: the one looked at before, or a new one off the list."""
    found = Store().find(browser(), name, digest(name), seed, None, world, fixed)
    return found or begin(name, None, seed, world, fixed, listed=False)


def game_of(saved: SavedGame) -> Game:
    """The game that a saved record is of."""
    return Game(read_of(saved).scenario, saved.seed, saved.seat, saved.orders, saved.world, saved.fixed)


def _new_seed() -> int:
    """Dice that nobody has seen; or, where WARGAME_SEED gives a number, it and those that follow, game by game."""
    first = os.environ.get("WARGAME_SEED", "")
    return int(first) + next(_begun) if first.isdecimal() else secrets.randbelow(SEED_RANGE)


def open_game(key: str) -> Opened:
    """A saved game, replayed to where it stands. Raises CannotOpen."""
    store = Store()
    try:
        saved, right = store.load(key), store.right(key, browser())
    except StoreError as error:
        raise CannotOpen(words_of(error)) from error
    found = read_for(saved)
    if not saved.text:
        saved = _with_text(saved, found.scenario)
    try:
        game = game_of(saved)
        return Opened(saved, game, games.situation(game), right)
    except Exception as error:
        log.exception("the turns of game %s could not be played again", key)
        raise CannotOpen(
            say(
                "The turns of this game cannot be played again: they were changed in the file of saved games, or this "
                "version has a fault. The game is kept as it is, and all others can be opened."
            )
        ) from error


def read_for(saved: SavedGame) -> Read:
    """The scenario in which a game can go on. Raises CannotOpen."""
    try:
        found = read_of(saved)
    except StoreError as error:
        raise CannotOpen(words_of(error)) from error
    except files.ScenarioFaults as faults:
        raise CannotOpen(
            say("Its scenario cannot be read. Mend the file, then reload this page.\n{faults}", faults=faults.told())
            if not saved.text
            else say(
                "This version cannot read the scenario with which the game began. The game is kept as it is. Open it "
                "with the version in which it was played.\n{faults}",
                faults=faults.told(),
            )
        ) from faults
    if not found.agrees(saved.digest):
        raise CannotOpen(_changed(saved, found.scenario))
    return found


def title_of(game: Listed) -> str:
    """The title of a game of the list."""
    return title(game.scenario, game.saved.text if game.saved else "")


def trouble(game: Listed) -> str:
    """Why a game of the list cannot be opened; empty if it can. It is not replayed for this."""
    if game.saved is None:
        return game.trouble
    try:
        read_for(game.saved)
    except CannotOpen as error:
        return words_of(error)
    return ""


def _changed(saved: SavedGame, found: Scenario) -> str:
    """Why a game does not go on in what is left of its scenario."""
    if saved.text:
        return say(
            "This version plays “{title}” with other rules or numbers than the one in which this game began, so its "
            "turns would come out otherwise. The game is kept as it is. Open it with that version, or begin a new "
            "game from the lobby.",
            title=found.title,
        )
    return say(
        "The scenario “{title}” has been changed since this game began, and the game was saved without a copy of it, "
        "as older versions did. Its turns might come out otherwise. The game is kept as it is. Put the old file back "
        "to go on, or begin a new game from the lobby.",
        title=found.title,
    )


def _with_text(saved: SavedGame, found: Scenario) -> SavedGame:
    """A game of an older version, which from now on keeps the text of its scenario, if that can be written."""
    text = text_to_keep(found)
    if not text:
        return saved
    try:
        Store().keep_text(saved.scenario, saved.digest, text)
        return Store().load(saved.key)
    except StoreError as error:
        log.warning("the scenario of game %s could not be kept with it: %s", saved.key, error)
        return saved


def end_turn(
    opened: Opened,
    orders: Mapping[str, str],
    forecast: Mapping[str, float] | None = None,
    click: str = "",
    other_turn: bool = False,
) -> tuple[Opened, str]:
    """Save a turn's orders and forecast, then play it. Returns the game after it, and what went wrong, if anything.

    Args:
        opened: the game.
        orders: of the turn.
        forecast: question to share.
        click: the name of the click that ends the turn, if it has one.
        other_turn: whether the click was meant for another turn than the one to play, so that nothing is played.
    """
    store, key, turn = Store(), opened.saved.key, len(opened.game.orders)
    try:
        _writable(store, key).append(key, None if other_turn else turn, orders, forecast, click)
    except AlreadyGiven:
        return newest(opened), ""
    except MovedOn as error:
        return newest(opened), words_of(error)
    except StoreError as error:
        return opened, words_of(error)
    try:
        game = games.end_turn(opened.game, dict(orders))
        situation = games.situation(game)
    except UnlawfulOrder as error:
        store.withdraw(key, turn)
        return opened, say("These orders cannot be given: {error}. Nothing was played.", error=words_of(error))
    except Exception:
        store.withdraw(key, turn)
        log.exception("game %s, turn %d could not be adjudicated", key, turn)
        return opened, say("This turn could not be played, through a fault of the game. Your orders are kept.")
    describe(store, key, situation, len(game.orders))
    saved = replace(opened.saved, forecasts=(*opened.saved.forecasts, dict(forecast or {})))
    return replace(opened, saved=saved, game=game, situation=situation), ""


def drafted(opened: Opened) -> Draft:
    """What was chosen in the turn to play before its page was left, as far as it can still be chosen."""
    turn, kept = len(opened.game.orders), opened.saved.draft
    if kept.turn != turn:
        return Draft(turn)
    open_to = {decision.order.key: decision.order.names for decision in opened.situation.decisions}
    return replace(kept, orders={key: name for key, name in kept.orders.items() if name in open_to.get(key, ())})


def keep(opened: Opened, draft: Draft) -> bool:
    """Keep what was chosen so far, for a page that is loaded again; the page that is open needs it not.

    Returns:
        False where it is not kept and may be if it is sent again.
    """
    try:
        _writable(Store(patience_seconds=DRAFT_SECONDS), opened.saved.key).keep(opened.saved.key, draft)
    except StoreError as error:
        log.warning("what was chosen in game %s could not be kept: %s", opened.saved.key, error)
        return isinstance(error, REFUSED)
    return True


def forecasts(opened: Opened) -> tuple[Scored, ...]:
    """What was forecast in a game, and what came of it."""
    said = opened.saved.forecasts
    return scored(said, games.situations(opened.game), opened.game.scenario) if any(said) else ()


def newest(opened: Opened) -> Opened:
    """The game as it stands now; as it was where it cannot be read, or has not moved on."""
    try:
        moved = Store().count(opened.saved.key) != len(opened.game.orders)
        return open_game(opened.saved.key) if moved else opened
    except (CannotOpen, StoreError):
        return opened


def note(opened: Opened, question: str, words: str) -> tuple[Opened, str]:
    """Keep an answer of the debrief. Returns the game with it, and what went wrong, if anything.

    Where another tab has changed the same answer meanwhile, both are kept, one below the other.
    """
    store, key, said = Store(), opened.saved.key, words
    words = words[: export.LONGEST_NOTE]
    cut = say(limits.NOTE_CUT, most=f"{export.LONGEST_NOTE:,}") if len(said) > len(words) else ""
    try:
        try:
            _writable(store, key).note(key, question, words, opened.saved.notes.get(question, ""))
        except MovedOn as moved:
            found = store.load(key).notes
            both = f"{found.get(question, '')}\n\n{words}"[: export.LONGEST_NOTE]
            store.note(key, question, both, found.get(question, ""))
            kept = {**found, question: both}
            return replace(opened, saved=replace(opened.saved, notes=kept)), say(
                "{moved} Both texts are kept below.", moved=words_of(moved)
            )
    except StoreError as error:
        return opened, say("Your answer is on this page only. {error}", error=words_of(error))
    return replace(opened, saved=replace(opened.saved, notes={**opened.saved.notes, question: words})), cut


def again(opened: Opened, click: str = "") -> str:
    """A new game of the same scenario, seat and fixed orders with new dice; the same one for the same click."""
    return begin(opened.saved.scenario, opened.saved.seat, fixed=opened.saved.fixed, click=click)


def copy(opened: Opened, turn: int) -> tuple[str, str]:
    """A new game of this browser with the same dice and the orders before a turn, counted from 0.

    What another person forecast, wrote or was about to choose does not go along.

    Returns its key, and what went wrong, if anything.
    """
    game = replace(opened.game, orders=opened.game.orders[:turn])
    orders = tuple(dict(given) for given in game.orders)
    begun = replace(opened.saved, orders=orders, forecasts=(), notes={}, draft=Draft())
    store = Store()
    try:
        copied = replace(begun, copied_from=opened.saved.key, copied_turn=turn)
        key = store.adopt(browser(), copied, text_to_keep(game.scenario)).key
    except StoreError as error:
        return "", words_of(error)
    describe(store, key, games.situation(game), turn)
    return key, ""


def hand_out(opened: Opened) -> tuple[str, datetime | None, str]:
    """A code with which one other browser may play this game: the code, until when it holds, and what went wrong."""
    key, code = opened.saved.key, write_codes.new()
    try:
        return code, _writable(Store(), key, owner=True).add_code(key, write_codes.digest(key, code)), ""
    except StoreError as error:
        return "", None, words_of(error)


def let_in(key: str, code: str) -> str:
    """Let this browser play a game, by a code that its owner handed out. Returns what went wrong, if anything."""
    try:
        Store().use_code(key, write_codes.digest(key, code), browser())
    except StoreError as error:
        return words_of(error)
    return ""


def delete(key: str) -> str:
    """Take a game off every list; for 30 days it can be restored. Returns what went wrong, if anything."""
    try:
        _writable(Store(), key, owner=True).delete(key)
    except StoreError as error:
        return words_of(error)
    return ""


def restore(key: str) -> str:
    """Bring a deleted game back. Returns what went wrong, if anything."""
    try:
        _writable(Store(), key, owner=True, deleted=True).restore(key)
    except StoreError as error:
        return words_of(error)
    return ""


def restorable(key: str) -> bool:
    """Whether a game is deleted, and this browser may bring it back."""
    store = Store()
    try:
        try:
            store.right(key, browser())
        except DeletedGame:
            return store.right(key, browser(), deleted=True) == OWNER
    except StoreError:
        pass
    return False


def brief(game: Game) -> tuple[str, tuple[str, ...]]:
    """What the seat of a game was told, and its goals; for a watcher, which world of which dice, if it was chosen."""
    if game.seat is None:
        return _which(game), ()
    role = getattr(game.scenario.roles, game.seat)
    return role.brief, tuple(role.goals)


def _which(game: Game) -> str:
    stance = stance_of(game.fixed)
    if not stance and not game.world:
        return ""
    if not stance:
        return say("You are watching world {world} of seed {seed}.", world=game.world, seed=game.seed)
    return say(
        "You are watching world {world} of seed {seed}, in which Japan's stance is held at “{stance}”.",
        world=game.world,
        seed=game.seed,
        stance=STANCE_NAMES[stance],
    )


def stance_of(fixed: Mapping[str, str]) -> str:
    """The Japanese stance that fixed orders amount to, if they do."""
    return next((stance for stance, orders in STANCES.items() if orders.items() <= fixed.items()), "")


def questions(game: Game) -> tuple[str, ...]:
    """The scenario's questions for the debrief."""
    return tuple(game.scenario.debrief)


def describe(store: Store, key: str, now: Situation, played: int) -> None:
    """Keep in words where the game stands, for the lobby; the game itself does not need it.

    Turns are counted over all stages: those played, and those that this stage may still have.
    """
    over = now.stage == "over"
    turns = played if over else played - now.turn + now.turns
    if over and now.outcome:
        status = say(now.outcome.label)
    elif now.stage == "war":
        status = say("{date}, war turn {turn}", date=now.date, turn=now.turn + 1)
    elif now.stage == "blockade":
        status = say("week {week} of the blockade", week=now.turn + 1)
    else:
        status = say("{date}, turn {turn} of {turns}", date=now.date, turn=now.turn + 1, turns=now.turns)
    try:
        _writable(store, key).describe(key, packed(status), turns, over)
    except StoreError:
        log.warning("game %s could not be described in the list", key)
