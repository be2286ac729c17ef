"""The bar at the top: when it is, how far the game has come, whose seat it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from wargame.charts.marks import side_glyph
from wargame.engine.sides import SIDE_NAMES
from wargame.text.html import attribute, text
from wargame.text.language import LANGUAGES, language, tr
from wargame.text.markdown import block, inline
from wargame.text.phrase import say

if TYPE_CHECKING:
    from wargame.game.situation import Situation

STAGES = {"crisis": say("Crisis"), "blockade": say("Blockade"), "war": say("War"), "over": say("Over")}
WATCHING = say("Watching")
TURN, WAR_TURN_AT_MOST = say("Turn {turn} of {turns}"), say("War turn {turn} of {turns} at most")
TURN_SHORT, WAR_TURN_SHORT = say("turn {turn} of {turns}"), say("war turn {turn} of {turns}")
TICK, TICKS_WIDE = 13.0, 190.0  # pixels from one tick to the next, and all of them at most


def _switch(short: bool = False) -> str:
    words = tr("Light or dark")
    if short:
        words = f"<span class='wide'>{words}</span><span class='narrow'>{tr('Theme')}</span>"
    return f"<button type='button' class='link' data-here='theme'>{words}</button>"


def _replay() -> str:
    return f"<p><button type='button' class='link' data-act='replay'>{tr('Replay from the start')}</button></p>"


def _reading(root: str) -> str:
    return (
        f"<a href='{root}?page=evidence'>{tr('Evidence')}</a><a href='{root}?page=parameters'><span class='wide'>"
        f"{tr('How the model works')}</span><span class='narrow'>{tr('Numbers')}</span></a>"
    )


def _spoken() -> str:
    """The language of the page, and the words that the browser may have to say by itself (assets/custom.js)."""
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
    return f" data-language='{language()}' data-words='{escape(json.dumps(words, ensure_ascii=False))}'"


def _languages() -> str:
    """The choice of a language, each by its own name."""
    options = "".join(
        f"<option value='{name}' lang='{name}'{' selected' if name == language() else ''}>{words}</option>"
        for name, words in LANGUAGES.items()
    )
    return (
        f"<span class='language'><select class='languages' data-here='language' aria-label='{tr('Language')}'>{options}"
        "</select></span>"
    )


def topbar(words: str = "", root: str = "./") -> str:
    """The bar of a page outside a game; `root` is the address of the lobby, from there."""
    home = attribute(root)
    middle = f"<span class='wide'>{text(words)}</span>" if words else ""
    alone = "" if words else " alone"
    return (
        f"<header class='bar'{_spoken()}><a class='brand{alone}' href='{home}'>Linchpin</a>{middle}"
        f"<span class='gap'></span><span class='end'>{_reading(home)}{_switch(short=True)}{_languages()}</span>"
        "</header>"
    )


def turn_bar(
    situation: Situation,
    seat: str | None,
    title: str,
    brief: str = "",
    goals: Sequence[str] = (),
    scenario: str = "",
    where: str = "",
    more: str = "",
    shown: bool = False,
    mine: bool = True,
) -> str:
    """The bar of a turn: date, turn of how many, stage and seat; the seat's brief can be read again.

    Args:
        situation: of the turn.
        seat: whose turn it is.
        title: of the game.
        brief: of the seat.
        goals: of the seat.
        scenario: its name.
        where: in place of date, turn and stage, on pages that are no turn to play; these say the game's title.
        more: what else stands in the menu.
        shown: whether the menu is open.
        mine: whether this browser may play the game.
    """
    replay = "" if where else _replay()
    named = f"<span class='game-title'>{text(title)}</span>" if where else ""
    war = situation.stage == "war"
    number = min(situation.turn + 1, situation.turns)
    if where:
        where = f"<b>{where}</b>"
    elif situation.stage == "blockade":
        where = (
            f"<span><b data-date='{text(situation.date)}'>"
            f"{tr('Week {week}', week=number)}</b> {tr('of {turns}', turns=situation.turns)}<span class='wide'> "
            f"{tr('at most')}{ticks(situation.turn, situation.turns)}</span></span><span class='roomy'>"
            f"{text(situation.period)}</span><span class='roomy'>{tr(STAGES[situation.stage])}</span>"
        )
    else:
        where = (
            f"<span><b data-date='{text(situation.date)}'>{text(situation.date)}</b> <span class='roomy'>"
            f"{text(situation.period)}</span></span><span><span class='wide'>"
            + tr(WAR_TURN_AT_MOST if war else TURN, turn=number, turns=situation.turns)
            + f"{ticks(situation.turn, situation.turns)}</span><span class='narrow'>"
            + tr(WAR_TURN_SHORT if war else TURN_SHORT, turn=number, turns=situation.turns)
            + f"</span></span><span class='roomy'>{tr(STAGES[situation.stage])}</span>"
        )
    who = tr(SIDE_NAMES.get(seat or "", WATCHING))
    return (
        f"<header class='bar'{_spoken()} data-stage='{situation.stage}' data-turn='{situation.turn}'>"
        f"<a class='brand' href='./' data-act='home'>Linchpin</a><span class='seat narrow'>"
        f"{side_glyph(seat)} {who}</span>{where}<span class='seat wide'>{side_glyph(seat)} {who}</span>"
        f"<span class='gap'></span><span class='end'>{named}<span class='roomy'>"
        f"{tr('Saved') if mine else tr('Read only')}</span>"
        f"{_menu(title, brief, goals, scenario, replay + more, shown)}<span class='wide'>{_switch()}</span>"
        f"<span class='wide'>{_languages()}</span></span></header>"
    )


def _menu(title: str, brief: str, goals: Sequence[str], scenario: str, more: str = "", shown: bool = False) -> str:
    """What opens from the bar: the brief, and what lies behind it; on a phone also the switch and the other games."""
    aims = "".join(f"<li>{inline(tr(goal))}</li>" for goal in goals)
    told = (
        f"<div class='small prose'>{block(tr(brief))}</div><ol class='goals'>{aims}</ol>"
        if brief
        else f"<p>{tr('You are watching.')}</p>"
    )
    return (
        f"<details class='menu'{' open' if shown else ''}><summary><span class='wide'>{tr('Brief')}</span>"
        f"<span class='narrow'>{tr('Menu')}</span></summary><div class='pop'><h3>{text(title)}</h3>{told}"
        f"<p class='behind'><a href='./?page=parameters&amp;scenario={attribute(scenario)}' target='_blank'>"
        f"{tr('Every number of this game')}</a><a href='./?page=evidence' target='_blank'>{tr('The evidence')}"
        f"</a></p>{more}<p class='behind narrow'><a href='./' data-act='home'>{tr('All games')}</a>{_switch()}"
        f"{_languages()}</p></div></details>"
    )


def ticks(done: int, turns: int) -> str:
    """Turns as ticks: done filled, now outlined, later faint."""
    step = min(TICK, TICKS_WIDE / max(turns, 1))
    parts = []
    for i in range(turns):
        paint = (
            "fill='var(--act)' stroke='var(--act)'"
            if i < done
            else f"fill='none' stroke='var({'--act' if i == done else '--line2'})'"
        )
        parts.append(
            f"<rect x='{i * step + 0.75:.1f}' y='.75' width='{0.73 * step:.1f}' height='5' rx='1' {paint} "
            "stroke-width='1.3'/>"
        )
    return (
        f"<svg class='glyph ticks' aria-hidden='true' width='{turns * step:.0f}' height='7' "
        f"viewBox='0 0 {turns * step:.0f} 7'>"
        f"{''.join(parts)}</svg>"
    )
