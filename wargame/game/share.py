"""Share codes: a whole game in a line that fits into a chat, and a fingerprint that anyone can verify.

A game is scenario, seed and orders, so that is all a code holds, with a mark of what a game reads of the scenario.
Orders are numbers with as many values as an order has choices, packed into one large number.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wargame.engine.measures import measures, row
from wargame.engine.orders import SIDES, STAGES, STANCES, of
from wargame.game.play import Game, end_turn, present, situation
from wargame.scenario.schema.scenario import Scenario
from wargame.text.phrase import say

FORM = 1  # of the code; another form gets another number
LONGEST = 4_000  # letters of a code; those of the longest games have a fifth of that
DIGEST_BITS, SEED_BITS, WORLD_BITS, TURN_BITS = 32, 40, 24, 10
DIGITS = 6  # of a measure in a fingerprint: machines differ beyond


class BadCode(ValueError):
    """A text is no share code, or not one that this version reads; the message says what to do."""


@dataclass(frozen=True)
class Shared:
    """What a code says, before the game is played."""

    scenario: str  # its name
    digest: int  # of what a game reads of the scenario; in older codes, of every word
    seed: int
    world: int
    seat: str | None
    stance: str | None  # that was fixed for the whole game
    fingerprint: str | None
    orders: Callable[[Game, Callable[[], None]], Game]  # plays them on the game as it opens


def digest(scenario: Scenario) -> int:
    """A short number that changes when what a game reads of a scenario does."""
    return _short(scenario.played())


def older_digest(scenario: Scenario) -> int:
    """A short number that changes with every word of a scenario; codes of older versions have it."""
    return _short(scenario.said())


def _short(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[: DIGEST_BITS // 8], "big")


def fingerprint(game: Game) -> str:
    """What a finished game came to, in eight letters: the same on every machine, other for every other end."""
    world, _ = present(game)
    kept = {name: _rounded(value) for name, value in row(measures(world)).items()}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:8]


def encode(name: str, game: Game) -> str:
    """The code of a game.

    Args:
        name: of a shipped scenario, without a dot or a tilde.
        game: as far as it has been played; a finished one carries its fingerprint.
    """
    packed = _Packed()
    packed.put(_stance_index(game), len(STANCES) + 1)
    packed.put(0 if game.seat is None else 1 + SIDES.index(game.seat), len(SIDES) + 1)
    packed.put(game.world, 1 << WORLD_BITS)
    packed.put(game.seed, 1 << SEED_BITS)
    packed.put(digest(game.scenario), 1 << DIGEST_BITS)
    packed.put(len(game.orders), 1 << TURN_BITS)
    played = Game(game.scenario, game.seed, game.seat, (), game.world, game.fixed)
    for given in game.orders:
        for order in of(game.seat, situation(played).stage):
            chosen = given.get(order.key)
            packed.put(0 if chosen is None else 1 + order.index(chosen), len(order.choices) + 1)
        played = end_turn(played, given)
    over = situation(game).stage == "over"
    return "~".join([f"{name}", packed.text(), *([fingerprint(game)] if over else [])])


def decode(code: str) -> Shared:
    """Read a code. Raises BadCode."""
    if len(code) > LONGEST:
        raise BadCode(say("The code is longer than any code is. Copy the one line of the game, and nothing else."))
    parts = code.strip().split("~")
    if len(parts) not in (2, 3) or not parts[0]:
        raise BadCode(say("This is not a share code. One looks like reset_2027~AbC…~1a2b3c4d; copy the whole line."))
    packed = _Packed.read(parts[1])
    stance, seat = packed.take(len(STANCES) + 1), packed.take(len(SIDES) + 1)
    world, seed = packed.take(1 << WORLD_BITS), packed.take(1 << SEED_BITS)
    found, turns = packed.take(1 << DIGEST_BITS), packed.take(1 << TURN_BITS)

    def play(game: Game, watch: Callable[[], None]) -> Game:
        for _ in range(turns):
            watch()
            now = situation(game)
            if now.stage not in STAGES:
                raise BadCode(say("The code goes on after its game is over. Some of it was lost; copy the whole line."))
            given = {}
            for order in of(game.seat, now.stage):
                index = packed.take(len(order.choices) + 1)
                if index:
                    given[order.key] = order.names[index - 1]
            game = end_turn(game, given)
        return game

    return Shared(
        parts[0], found, seed, world, SIDES[seat - 1] if seat else None,
        list(STANCES)[stance - 1] if stance else None, parts[2] if len(parts) == 3 else None, play,
    )  # fmt: skip


def open_shared(shared: Shared, scenario: Scenario, watch: Callable[[], None] = lambda: None) -> Game:
    """The game of a code, as far as it was played.

    Args:
        shared: what the code says.
        scenario: the one it names.
        watch: called before each turn is played; what it raises ends the playing.

    Raises:
        BadCode: the scenario has changed since, or the code is damaged.
    """
    if shared.digest not in (digest(scenario), older_digest(scenario)):
        raise BadCode(
            say(
                "The scenario “{title}” has changed since this game was played, so its turns would come out "
                "otherwise. Open it with the version of the game in which it was played.",
                title=scenario.title,
            )
        )
    fixed: Mapping[str, str] = STANCES.get(shared.stance or "", {})
    return shared.orders(Game(scenario, shared.seed, shared.seat, (), shared.world, fixed), watch)


def _stance_index(game: Game) -> int:
    for index, orders in enumerate(STANCES.values(), 1):
        if game.fixed == orders:
            return index
    if game.fixed:
        raise ValueError("only a stance may be fixed in a game that is shared")
    return 0


def _rounded(value: object) -> object:
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else value


class _Packed:
    """Numbers below known limits as one large number, and that as text."""

    def __init__(self) -> None:
        self._digits: list[tuple[int, int]] = []
        self._left = 0

    def put(self, value: int, limit: int) -> None:
        if not 0 <= value < limit:
            raise ValueError(f"{value} does not fit below {limit}")
        self._digits.append((value, limit))

    def text(self) -> str:
        number = 1  # so that zeros at the top are kept
        for value, limit in reversed(self._digits):
            number = number * limit + value
        raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
        check = hashlib.sha256(raw).digest()[:2]
        return base64.urlsafe_b64encode(bytes([FORM]) + check + raw).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> _Packed:
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise BadCode(say("The code has letters that no code has. Copy the whole line again.")) from None
        if len(raw) < 4 or hashlib.sha256(raw[3:]).digest()[:2] != raw[1:3]:
            raise BadCode(say("Some of the code was lost or changed on the way. Copy the whole line again."))
        if raw[0] != FORM:
            raise BadCode(say("The code was made by another version of the game, and this one cannot read it."))
        packed = cls()
        packed._left = int.from_bytes(raw[3:], "big")
        return packed

    def take(self, limit: int) -> int:
        self._left, value = divmod(self._left, limit)
        if self._left == 0:
            raise BadCode(say("Some of the code was lost on the way. Copy the whole line again."))
        return value
