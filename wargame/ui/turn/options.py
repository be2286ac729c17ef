"""All answers to the question of a turn side by side: what each costs and is for, and how the game may go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.estimate import FATE_NAMES, fate_glyph, fates
from wargame.engine.outcome import FATES
from wargame.engine.sides import CAPITALS
from wargame.game.staff import WORLDS, likelihood, outlook
from wargame.text.html import Template, number
from wargame.text.language import tr
from wargame.ui.turn.decision import access_mark, main_decision, pick_id, tag

if TYPE_CHECKING:
    from wargame.game.play import OutcomeCounts, Situation


def options(now: Situation, seat: str, chosen: str, counts: Mapping[str, OutcomeCounts]) -> Markup:
    """A sheet over the map with a column for each choice of the main decision.

    Args:
        now: the turn.
        seat: who decides.
        chosen: the choice that stands.
        counts: choice to counts of outcomes, as far as they have been made.
    """
    shown = main_decision(now)
    if shown is None:
        return Markup()
    seen = [fate for fate, keys in FATES.items() if any(found.count(*keys) for found in counts.values())]
    return _DRAWN.options(shown, chosen, seen, counts, outlook(now.stage, seat), _note(seat, counts))


def _note(seat: str, counts: Mapping[str, OutcomeCounts]) -> str:
    worlds = max((found.worlds for found in counts.values()), default=WORLDS)
    return tr(
        "Each option: {worlds} worlds from what {capital} can see, if it holds to this; same dice. In brackets the "
        "95% interval.",
        worlds=number(worlds),
        capital=tr(CAPITALS[seat]),
    )


def _interval(found: OutcomeCounts, fate: str) -> str:
    low, high = found.interval(*FATES[fate])
    return f"{number(low * found.worlds)}–{number(high * found.worlds)}"


def _picture(found: OutcomeCounts) -> Markup:
    return Markup(fates({fate: found.count(*FATES[fate]) for fate in FATES}, found.worlds))


def _fate_glyph(fate: str) -> Markup:
    return Markup(fate_glyph(fate))


_DRAWN = Template(
    "ui/turn/options.html",
    FATES=FATES,
    FATE_NAMES=FATE_NAMES,
    WORLDS=WORLDS,
    access_mark=access_mark,
    fate_glyph=_fate_glyph,
    interval=_interval,
    likelihood=likelihood,
    pick_id=pick_id,
    picture=_picture,
    tag=tag,
)
