"""The lobby: choose a crisis, choose a seat, begin; or go on with a saved game."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from wargame.charts import theatre_map
from wargame.charts.marks import side_glyph, side_shape
from wargame.charts.projection import FLAGSHIP, THUMBNAILS, Frame
from wargame.engine.sides import SIDE_NAMES
from wargame.text.html import Template, rich
from wargame.text.markdown import plain
from wargame.text.phrase import say
from wargame.ui.shared.prose import line, paragraphs
from wargame.ui.shared.topbar import ticks

SEATS = {
    "japan": say("Decide who may fly from your soil, and what it is worth."),
    "us": say("Tariffs, commitments, and whether to fight."),
    "taiwan": say("Hold long enough for help to matter."),
    "china": say("Press, blockade, invade, or wait."),
    "watch": say("The model plays all four. You see what each did, and why."),
}
THE = {**SIDE_NAMES, "us": say("the United States")}
WATCH = say("Watch")
DIFFICULTY = {"easy": 1, "medium": 2, "hard": 3}
HARD = {"easy": say("easy"), "medium": say("medium"), "hard": say("hard")}


@dataclass(frozen=True)
class Quick:
    """A quick question on the rules."""

    ask: str
    answers: tuple[str, ...]
    right: int  # from 1
    because: str


@dataclass(frozen=True)
class Brief:
    """What a seat is told: a few lines, and goals that pull apart."""

    words: str
    goals: tuple[str, ...]
    more: str = ""  # the long brief
    quiz: tuple[Quick, ...] = ()


@dataclass(frozen=True)
class Card:
    """A scenario as the lobby shows it."""

    name: str
    title: str
    summary: str
    minutes: int
    difficulty: str
    turns: int  # of the crisis
    briefs: Mapping[str, Brief]
    places: tuple[tuple[float, float], ...] = ()
    weeks: int = 0  # of a blockade with which it begins, at most


@dataclass(frozen=True)
class SavedRow:
    """A saved game in the list."""

    key: str
    title: str
    seat: str | None
    status: str
    turn: int
    turns: int
    when: str
    over: bool
    trouble: str = ""  # why it cannot be opened; empty if it can
    row: int = 0  # by which what is kept of it is found


def scenarios(cards: Sequence[Card], chosen: str, saved: Sequence[SavedRow], count: int = 0) -> Markup:
    """The left side: the flagship large, the others small, and the latest of the saved games, of how many."""
    if not cards:
        return _DRAWN.nothing()
    small = [(card, THUMBNAILS[i % len(THUMBNAILS)]) for i, card in enumerate(cards[1:])]
    latest = next((row for row in saved if not row.over and not row.trouble), None)
    lede = rich(
        "You decide for one government. Afterwards you see the same dice under another Japanese "
        "stance. Or play nothing: <a href='./?page=compare' data-act='compare'>Compare stances over "
        "many games</a>."
    )
    return _DRAWN.scenarios(lede, cards[0], small, chosen, latest, saved, count)


def seats(
    cards: Sequence[Card], chosen: str, seat: str, seed: int | None = None, error: str = "", attempt: int = 0
) -> Markup:
    """The right side: seats, the brief of each, and Begin; it says so where the address sets the dice."""
    card = next((c for c in cards if c.name == chosen), None)
    return _DRAWN.seats(card, seat, seed, error, attempt)


def _ground(frame: Frame) -> Markup:
    return Markup(theatre_map.ground(frame, "slice"))


def _marks(card: Card, frame: Frame) -> Markup:
    """US bases in Japan and Guam as squares, and Taiwan."""
    shapes = []
    for latitude, longitude in card.places:
        x, y = frame.at(latitude, longitude)
        if frame.holds(x, y):
            shapes.append(side_shape("us", round(x, 1), round(y, 1), 5))
    shapes.append(side_shape("taiwan", round(frame.taipei_x, 1), round(frame.taipei_y + 6, 1), 5.5))
    return _DRAWN.marked(frame, Markup("".join(shapes)))


_DRAWN = Template(
    "ui/lobby/cards.html",
    all_seats=SEATS,
    difficulty=DIFFICULTY,
    flagship=FLAGSHIP,
    ground=_ground,
    hard=HARD,
    line=line,
    marks=_marks,
    paragraphs=paragraphs,
    plain=plain,
    side_glyph=side_glyph,
    side_names=SIDE_NAMES,
    the=THE,
    ticks=ticks,
    watch=WATCH,
)
