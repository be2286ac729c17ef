"""What happened: the whole game turn by turn, where it turned, and what it left behind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.cascade import cascade
from wargame.charts.marks import glyph, side_glyph, side_shape
from wargame.engine.sides import SIDE_NAMES
from wargame.game.transcript import HEADLINES
from wargame.text.html import Template, counted, number, text
from wargame.text.language import tr
from wargame.text.markdown import inline
from wargame.text.phrase import say
from wargame.ui.debrief import frame
from wargame.ui.debrief.course import STAGE_NAMES, Aftermath, Swing, Told

if TYPE_CHECKING:
    from wargame.engine.explain import Event

NONE = say("No single turn decided it.")
HIGH = 10  # pixels of a bar
SHORTEST = 0.05  # years; a rebuilding below is none


def timeline(turns: Sequence[Told] | None, seat: str | None, swings: Sequence[Swing] | None) -> Markup:
    """Every turn: its date, what was decided, what weighed most; hinges are marked once they are known."""
    if turns is None:
        return _DRAWN.reading()
    stages = [(STAGE_NAMES[stage], list(part)) for stage, part in groupby(turns, key=lambda turn: turn.stage)]
    hinge_of: dict[int, int] = {}
    for i, swing in enumerate(swings or (), 1):
        hinge_of.setdefault(swing.turn, i)
    return _DRAWN.timeline(stages, hinge_of, bool(seat))


def _sentence(event: Event) -> Markup:
    return Markup(inline(tr(event.sentence))) if event.phase == HEADLINES else text(event.sentence)


def hinges(
    swings: Sequence[Swing] | None, turns: Sequence[Told] | None, done: int, total: int, failed: bool = False
) -> Markup:
    """The turns on which the game hinged, each as a count before and after; or how far the search has come."""
    if failed:
        return frame.failed(tr("Where it turned"))
    if swings is None:
        return _DRAWN.searching(done, total)
    dates = {swing.turn: tr("Turn {turn}", turn=swing.turn + 1) for swing in swings}
    dates |= {turn.number: turn.date for turn in turns or ()}
    says = tr(
        "A fork goes on from a turn with your orders and other dice. A hinge moves at least 20 of 100 to another end."
    )
    return _DRAWN.hinges(swings, dates, NONE, says)


def _swing(swing: Swing) -> Markup:
    """A hollow dot before the turn, a filled one after it, on an axis of all forks."""
    left, right, y, wide = 6, 318, 12, 324

    def at(count: int) -> float:
        return left + (right - left) * count / swing.forks

    before, after = at(swing.before), at(swing.after)
    ends = "".join(
        f"<text class='faint' x='{at(count):.0f}' y='34' text-anchor='{anchor}'>{count}</text>"
        for count, anchor in ((0, "start"), (swing.forks // 2, "middle"), (swing.forks, "end"))
    )
    return Markup(
        f"<svg class='swing' aria-hidden='true' width='{wide}' height='38' viewBox='0 0 {wide} 38'>"
        f"<path d='M{left} {y}H{right}' stroke='var(--line)' stroke-width='2'/>"
        f"<path d='M{before:.1f} {y}H{after:.1f}' stroke='var(--act)' stroke-width='2.5'/>"
        f"<circle cx='{before:.1f}' cy='{y}' r='5' fill='var(--paper)' stroke='var(--act)' stroke-width='2'/>"
        f"<circle cx='{after:.1f}' cy='{y}' r='5.5' fill='var(--act)'/>{ends}</svg>"
    )


def aftermath(left: Aftermath) -> Markup:
    """Output lost and years to rebuild by side, and who turned to Beijing."""
    if all(round(100 * cost.output) == 0 and cost.years < SHORTEST for cost in left.costs):
        spared = tr("Nothing was destroyed, and nobody lost as much as 1% of a year’s output.")
        return _DRAWN.spared(spared, _turned(left))
    most = max([cost.output for cost in left.costs] + [0.1])
    longest = max([cost.years for cost in left.costs] + [2.0])
    rows = [
        (
            cost.side,
            SIDE_NAMES[cost.side],
            _bar(cost.output / most),
            number(100 * cost.output),
            _bar(cost.years / longest),
            _years(cost.years),
        )
        for cost in left.costs
    ]
    return _DRAWN.aftermath(rows, _turned(left))


def _years(years: float) -> str:
    if years < SHORTEST:
        return tr("none")
    return tr("{years} years", years=number(years, 1)) if years >= 0.95 else counted(max(round(12 * years), 1), "month")


def _bar(share: float) -> Markup:
    wide = 60 * share
    return Markup(
        f"<svg class='glyph' aria-hidden='true' width='62' height='{HIGH}' viewBox='0 0 62 {HIGH}'>"
        f"<rect x='0' y='1' width='{max(wide, 0.5):.1f}' height='8' rx='1' fill='var(--line2)'/></svg>"
    )


def _turned(left: Aftermath) -> Markup:
    if not left.waves:
        return _DRAWN.nobody_turned(len(left.stayed))
    states = counted(sum(len(wave) for wave in left.waves), "state")
    return _DRAWN.turned(states, Markup(cascade(left.wave_of, left.ties)) if left.ties else Markup(), left)


def _diamond(wave: int) -> Markup:
    style = "fill:var(--paper);font-weight:600;font-size:12px"
    words = f"<text x='9' y='13' text-anchor='middle' style='{style}'>{wave}</text>"
    return glyph(side_shape("china", 9, 9, 9) + words, 18)


def _ring() -> Markup:
    return glyph("<circle cx='9' cy='9' r='5' fill='none' stroke='var(--ink3)' stroke-width='1.5'/>", 18)


_DRAWN = Template(
    "ui/debrief/timeline.html", diamond=_diamond, picture=_swing, ring=_ring, sentence=_sentence, side_glyph=side_glyph
)
