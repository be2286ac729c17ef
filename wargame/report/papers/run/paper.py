"""The report of a batch of games."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import TYPE_CHECKING

from wargame.analysis.summary import CONDITIONAL, INTERVAL_NOTE, LABELS, REFUSAL_NOTE, WENT_TO_WAR, Summary
from wargame.report.papers.layout import MODEL_NOTES, Opens, Paper, whole, worlds_said
from wargame.report.papers.run import words
from wargame.report.papers.run.tables import figures, tables
from wargame.report.papers.run.words import MOST_COLUMNS
from wargame.scenario.factor_words import explained, label, meaning
from wargame.scenario.inventory import take
from wargame.statistics.intervals import MEDIANS, PAIRED, SAVED, WILSON
from wargame.text.html import number

if TYPE_CHECKING:
    from wargame.cli.commands.run import Asked

MOST_OPENED, FEW_OPENED = 6, 3  # cases whose worlds are listed; ends of each where there are several


def report(summary: Summary, command: str, files: Sequence[tuple[str, str]]) -> str:
    """The report as one HTML document.

    Args:
        summary: what was counted.
        command: that plays it again.
        files: what lies beside the report: name and what it holds.
    """
    return whole(paper(summary, command, files))


def paper(summary: Summary, command: str, files: Sequence[tuple[str, str]]) -> Paper:
    """What the report says."""
    first, several = summary.cells[0], len(summary.cells) > 1
    title = first.cell.scenario.title
    factors = " and ".join(label(factor) for factor, _ in first.cell.varied)
    worlds = worlds_said(summary.worlds)
    return Paper(
        question=f"Does China get Taiwan in “{title}”{f', and what does {factors} do to it' if factors else ''}?",
        byline=f"{worlds}{' of each case, the same dice in all' if several else ''} · seed {summary.seed} · "
        f"scenario {summary.scenario}",
        finding=words.finding(summary),
        answer=words.answer(summary),
        notices=_notices(summary),
        design=_design(summary),
        figures=figures(summary),
        tables=tables(summary),
        worlds=_opened(summary),
        method=_method(summary),
        limits=(INTERVAL_NOTE, summary.many, *MODEL_NOTES),
        command=command,
        inventory=take(summary.scenario),
        files=files,
    )  # fmt: skip


def command_of(asked: Asked, csv: bool, series: bool) -> str:
    """The command that plays a batch again, in a new folder."""
    parts = ["wargame run", quote(asked.scenario), f"--runs {asked.runs} --seed {asked.seed}"]
    parts += [f"--set {quote(each)}" for each in asked.set_] + [f"--vary {quote(each)}" for each in asked.vary]
    if asked.until is not None:
        parts += [f"--until {asked.until}", *([] if asked.of == WENT_TO_WAR else [f"--of {asked.of}"])]
        parts += [f"--least-events {asked.least_events}"] if asked.least_events else []
    parts += [f"--against {quote(asked.against)}"] if asked.against else []
    return " ".join([*parts, *(["--csv"] if csv else []), *(["--series"] if series else []), "--out NEW_FOLDER"])


def _notices(summary: Summary) -> list[str]:
    notes = [note for note in summary.notes() if note not in (INTERVAL_NOTE, REFUSAL_NOTE, CONDITIONAL, summary.many)]
    return [*notes, REFUSAL_NOTE] if summary.refuses_access else notes


def _design(summary: Summary) -> list[tuple[str, str]]:
    first = summary.cells[0].cell
    varied = {factor for factor, _ in first.varied}
    fixed = [f"{factor}={value}" for factor, value in first.settings if factor not in varied]
    rows = [("Scenario", f"{first.scenario.title} ({summary.scenario}). {first.scenario.summary}")]
    for factor, values in words.varied(summary):
        what = meaning(factor, summary.scenario)
        rows.append((f"Varied: {factor}", f"{', '.join(values)}{f' ({what})' if what else ''}"))
    if fixed:
        told = explained([(f, [v]) for f, v in first.settings if f not in varied], summary.scenario)
        rows.append(("Set in every case", " ".join([f"{', '.join(fixed)}.", *told])))
    cases = f"{len(summary.cells)} cases, every combination" if len(summary.cells) > 1 else "one case"
    rows.append(
        (
            "Games",
            f"{worlds_said(summary.worlds)} of each of {cases}, {number(summary.worlds * len(summary.cells))} games",
        )
    )
    if len(summary.cells) > 1:
        rows.append(
            ("Dice", f"World k meets the same dice in every case, so a difference is an effect. Seed {summary.seed}.")
        )
    else:
        rows.append(("Dice", f"Seed {summary.seed}; world k of it is the same game however many are played."))
    return rows


def _opened(summary: Summary) -> list[Opens]:
    found = []
    for counts in summary.cells[:MOST_OPENED]:
        where = words.name(counts) if counts.cell.varied else ""

        def opens(
            what: str, world: int, where: str = where, settings: tuple[tuple[str, str], ...] = counts.cell.settings
        ) -> Opens:
            return Opens(where, what, summary.scenario, summary.seed, world, settings)

        if counts.parted is not None:
            first = words.name(summary.cells[0])
            found.append(opens(f"the first that ends otherwise than with {first}, on the same dice.", counts.parted))
        commonest = sorted(counts.examples, key=lambda key: -counts.count(key))
        for key in commonest if len(summary.cells) == 1 else commonest[:FEW_OPENED]:
            many = counts.count(key)
            what = f"{LABELS[key]}, as {number(many)} of {number(counts.worlds)}."
            found.append(opens(what, counts.examples[key]))
    return found


def _method(summary: Summary) -> list[tuple[str, str]]:
    rows = [
        ("A world", "One complete game: its own dice, and its own value of every number that is uncertain."),
        ("Shares", f"{WILSON[0].upper()}{WILSON[1:]}."),
    ]
    if len(summary.cells) > 1:
        rows.append(("Differences", f"{PAIRED[0].upper()}{PAIRED[1:]}."))
        if len(summary.cells) <= MOST_COLUMNS:
            rows.append(("What pairing saved", f"{SAVED[0].upper()}{SAVED[1:]}."))
    rows.append(("Losses", f"{MEDIANS[0].upper()}{MEDIANS[1:]}. {CONDITIONAL}"))
    if summary.until is not None:
        rows.append(("When it ended", summary.notes()[0]))
    return rows
