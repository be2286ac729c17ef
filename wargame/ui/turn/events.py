"""What happened and why: each event opens to its reasons, chance, die, rule and sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.marks import side_glyph
from wargame.charts.waterfall import WEIGHTLESS, waterfall
from wargame.engine.explain import LOG_ODDS
from wargame.engine.sides import SIDE_NAMES
from wargame.text.html import attribute, counted, text
from wargame.text.language import tr
from wargame.text.markdown import inline
from wargame.text.phrase import lowered, say, together
from wargame.text.sources import sources

if TYPE_CHECKING:
    from wargame.engine.explain import Condition, Event, Explanation


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


def events(happened: Sequence[Event], period: str = "") -> str:
    """The list of what happened last turn; open one to see why."""
    if not happened:
        return ""
    count = counted(len(happened), "event")
    when = f"{tr(', ')}{text(period)}" if period else ""
    rows = "".join(_event(event) for event in happened[:SHOWN])
    if len(happened) > SHOWN:
        rest = "".join(_event(event) for event in happened[SHOWN:])
        more = counted(len(happened) - SHOWN, "smaller event")
        rows += f"<details class='more'><summary><span class='link'>{more}</span></summary>{rest}</details>"
    return (
        f"<section class='events' id='events' aria-label='{tr('What happened and why')}'><div class='head'>"
        f"<h2>{tr('What happened and why')}</h2><span class='label'>{count}{when}</span></div>{rows}</section>"
    )


def reason(why: Explanation) -> Markup:
    """An explanation: the walk of the score, chance and die, what another die had brought, the rule."""
    wide = narrow = ""
    if why.contributions:
        wide, narrow = waterfall(why), waterfall(why, width=358, names=128)
    rows = "".join(_looked(condition) for condition in why.conditions)
    looked = f"<table class='conditions'>{rows}</table>" if rows else ""
    said = []
    if why.chance is not None:
        said.append(f"{text(why.odds())}.")
    if why.die is not None:
        said.append(tr("Die {die:.0f}.", die=100 * why.die))
    if why.otherwise:
        said.append(f"<b>{text(why.otherwise)}</b>")
    said.extend(text(throw.said()) for throw in why.throws)
    if why.unit == LOG_ODDS:
        said.append(f"<span class='quiet'>{tr('Each point of score makes the odds 2.7 times as high.')}</span>")
    light = [name for name, part in why.contributions if abs(part) < WEIGHTLESS]
    if light:
        said.append(
            f"<span class='quiet'>{tr('Without weight here: {light}.', light=text(together(light, ', ')))}</span>"
        )
    rule = _cited(why.rule, [source.strip("[]") for source in why.sources]) if why.rule else ""
    unit = f" <span class='quiet'>({text(why.unit)})</span>" if why.unit else ""
    title = f"<p class='small'><b>{text(why.title)}</b>{unit}</p>" if why.title else ""
    return Markup(
        f"<div class='reason'>{title}<div class='wide-only'>{wide}</div><div class='phone-only'>{narrow}</div>"
        f"{looked}<p class='small'>{' '.join(said)}</p>{rule}</div>"
    )


def _cited(rule: str, keys: Sequence[str]) -> str:
    """The rule with the keys of its sources; they open to what they stand for."""
    said = tr("Rule: {rule}", rule=text(_rule(rule)))
    if not keys:
        return f"<p class='label'>{said}</p>"
    listed = f"<span class='link'>{', '.join(text(key) for key in keys)}</span>"
    known = sources()
    rows = "".join(
        f"<li lang='en'><b>{text(key)}</b>{tr(': ')}{inline(known[key])}</li>" for key in keys if key in known
    )
    if "judgement" in keys:
        rows += f"<li>{tr('Judgement means that we found nobody who published it.')}</li>"
    return (
        f"<details class='cited label'><summary>{said}{tr('. ')}{tr('Sources: {sources}', sources=listed)}</summary>"
        f"<ul>{rows}</ul></details>"
    )


def _looked(condition: Condition) -> str:
    """A row: what was looked at, what was seen, and on which side of its limit; in bold where the limit was passed."""
    seen, side = condition.told()
    strong = " class='passed'" if condition.holds else ""
    name = tr(condition.name)
    name = name[:1].upper() + name[1:]
    return f"<tr{strong}><th scope='row'>{text(name)}</th><td>{text(seen)}</td><td>{text(side)}</td></tr>"


def _rule(name: str) -> str:
    """A rule or a government by its name in the code, in the language of the page."""
    return tr(SIDE_NAMES[name]) if name in SIDE_NAMES else lowered(RULES.get(name) or PHASES.get(name) or name)


def _event(event: Event) -> str:
    sentence = inline(tr(event.sentence)) if event.phase == "injects" else text(event.sentence)
    line = (
        f"{side_glyph(event.side)}<b class='phase'>{text(PHASES.get(event.phase, event.phase.capitalize()))}</b>"
        f"<span class='sentence'>{sentence}</span>"
    )
    if event.why is None:
        return f"<div class='event' data-phase='{attribute(event.phase)}'><div class='summary'>{line}</div></div>"
    return (
        f"<details class='event' data-phase='{attribute(event.phase)}'><summary>{line}<span class='link open'>"
        f"{tr('why')}</span></summary>{reason(event.why)}</details>"
    )
