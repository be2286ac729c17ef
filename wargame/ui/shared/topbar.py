"""The bar at the top: when it is, how far the game has come, whose seat it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.marks import side_glyph
from wargame.engine.sides import SIDE_NAMES
from wargame.text.html import Template
from wargame.text.language import LANGUAGES, language, tr
from wargame.text.phrase import say
from wargame.ui.shared.prose import line, paragraphs

if TYPE_CHECKING:
    from wargame.game.situation import Situation

STAGES = {"crisis": say("Crisis"), "blockade": say("Blockade"), "war": say("War"), "over": say("Over")}
WATCHING = say("Watching")
TICK, TICKS_WIDE = 13.0, 190.0  # pixels from one tick to the next, and all of them at most


def _about() -> str:
    """The words that the browser may have to say by itself, as JSON (assets/custom.js)."""
    words = {
        "lost": tr("The connection is lost"),
        "reload": tr("Reload"),
        "again": tr("Start the server again if it was stopped; this page then comes back by itself."),
        "saved": tr("Your games are saved."),
        "savedGame": tr("Your game is saved."),
        "savedTo": {
            "crisis": tr("Your game is saved to turn {turn}.", turn="{turn}"),
            "blockade": tr("Your game is saved to week {turn}.", turn="{turn}"),
            "war": tr("Your game is saved to war turn {turn}.", turn="{turn}"),
        },
        "kept": tr("What you clicked is kept on this page and sent again."),
        "silent": tr("The server has not answered your last click."),
        "once": tr("Your click is kept. You can try again: nothing is played twice."),
        "tryAgain": tr("Try again"),
        "elsewhere": tr("This game has moved on in another tab."),
        "catchUp": tr("Show where it stands"),
        "copied": tr("Copied."),
        "copyYourself": tr("Selected. Copy it with Ctrl+C."),
    }
    return json.dumps(words, ensure_ascii=False)


def topbar(words: str = "", root: str = "./") -> Markup:
    """The bar of a page outside a game; `root` is the address of the lobby, from there."""
    return _DRAWN.bar(words, root, _about())


def turn_bar(
    situation: Situation,
    seat: str | None,
    title: str,
    brief: str = "",
    goals: Sequence[str] = (),
    scenario: str = "",
    where: str = "",
    more: Markup | None = None,
    shown: bool = False,
    mine: bool = True,
) -> Markup:
    """The bar of a turn: date, turn of how many, stage and seat; the seat's brief can be read again.

    Args:
        situation: of the turn.
        seat: whose turn it is.
        title: of the game.
        brief: of the seat.
        goals: of the seat.
        scenario: its name.
        where: words, or HTML, in place of date, turn and stage, on pages that are no turn to play: these say the title.
        more: HTML of what else stands in the menu.
        shown: whether the menu is open.
        mine: whether this browser may play the game.
    """
    number = min(situation.turn + 1, situation.turns)
    draw = _DRAWN.week if situation.stage == "blockade" else _DRAWN.turn
    place = _DRAWN.no_turn(where) if where else draw(situation, number, tr(STAGES[situation.stage]))
    who = tr(SIDE_NAMES.get(seat or "", WATCHING))
    menu = _DRAWN.menu(title, brief, goals, scenario, not where, more, shown)
    return _DRAWN.turn_bar(situation, seat, who, _about(), place, title if where else "", mine, menu)


@lru_cache(256)  # a page draws it for each game of a list
def ticks(done: int, turns: int) -> Markup:
    """Turns as ticks: done filled, now outlined, later faint."""
    return _DRAWN.tick_marks(done, turns, min(TICK, TICKS_WIDE / max(turns, 1)))


_DRAWN = Template(
    "ui/shared/topbar.html",
    language=language,
    languages=LANGUAGES,
    line=line,
    paragraphs=paragraphs,
    side_glyph=side_glyph,
    ticks=ticks,
)
