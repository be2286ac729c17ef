"""The findings as data, for JSON and for whoever draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from wargame.evidence.findings import Finding
from wargame.evidence.published import BASE, PESSIMISTIC, RUNWAYS
from wargame.evidence.reliability import Reliability, stored, stored_parts
from wargame.phrase import say, together
from wargame.scenario import load

HIT = say("A hit is a median inside the published range, or within 35% of the published mean where no range is given.")
RULE = say(
    "A share of published games has the 95% interval of its count as range; a poll has three points either way. "
    "What the model starts with is shown, and is neither. "
    "Below each median stands the middle 80% of worlds; below a share of worlds, its 95% interval."
)
FITTED_NOTE = say(
    "Eight numbers were fitted to these rows, so a hit shows that the model can tell the published story, not that "
    "it would have foretold it. The published games are few: 3 in the base case and 18 in the pessimistic."
)
HEADS = {
    BASE: say("The base case"),
    PESSIMISTIC: say("The pessimistic case"),
    RUNWAYS: say("Runways, with every missile aimed at them"),
}
POLITICS = say("Politics")
RELIABILITY = say("Beijing's estimate of its odds")
SOURCES = {
    "[csis-firstbattle]": say("CSIS, The First Battle, 2023"),
    "[stimson]": say("Stimson Center, Cratering Effects, 2024"),
    "[yomiuri2025]": say("Yomiuri, June 2025"),
    "[kyodo2025]": say("Kyodo, November 2025"),
    "[kyodo-dec2025]": say("Kyodo, December 2025"),
    "[kyodo2026]": say("Kyodo, March 2026"),
    "[asahi2023]": say("Asahi, May 2023"),
}  # by which a reader knows them; the full references stand in SOURCES.md


@dataclass(frozen=True)
class Group:
    """Findings that stand under one heading."""

    head: str
    findings: tuple[Finding, ...]


def groups(findings: Sequence[Finding]) -> tuple[Group, ...]:
    """The findings under their headings, in the order of the table."""
    by_head: dict[str, list[Finding]] = {}
    for finding in findings:
        by_head.setdefault(HEADS.get(finding.published.scenario, POLITICS), []).append(finding)
    return tuple(Group(head, tuple(found)) for head, found in by_head.items())


def count(findings: Sequence[Finding]) -> str:
    """How many hit, in words."""
    hits, held = tally(findings)
    return say("{hits} of {held} published results are hit", hits=hits, held=held)


def tally(findings: Sequence[Finding]) -> tuple[int, int]:
    """How many hit, and how many were held against the model: starting points are neither."""
    verdicts = [finding.verdict for finding in findings if not finding.published.start]
    return verdicts.count("hit"), len(verdicts)


def published_words(finding: Finding) -> str:
    """What was published, as a reader takes it in."""
    row = finding.published
    if row.said:
        return row.said
    middle = quantity(row.value, row.unit)
    if row.low is None or row.high is None:
        return middle
    return say(
        "{middle}; {low} to {high}",
        middle=middle,
        low=quantity(row.low, row.unit),
        high=quantity(row.high, row.unit),
    )


def model_words(finding: Finding) -> tuple[str, str]:
    """What the model says: its value, and its interval."""
    unit = finding.published.unit
    return quantity(finding.value, unit), say(
        "{low} to {high}", low=quantity(finding.low, unit), high=quantity(finding.high, unit)
    )


def asked_words(finding: Finding) -> str:
    """What counts as a hit."""
    low, high = finding.published.bounds
    unit = finding.published.unit
    if not isfinite(high):
        return say("at least {low}", low=quantity(low, unit))
    if unit.startswith("share"):
        high = min(high, 1.0)
    return say("{low} to {high}", low=quantity(low, unit), high=quantity(high, unit))


def quantity(value: float, unit: str) -> str:
    """A number as its unit is read: shares in percent, large numbers whole."""
    if not isfinite(value):
        return say("never")
    if unit.startswith("share"):
        return f"{value * 100:.0f}%"
    whole = abs(value) >= 20 or value == round(value)
    return f"{value:,.0f}" if whole else f"{value:.1f}"


def as_document(findings: Sequence[Finding], worlds: int, seed: int) -> dict[str, Any]:
    """The findings as JSON writes them."""
    return {
        "worlds": worlds,
        "seed": seed,
        "rule": RULE,
        "notes": [FITTED_NOTE],
        "hits": tally(findings)[0],
        "held": tally(findings)[1],
        "rows": [_row(finding) for finding in findings],
        "reliability": _reliability(stored()),
    }


def reliability_words(found: Reliability) -> str:
    """How far Beijing's estimate is off, in one line."""
    return say(
        "Expected calibration error {error:.1f} points · N {wars:,} wars that the fit has not seen · seed {seed}",
        error=100 * found.expected_error,
        wars=found.wars,
        seed=found.seed,
    )


def reliability_part_words(parts: Mapping[str, Reliability]) -> str:
    """The same for each kind of war, and for wars before which nothing was delivered, in one line."""
    return say(
        "Of these, in points: {parts}",
        parts=together(
            (
                say("{war} {error:.1f} ({wars:,} wars)", war=name, error=100 * part.expected_error, wars=part.wars)
                for name, part in parts.items()
            ),
            " · ",
        ),
    )


def _reliability(found: Reliability) -> dict[str, Any]:
    bins = [{**vars(each), "low": each.interval.low, "high": each.interval.high} for each in found.bins]
    return {
        **found.as_data(),
        "bins": bins,
        "expected_error": found.expected_error,
        "parts": {
            name: {"wars": part.wars, "expected_error": part.expected_error} for name, part in stored_parts().items()
        },
    }


def _row(finding: Finding) -> dict[str, Any]:
    row = finding.published
    low, high = (value if isfinite(value) else None for value in row.bounds)
    return {
        "key": row.key,
        "quantity": row.quantity,
        "unit": row.unit,
        "source": row.source,
        "published": {"value": row.value, "low": row.low, "high": row.high, "said": published_words(finding)},
        "note": row.note,
        "scenario": row.scenario,
        "scenario_title": load(row.scenario).title,
        "day": row.day or None,
        "asked": {"low": low, "high": high},
        "model": {
            "value": finding.value if isfinite(finding.value) else None,
            "low": finding.low if isfinite(finding.low) else None,
            "high": finding.high if isfinite(finding.high) else None,
            "kind": "share of worlds" if row.share else "median",
            "worlds": finding.worlds,
        },
        "hit": finding.hit,
        "start": row.start,
        "why_missed": finding.sentence or None,
    }
