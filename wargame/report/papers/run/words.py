"""The words of a batch's report: its cases, its counts, and what stands at its head."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.analysis.summary import TO_CHINA, WENT_TO_WAR, CellCounts, Summary
from wargame.charts.marks import THERE
from wargame.report.papers.layout import worlds_said
from wargame.scenario.factor_words import explained
from wargame.scenario.factors import STANCE
from wargame.statistics.ranking import Ranked
from wargame.text.html import number, signed, text

MOST_COLUMNS = 5  # cells that a table shows side by side
MOST_NAMED = 3  # of cases that cannot be told apart; how many more is said
APART = "cannot be told apart"


def name(counts: CellCounts) -> str:
    """What sets a case apart: the value alone where one factor varies."""
    varied = counts.cell.varied
    return varied[0][1] if len(varied) == 1 else counts.cell.name if varied else "All worlds"


def percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def interval(ends: Sequence[float]) -> str:
    return f"{100 * ends[0]:.1f} to {100 * ends[1]:.1f}%"


def points(share: float | None) -> str:
    words = "–" if share is None else signed(100 * share, 1)
    return "0.0" if words in ("+0.0", "−0.0") else words


def listed(parts: Sequence[str], joint: str = "and") -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def finding(summary: Summary) -> str:
    """How often China gets Taiwan: in which case least and most, where these can be told apart from all others."""
    if not summary.worlds:
        return "No world is complete."
    if len(summary.cells) == 1:
        return f"China gets Taiwan in {_count(summary.cells[0], TO_CHINA)}."
    least, most = summary.least(TO_CHINA), summary.most(TO_CHINA)
    if set(least.together) == set(range(len(summary.cells))) or most.first in least.together:
        counts = _counts(summary, least.together, TO_CHINA)
        return f"How often China gets Taiwan {APART} between {_all(summary)}: {counts}."
    low, high = (_end(summary, end, TO_CHINA) for end in (least, most))
    return f"China gets Taiwan least often {low}, and most often {high}."


def answer(summary: Summary) -> str:
    """What else a reader asks first: what the cases are, how often war came, and what is an effect."""
    if not summary.worlds:
        return ""
    parts = ["China gets Taiwan by war, or because Taipei gives way."]
    for there, others in summary.compared:
        shown = [cell for cell in others if cell < MOST_COLUMNS]
        if shown and there < MOST_COLUMNS:
            moved = listed([_moved(summary, cell, there) for cell in shown])
            parts.append(
                f"Against <b>{text(name(summary.cells[there]))}</b>, in the same worlds, the share in which China "
                f"gets Taiwan moves by {moved}."
            )
    came = [
        f"{_count(counts, WENT_TO_WAR)}{_with(counts) if counts.cell.varied else ''}"
        for counts in summary.cells[:MOST_COLUMNS]
    ]
    parts.append(f"War came in {listed(came)}.")
    parts += [str(text(words)) for words in explained(varied(summary), summary.scenario)]
    return f"<div class='lede'>{''.join(f'<p>{part}</p>' for part in parts)}</div>"


def varied(summary: Summary) -> list[tuple[str, list[str]]]:
    """Each factor that varies, with its values."""
    factors = dict.fromkeys(factor for factor, _ in summary.cells[0].cell.varied)
    return [
        (factor, list(dict.fromkeys(dict(counts.cell.varied)[factor] for counts in summary.cells)))
        for factor in factors
    ]  # fmt: skip


def _count(counts: CellCounts, event: str) -> str:
    """A count with its interval, in words."""
    found = counts.share(event)
    return f"{number(found['count'])} of {worlds_said(counts.worlds)} ({interval(found['interval'])})"


def _moved(summary: Summary, cell: int, there: int) -> str:
    found = summary.difference(TO_CHINA, cell, there)
    low, high = found.interval
    clear = "" if found.leaves_out_zero else ", which dice alone could bring"
    return (
        f"{points(found.share)} points with <b>{text(name(summary.cells[cell]))}</b> ({points(low)} to "
        f"{points(high)}{clear})"
    )


def _with(counts: CellCounts) -> str:
    return f" with <b>{text(name(counts))}</b>"


def _where(counts: CellCounts) -> str:
    """A case within a sentence."""
    ((factor, value), *others) = counts.cell.varied
    return f"{THERE[value]} ({value})" if factor == STANCE and not others else f"with {name(counts)}"


def _end(summary: Summary, ranked: Ranked, event: str) -> str:
    """The case at one end, or the cases that cannot be told apart there."""
    first = summary.cells[ranked.first]
    if ranked.is_clear:
        return f"{_where(first)}, in {_count(first, event)}"
    joint = listed([_where(summary.cells[cell]) for cell in ranked.together[:MOST_NAMED]], "or")
    more = len(ranked.together) - MOST_NAMED
    return f"{joint}{f' or {more} more' if more > 0 else ''}, which {APART}: {_counts(summary, ranked.together, event)}"


def _counts(summary: Summary, cells: Sequence[int], event: str) -> str:
    """The counts of some cases, each with its name."""
    said = [
        f"{number(summary.cells[cell].count(event))} with {name(summary.cells[cell])}" for cell in cells[:MOST_NAMED]
    ]
    more = f" (and {len(cells) - MOST_NAMED} more)" if len(cells) > MOST_NAMED else ""
    return f"{listed(said)} of {worlds_said(summary.worlds)} each{more}"


def _all(summary: Summary) -> str:
    count = len(summary.cells)
    return "the two cases" if count == 2 else f"any of the {count} cases"
