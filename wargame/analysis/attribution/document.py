"""An attribution as a table for a terminal, as a document, and in the words that stand beside both."""

from __future__ import annotations

from typing import Any

from wargame.analysis.attribution.shares import Attribution, largest_part, parts, total
from wargame.analysis.summary import INTERVAL_NOTE, REFUSAL_NOTE, STOPPED, STOPPED_RELATIVE, UNTIL_BLOCK
from wargame.statistics.intervals import Interval
from wargame.statistics.stopping_rule import Width
from wargame.text.csv import csv_text

SHAPLEY = (
    "Each way is switched from one stance to the other, alone and together with the others, on the same dice. A part "
    "is the mean, over every order of switching, of what the way changes when its turn comes (Shapley value)."
)
MIXED = (
    "A mix is an experiment on the model: Beijing may hear one word while Tokyo says another. Nobody in the game "
    "deceives anyone."
)
FIXED_DEEDS = (
    "Under a stance Tokyo's deeds are fixed, so trust moves none of them. With --word it decides for itself, and does."
)


APART = "cannot be told apart"


def shown(found: Attribution, value: float) -> str:
    """A difference in words; 0 without a sign."""
    words = found.asked.shown(value, True)
    return "0" if words.strip("+−0.") == "" else words


def finding(found: Attribution) -> str:
    """The whole effect, and the way with the largest part where it can be told apart from all others."""
    (before, after), (effect, interval) = ends(found), total(found)
    unit = "points" if found.asked.is_share else found.asked.unit
    whole = (
        f"{found.asked.label}: {found.asked.shown(before)} under {found.before}, {found.asked.shown(after)} under "
        f"{found.after}, {shown(found, effect)} {unit} ({_to(found, interval)})."
    )
    return f"{whole} {largest_said(found)}"


def largest_said(found: Attribution) -> str:
    """Which way has the largest part, and whether that is most of the effect; else what cannot be told apart."""
    told, ranked = parts(found), largest_part(found)
    first = told[ranked.first]
    if not (first.interval.low > 0 or first.interval.high < 0):
        return "No way stands out from what dice alone could bring."
    listed = [
        f"{_lower(told[at].way.name)}, {shown(found, told[at].mean)} ({_to(found, told[at].interval)})"
        for at in ranked.together
    ]
    if not ranked.is_clear:
        return f"Which way has the largest part of it {APART}: {'; '.join(listed)}."
    most = found.is_most(ranked.first)
    return f"{'Most of it goes by one way' if most else 'The largest part of it'}: {listed[0]}."


def _to(found: Attribution, interval: Interval) -> str:
    return " to ".join(shown(found, end) for end in interval)


def _lower(name: str) -> str:
    return name if name.startswith(("Beijing", "Washington", "Tokyo")) else f"{name[0].lower()}{name[1:]}"


def notes(found: Attribution) -> list[str]:
    """What a reader must know beside the numbers."""
    said = [SHAPLEY, MIXED, *([] if found.word_only else [FIXED_DEEDS])]
    if found.cell.scenario.calendar.first_stage != "crisis":
        said.append("This scenario begins after the crisis: no new word is said, and all of the effect is by deeds.")
    if found.until is not None:
        said.append(reached(found, found.until))
    if not found.complete:
        said.append(f"Stopped early: {found.worlds:,} of {found.worlds_asked:,} worlds are complete.")
    said.append(INTERVAL_NOTE)
    return [*said, REFUSAL_NOTE] if "refuse" in (found.before, found.after) else said


def reached(found: Attribution, until: Width) -> str:
    """Whether the intervals became as narrow as was asked."""
    scale, unit = (100, "points") if found.asked.is_share else (1, found.asked.unit)
    asked = f"{until} of the larger mean" if until.is_relative else f"{scale * until.half:.3g} {unit}"
    widest = f"{scale * found.widest_half:.3g} {unit}"
    if found.narrow:
        ended = f"Ended at {found.worlds:,} worlds, checked every {UNTIL_BLOCK:,}: the widest interval is ±{widest}."
        return f"{ended} {STOPPED_RELATIVE if until.is_relative else STOPPED}"
    events = f", with {found.least_events:,} events at least" if found.least_events else ""
    return f"Not as narrow as asked, ±{asked}{events}, after {found.worlds:,} worlds: the widest interval is ±{widest}."


def ends(found: Attribution) -> tuple[float, float]:
    """The mean of what was asked under the stance before and under the one after."""
    return float(found.means[0]), float(found.means[-1])


def as_csv(found: Attribution) -> str:
    """One row a way, and last the whole: what it adds with its interval, and what it changes alone and last."""
    whole, interval = total(found)
    rows: list[list[Any]] = [
        [part.way.key, part.way.name, found.worlds, part.mean, *part.interval, part.alone, part.last]
        for part in parts(found)
    ]
    rows.append(["whole", "the whole effect", found.worlds, whole, *interval, whole, whole])
    return csv_text(["way", "name", "worlds", "part", "low", "high", "alone", "last"], rows)


def as_document(found: Attribution) -> dict[str, Any]:
    """The attribution as JSON writes it."""
    whole, interval = total(found)
    before, after = ends(found)
    ranked = largest_part(found)
    return {
        "scenario": found.scenario,
        "title": found.cell.scenario.title,
        "settings": dict(found.cell.settings),
        "seed": found.seed,
        "worlds": found.worlds,
        "worlds_asked": found.worlds_asked,
        "complete": found.complete,
        "until": None
        if found.until is None
        else {
            "half_width": found.until.half,
            "relative": found.until.is_relative,
            "least_events": found.least_events,
            "reached": found.narrow,
            "widest_half_width": found.widest_half,
            "checked_every": UNTIL_BLOCK,
        },
        "measure": found.asked.as_document(),
        "from": {"stance": found.before, "mean": before},
        "to": {"stance": found.after, "mean": after},
        "word_only": found.word_only,
        "total": {"mean": whole, "interval": list(interval)},
        "parts": [
            {
                "way": part.way.key,
                "name": part.way.name,
                "definition": part.way.definition,
                "mean": part.mean,
                "interval": list(part.interval),
                "alone": part.alone,
                "last": part.last,
            }
            for part in parts(found)
        ],
        "largest": {
            "way": found.ways[ranked.first].key,
            "not_told_apart": [found.ways[at].key for at in ranked.rivals],
            "is_most": ranked.is_clear and found.is_most(ranked.first),
        },
        "mixes": [
            {"switched": sorted(switched), "mean": float(mean)}
            for switched, mean in zip(found.combinations, found.means, strict=True)
        ],
        "methods": {"part": SHAPLEY, "interval": found.method},
        "notes": notes(found),
    }
