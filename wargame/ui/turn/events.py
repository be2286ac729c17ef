"""What happened and why: each event opens to its reasons, chance, die, rule and sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.marks import side_glyph
from wargame.charts.waterfall import WEIGHTLESS, waterfall
from wargame.engine.explain import LOG_ODDS
from wargame.engine.sides import SIDE_NAMES
from wargame.text.html import Template, counted, text
from wargame.text.language import tr
from wargame.text.markdown import inline
from wargame.text.phrase import lowered, say, together
from wargame.text.sources import sources

if TYPE_CHECKING:
    from wargame.engine.explain import Event, Explanation


SHOWN = 9  # events in sight; the weightiest come first
RULES = {
    label.lower(): label
    for label in (
        say("Access"), say("Aftermath"), say("Air"), say("Bargain"), say("Coercion"), say("Convoys"),
        say("Decision"), say("Defence"), say("Deploy"), say("Deterrence"), say("Ground"), say("Hardship"),
        say("Interdiction"), say("Landing"), say("Law"), say("Mainland"), say("Mobilise"), say("Politics"),
        say("Relief"), say("Resolve"), say("Sea"), say("Sorties"), say("Standoff"), say("Strike"),
        say("Submarines"), say("Supply"), say("Surface"), say("Trade"), say("Trust"),
    )
}  # fmt: skip
PHASES = {**RULES, "injects": say("News"), "resolve": say("Endings")}


def events(happened: Sequence[Event], period: str = "") -> Markup:
    """The list of what happened last turn; open one to see why."""
    if not happened:
        return Markup()
    return _DRAWN.events(happened, SHOWN, counted(len(happened), "event"), period)


def reason(why: Explanation) -> Markup:
    """An explanation: the walk of the score, chance and die, what another die had brought, the rule."""
    wide = narrow = Markup()
    if why.contributions:
        wide, narrow = Markup(waterfall(why)), Markup(waterfall(why, width=358, names=128))
    light = [name for name, part in why.contributions if abs(part) < WEIGHTLESS]
    return _DRAWN.reason(why, wide, narrow, together(light, ", "))


def _rule_of(name: str) -> str:
    """A rule or a government by its name in the code, in the language of the page."""
    return tr(SIDE_NAMES[name]) if name in SIDE_NAMES else lowered(RULES.get(name) or PHASES.get(name) or name)


def _keys_of(why: Explanation) -> list[str]:
    return [source.strip("[]") for source in why.sources]


def _phase_of(event: Event) -> str:
    return PHASES.get(event.phase, event.phase.capitalize())


def _sentence_of(event: Event) -> Markup:
    return inline(tr(event.sentence)) if event.phase == "injects" else text(event.sentence)


def _capital(name: str) -> str:
    said = tr(name)
    return said[:1].upper() + said[1:]


_DRAWN = Template(
    "ui/turn/events.html",
    LOG_ODDS=LOG_ODDS,
    capital=_capital,
    inline=inline,
    keys_of=_keys_of,
    phase_of=_phase_of,
    reason_of=reason,
    rule_of=_rule_of,
    sentence_of=_sentence_of,
    side_glyph=side_glyph,
    sources=sources,
)
