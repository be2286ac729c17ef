"""The findings as data, for JSON and for whoever draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Any

from wargame.analysis.evidence.findings import Finding
from wargame.analysis.evidence.published import BASE, PESSIMISTIC, RUNWAYS, Basis, Reading
from wargame.analysis.evidence.reliability import Reliability, stored, stored_parts
from wargame.scenario import load
from wargame.text.phrase import marked, say, together

HIT = say(
    "A hit is a mean over worlds within 35% of the published mean and, where the range of games was published, inside "
    "it too. How far games differ is hit where the middle 90% of worlds covers half of that range."
)
RULE = say(
    "A share of published games has the 95% interval of its count as range; a poll has three points either way. "
    "Days that some worlds never come to are medians, and say so. "
    "With each mean stand the median and the middle 80% of worlds; with a share of worlds, its 95% interval. "
    "The range of 18 games has about 90% of such games inside it, so the middle 90% of worlds is held against it."
)
FITTED_NOTE = say(
    "Eight numbers were fitted to most rows of the war, so a hit there shows that the model can tell the published "
    "story, not that it would have foretold it. A row from which a number was set says nothing. Only the rest are a "
    "test, and a mild one: whoever built the model had read the same report. The published games are few: 3 in the "
    "base case and 18 in the pessimistic."
)
COUNTS = {
    Basis.UNSEEN: marked("A test, for no number rests on them: {hits} of {held} hit."),
    Basis.FITTED: marked("Eight numbers were fitted to them, or they follow from such: {hits} of {held} hit."),
    Basis.CHOSEN: marked("Inputs, or a number was set from them: {hits} of {held} met, which tests nothing."),
    Basis.COMPARED: marked("Opinions on the world, shown side by side and not judged: {held}."),
}
SHORT = {
    Basis.UNSEEN: marked("a test: {hits} of {held} hit"),
    Basis.FITTED: marked("fitted: {hits} of {held} hit"),
    Basis.CHOSEN: marked("set from it: {hits} of {held} met"),
    Basis.COMPARED: marked("not judged: {held}"),
}
BASES = {Basis.UNSEEN: say("a test"), Basis.FITTED: say("fitted"), Basis.CHOSEN: say("set from it")}  # by a verdict
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
    "[csis-armageddon]": say("CSIS and MIT, Confronting Armageddon, 2024"),
    "[csis-emptybins]": say("CSIS, Empty Bins, 2023"),
    "[cabinetoffice2025]": say("Cabinet Office of Japan, 2025"),
    "[signalnews2026]": say("Prediction markets, as told by Signal News, January 2026"),
    "[samotsvety2024]": say("Samotsvety forecasters, in Vox, February 2024"),
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


def origins(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Where the rows of a table come from and which scenario stands for them, a line each."""
    rows: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        row = finding.published
        rows.setdefault((SOURCES[row.source], row.scenario), []).append(row.quantity)
    if len(rows) == 1:
        return tuple(f"{source}; {scenario}" for source, scenario in rows)
    most = max(rows, key=lambda origin: len(rows[origin]))
    if 2 * len(rows[most]) > len(findings):
        rows[most] = [say("all rows but these")]
        rows = {most: rows.pop(most), **rows}
    return tuple(f"{source}; {scenario}: {together(named, '; ')}" for (source, scenario), named in rows.items())


def count(findings: Sequence[Finding]) -> str:
    """How many hit of those that can be a test, in words."""
    hits, held = tally(findings, Basis.UNSEEN)
    return say("Of {held} published results that no number rests on, {hits} are hit", hits=hits, held=held)


def counts(findings: Sequence[Finding], said: Mapping[Basis, str] = COUNTS) -> tuple[str, ...]:
    """How many hit of each kind, in words; a kind without a row is left out."""
    tallies = {basis: tally(findings, basis) for basis in said}
    return tuple(say(said[basis], hits=hits, held=held) for basis, (hits, held) in tallies.items() if held)


def tally(findings: Sequence[Finding], basis: Basis) -> tuple[int, int]:
    """How many rows of a kind the model comes out at, and how many there are."""
    hits = [finding.hit for finding in findings if finding.published.basis is basis]
    return (0 if basis is Basis.COMPARED else sum(hits)), len(hits)


def published_words(finding: Finding) -> str:
    """What was published, as a reader takes it in."""
    row = finding.published
    if row.said:
        return row.said
    middle = quantity(row.value, row.unit)
    if row.games is None:
        return middle
    low, high = (quantity(end, row.unit) for end in row.games)
    if row.read is Reading.SPREAD:
        return say("{low} to {high} in {played} games", low=low, high=high, played=row.played)
    return say("{middle}; {low} to {high}", middle=middle, low=low, high=high)


def model_words(finding: Finding) -> tuple[str, str]:
    """What the model says: its value, and its interval."""
    row = finding.published
    low, high = (quantity(end, row.unit) for end in (finding.low, finding.high))
    if row.read is Reading.SPREAD:
        return say("{share} covered", share=quantity(finding.value, "share")), say(
            "{low} to {high}", low=low, high=high
        )
    return quantity(finding.value, row.unit), say("{low} to {high}", low=low, high=high)


def median_words(finding: Finding) -> str:
    """The median of the worlds; empty where the row reads no number of each world."""
    return "" if isnan(finding.median) else quantity(finding.median, finding.published.unit)


def asked_words(finding: Finding) -> str:
    """What counts as a hit."""
    low, high = finding.published.bounds
    unit = finding.published.unit
    if finding.published.basis is Basis.COMPARED:
        return say("not judged")
    if finding.published.read is Reading.SPREAD:
        return say("{share} covered", share=say("at least {low}", low=quantity(low, "share")))
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
    titles = {name: load(name).title for name in {finding.published.scenario for finding in findings}}
    return {
        "worlds": worlds,
        "seed": seed,
        "rule": RULE,
        "notes": [FITTED_NOTE],
        "counts": {basis.value: dict(zip(("hits", "held"), tally(findings, basis), strict=True)) for basis in COUNTS},
        "rows": [_row(finding, titles[finding.published.scenario]) for finding in findings],
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


def _row(finding: Finding, title: str) -> dict[str, Any]:
    row = finding.published
    low, high = (value if isfinite(value) else None for value in row.bounds)
    return {
        "key": row.key,
        "quantity": row.quantity,
        "unit": row.unit,
        "source": row.source,
        "published": {
            "value": None if row.read is Reading.SPREAD else row.value,
            "low": row.games[0] if row.games else row.low,
            "high": row.games[1] if row.games else row.high,
            "said": published_words(finding),
        },
        "note": row.note,
        "scenario": row.scenario,
        "scenario_title": title,
        "day": row.day or None,
        "asked": {"low": low, "high": high},
        "model": {
            "value": finding.value if isfinite(finding.value) else None,
            "low": finding.low if isfinite(finding.low) else None,
            "high": finding.high if isfinite(finding.high) else None,
            "median": finding.median if isfinite(finding.median) else None,
            "kind": row.read.value,
            "worlds": finding.worlds,
        },
        "hit": None if row.basis is Basis.COMPARED else finding.hit,
        "basis": row.basis.value,
        "verdict": finding.verdict,
        "why_missed": finding.sentence or None,
    }
