"""The bar at the top: when it is, how far the game has come, whose seat it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.markdown import block, inline
from wargame.ui.marks import SIDE_NAMES, side_glyph, text

if TYPE_CHECKING:
    from wargame.situation import Situation

STAGES = {"crisis": "Crisis", "blockade": "Blockade", "war": "War", "over": "Over"}
TICK, TICKS_WIDE = 13.0, 190.0  # pixels from one tick to the next, and all of them at most
SWITCH = "<button type='button' class='link' data-here='theme'>Light or dark</button>"
REPLAY = "<p><button type='button' class='link' data-act='replay'>Replay from the start</button></p>"

READING = (
    "<a href='/?page=evidence'>Evidence</a><a href='/?page=parameters'><span class='wide'>How the model works</span>"
    "<span class='narrow'>Numbers</span></a>"
)


def topbar(words: str = "") -> str:
    """The bar of a page outside a game."""
    middle = f"<span class='wide'>{text(words)}</span>" if words else ""
    alone = "" if words else " alone"
    return (
        f"<header class='bar'><a class='brand{alone}' href='/'>Linchpin</a>{middle}<span class='gap'></span>"
        f"<span class='end'>{READING}{SWITCH}</span></header>"
    )


def turn_bar(
    situation: Situation,
    seat: str | None,
    title: str,
    brief: str = "",
    goals: Sequence[str] = (),
    scenario: str = "",
    where: str = "",
) -> str:
    """The bar of a turn: date, turn of how many, stage and seat; the seat's brief can be read again.

    `where` stands in place of date, turn and stage, on pages that are no turn to play.
    """
    replay = "" if where else REPLAY
    name = "War turn" if situation.stage == "war" else "Turn"
    number = min(situation.turn + 1, situation.turns)
    at_most = " at most" if situation.stage == "war" else ""
    if where:
        where = f"<b>{where}</b>"
    elif situation.stage == "blockade":
        where = (
            f"<span><b data-date='{text(situation.date)}'>Week {number}</b> of {situation.turns}"
            f"<span class='wide'> at most{ticks(situation.turn, situation.turns)}</span></span>"
            f"<span class='roomy'>{text(situation.period)}</span><span class='roomy'>{STAGES[situation.stage]}</span>"
        )
    else:
        where = (
            f"<span><b data-date='{text(situation.date)}'>{text(situation.date)}</b> "
            f"<span class='roomy'>{text(situation.period)}</span></span>"
            f"<span><span class='wide'>{name} {number} of "
            f"{situation.turns}{at_most}{ticks(situation.turn, situation.turns)}"
            f"</span><span class='narrow'>{name.lower()} {number} of {situation.turns}</span></span>"
            f"<span class='roomy'>{STAGES[situation.stage]}</span>"
        )
    who = SIDE_NAMES.get(seat or "", "Watching")
    return (
        f"<header class='bar' data-stage='{situation.stage}' data-turn='{situation.turn}'>"
        f"<a class='brand' href='/' data-act='home'>Linchpin</a>"
        f"<span class='seat narrow'>{side_glyph(seat)} {who}</span>{where}"
        f"<span class='seat wide'>{side_glyph(seat)} {who}</span><span class='gap'></span>"
        f"<span class='end'><span class='roomy'>Saved</span>{_menu(title, brief, goals, scenario, replay)}"
        f"<span class='wide'>{SWITCH}</span></span></header>"
    )


def _menu(title: str, brief: str, goals: Sequence[str], scenario: str, replay: str = "") -> str:
    """What opens from the bar: the brief, and what lies behind it; on a phone also the switch and the other games."""
    aims = "".join(f"<li>{inline(goal)}</li>" for goal in goals)
    told = (
        f"<div class='small prose'>{block(brief)}</div><ol class='goals'>{aims}</ol>"
        if brief
        else "<p>You are watching.</p>"
    )
    return (
        "<details class='menu'><summary><span class='wide'>Brief</span><span class='narrow'>Menu</span></summary>"
        f"<div class='pop'><h3>{text(title)}</h3>{told}"
        f"<p class='behind'><a href='/?page=parameters&amp;scenario={text(scenario)}' target='_blank'>Every number of "
        "this game</a><a href='/?page=evidence' target='_blank'>The evidence</a></p>"
        f"{replay}<p class='narrow'>{SWITCH}</p>"
        "<p class='narrow'><a href='/' data-act='home'>All games</a></p></div></details>"
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
