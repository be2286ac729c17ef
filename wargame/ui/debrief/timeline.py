"""What happened: the whole game turn by turn, where it turned, and what it left behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.charts.cascade import cascade
from wargame.charts.marks import glyph, side_glyph, side_shape
from wargame.engine.sides import SIDE_NAMES
from wargame.game.transcript import HEADLINES
from wargame.text.html import counted, number, text
from wargame.text.language import tr
from wargame.text.markdown import inline
from wargame.text.phrase import say
from wargame.ui.debrief.course import STAGE_NAMES, Aftermath, Choice, Swing, Told

if TYPE_CHECKING:
    from wargame.engine.explain import Event

NONE = say("No single turn decided it.")
HIGH = 10  # pixels of a bar
SHORTEST = 0.05  # years; a rebuilding below is none


def timeline(turns: Sequence[Told] | None, seat: str | None, swings: Sequence[Swing] | None) -> str:
    """Every turn: its date, what was decided, what weighed most; hinges are marked once they are known."""
    who = tr("You decided") if seat else ""
    head = f"<h2>{tr('Turn by turn')}</h2>"
    if turns is None:
        return f"<section>{head}<p class='quiet' role='status'>{tr('Reading the game.')}</p></section>"
    rows, stage = "", ""
    for turn in turns:
        if turn.stage != stage:
            stage = turn.stage
            rows += f"<li class='stage'><h3>{tr(STAGE_NAMES[stage])}</h3></li>"
        hinge = next((i for i, swing in enumerate(swings or (), 1) if swing.turn == turn.number), 0)
        rows += _turn(turn, hinge, bool(seat))
    columns = f"<span>{tr('When')}</span>{f'<span>{who}</span>' if who else ''}<span>{tr('What weighed most')}</span>"
    return (
        f"<section>{head}<p class='label columns' aria-hidden='true'>{columns}</p>"
        f"<ol class='timeline{'' if seat else ' watched'}'>{rows}</ol></section>"
    )


def _turn(turn: Told, hinge: int, seated: bool) -> str:
    mark = f"<span class='tag'>{tr('Hinge {hinge}', hinge=hinge)}</span>" if hinge else ""
    decided = f"<div class='decided'>{''.join(_choice(choice) for choice in turn.choices)}</div>" if seated else ""
    event = f"<span class='quiet'>{tr('Nothing of weight.')}</span>"
    if turn.event is not None:
        event = f"{side_glyph(turn.event.side, 12)} <span>{_sentence(turn.event)}</span>"
    return (
        f"<li class='told{' hinge' if hinge else ''}' data-turn-told='{turn.number}'>"
        f"<div class='when'><b>{text(turn.date)}</b>{mark}</div>{decided}<p class='weighed'>{event}</p></li>"
    )


def _sentence(event: Event) -> str:
    return inline(tr(event.sentence)) if event.phase == HEADLINES else text(event.sentence)


def _choice(choice: Choice) -> str:
    advised = (
        f" <span class='faint'>{tr('(staff: {advised})', advised=text(choice.advised))}</span>"
        if choice.advised
        else ""
    )
    return f"<p><span class='faint'>{text(choice.order)}{tr(': ').rstrip()}</span> {text(choice.chosen)}{advised}</p>"


def hinges(
    swings: Sequence[Swing] | None, turns: Sequence[Told] | None, done: int, total: int, failed: bool = False
) -> str:
    """The turns on which the game hinged, each as a count before and after; or how far the search has come."""
    head = f"<h2>{tr('Where it turned')}</h2>"
    if failed:
        return (
            f"<section>{head}<p class='notice' role='alert'>"
            + tr("This could not be computed. The game itself is saved; reload the page to try again.")
            + "</p></section>"
        )
    if swings is None:
        return (
            f"<section>{head}<p class='quiet'>"
            + tr("Playing 100 forks from before each turn: {done} of {total}.", done=done, total=total)
            + f"</p><progress max='{total}' value='{done}' aria-label='{tr('Turns forked')}'>"
            f"{tr('{done} of {total}', done=done, total=total)}</progress></section>"
        )
    dates = {turn.number: turn.date for turn in turns or ()}
    body = "".join(
        (
            f"<li><p><span class='tag'>{tr('Hinge {i}', i=i)}</span> <b>"
            f"{text(dates.get(swing.turn, tr('Turn {turn}', turn=swing.turn + 1)))}</b></p>{_swing(swing)}"
            "<p class='small'>"
            f"{text(swing.sentence)}</p></li>"
        )
        for i, swing in enumerate(swings, 1)
    )
    body = f"<ol class='hinges'>{body}</ol>" if swings else f"<p class='lede'>{tr(NONE)}</p>"
    return (
        f"<section data-hinges='{len(swings)}'>{head}{body}<p class='label'>"
        + tr(
            "A fork goes on from a turn with your orders and other dice. A hinge moves at least 20 of "
            "100 to another end."
        )
        + "</p></section>"
    )


def _swing(swing: Swing) -> str:
    """A hollow dot before the turn, a filled one after it, on an axis of all forks."""
    left, right, y, wide = 6, 318, 12, 324

    def at(count: int) -> float:
        return left + (right - left) * count / swing.forks

    before, after = at(swing.before), at(swing.after)
    ends = "".join(
        f"<text class='faint' x='{at(count):.0f}' y='34' text-anchor='{anchor}'>{count}</text>"
        for count, anchor in ((0, "start"), (swing.forks // 2, "middle"), (swing.forks, "end"))
    )
    return (
        f"<svg class='swing' aria-hidden='true' width='{wide}' height='38' viewBox='0 0 {wide} 38'>"
        f"<path d='M{left} {y}H{right}' stroke='var(--line)' stroke-width='2'/>"
        f"<path d='M{before:.1f} {y}H{after:.1f}' stroke='var(--act)' stroke-width='2.5'/>"
        f"<circle cx='{before:.1f}' cy='{y}' r='5' fill='var(--paper)' stroke='var(--act)' stroke-width='2'/>"
        f"<circle cx='{after:.1f}' cy='{y}' r='5.5' fill='var(--act)'/>{ends}</svg>"
    )


def aftermath(left: Aftermath) -> str:
    """Output lost and years to rebuild by side, and who turned to Beijing."""
    if all(round(100 * cost.output) == 0 and cost.years < SHORTEST for cost in left.costs):
        spared = tr("Nothing was destroyed, and nobody lost as much as 1% of a year’s output.")
        return (
            f"<section class='aftermath'><h2>{tr('Aftermath')}</h2><p class='small'>{spared}</p>"
            f"{_turned(left)}</section>"
        )
    most = max([cost.output for cost in left.costs] + [0.1])
    longest = max([cost.years for cost in left.costs] + [2.0])
    rows = "".join(
        (
            f"<tr><th scope='row'>{side_glyph(cost.side)} {tr(SIDE_NAMES[cost.side])}</th><td>"
            f"{_bar(cost.output / most)}<span>{number(100 * cost.output)}%</span></td><td>"
            f"{_bar(cost.years / longest)}<span>{_years(cost.years)}</span></td></tr>"
        )
        for cost in left.costs
    )
    return (
        f"<section class='aftermath'><h2>{tr('Aftermath')}</h2><table><thead><tr><th scope='col'>"
        f"<span class='hidden'>{tr('Side')}</span></th><th scope='col'>"
        f"{tr('Output lost, share of a year’s')}</th><th scope='col'>"
        f"{tr('To rebuild aircraft and ships')}</th></tr></thead><tbody>{rows}</tbody></table>"
        f"{_turned(left)}</section>"
    )


def _years(years: float) -> str:
    if years < SHORTEST:
        return tr("none")
    return tr("{years} years", years=number(years, 1)) if years >= 0.95 else counted(max(round(12 * years), 1), "month")


def _bar(share: float) -> str:
    wide = 60 * share
    return (
        f"<svg class='glyph' aria-hidden='true' width='62' height='{HIGH}' viewBox='0 0 62 {HIGH}'>"
        f"<rect x='0' y='1' width='{max(wide, 0.5):.1f}' height='8' rx='1' fill='var(--line2)'/></svg>"
    )


def _turned(left: Aftermath) -> str:
    if not left.waves:
        everyone = tr("All {stayed} stayed where they were.", stayed=len(left.stayed)) if left.stayed else ""
        return f"<p class='small'><b>{tr('No state turned to Beijing.')}</b> {everyone}</p>"
    count = sum(len(wave) for wave in left.waves)
    waves = "".join(
        (
            f"<li><span class='label'>{tr('First') if i == 0 else tr('Then')}</span>"
            f"{''.join((f'<span class=state>{_diamond(i + 1)} {text(name)}</span>' for name in wave))}</li>"
        )
        for i, wave in enumerate(left.waves)
    )
    stayed = "".join(f"<span class='state'>{_ring()} {text(name)}</span>" for name in left.stayed)
    rest = f"<li><span class='label'>{tr('Stayed')}</span>{stayed}</li>" if stayed else ""
    states = counted(count, "state")
    head = tr("{states} turned to Beijing.", states=states)
    note = f"<p class='label'>{tr('Lines: who follows whom; in colour, who was followed over.')}</p>"
    picture = f"{cascade(left.wave_of, left.ties)}{note}" if left.ties else ""
    return f"<p class='small'><b>{head}</b></p>{picture}<ul class='waves'>{waves}{rest}</ul>"


def _diamond(wave: int) -> str:
    style = "fill:var(--paper);font-weight:600;font-size:12px"
    words = f"<text x='9' y='13' text-anchor='middle' style='{style}'>{wave}</text>"
    return glyph(side_shape("china", 9, 9, 9) + words, 18)


def _ring() -> str:
    return glyph("<circle cx='9' cy='9' r='5' fill='none' stroke='var(--ink3)' stroke-width='1.5'/>", 18)
