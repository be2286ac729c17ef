"""The figures and tables of a batch's report."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.analysis.summary import LABELS, TO_CHINA, WENT_TO_WAR, CellCounts, Summary
from wargame.charts.forest import Line, Mark, forest, stacked
from wargame.charts.outcomes import outcome_key
from wargame.charts.standalone.study import round_ticks
from wargame.engine.orders import SIDES
from wargame.engine.outcome import KEYS
from wargame.engine.sides import SIDE_NAMES
from wargame.report.papers.layout import figure, saved, table, two, worlds_said
from wargame.report.papers.run.words import MOST_COLUMNS, interval, listed, name, percent, points
from wargame.report.tables.summary import LOSSES, SIDE_OF
from wargame.statistics.intervals import Interval
from wargame.statistics.pairs import Difference
from wargame.statistics.ranking import largest
from wargame.text.html import number, text

MOST_ROWS = 40  # of a picture; all are in the files


def figures(summary: Summary) -> str:
    """How games ended, how often China gets Taiwan, and how much that differs."""
    if not summary.worlds:
        return "<p>Nothing yet.</p>"
    shown = summary.cells[:MOST_ROWS]
    cut = f" The first {MOST_ROWS} of {len(summary.cells)} cases." if len(summary.cells) > MOST_ROWS else ""
    came = [key for key in KEYS if any(counts.count(key) for counts in shown)]
    bars = stacked([(name(c), {key: c.count(key) for key in came}, "") for c in shown], "ends")
    parts = [
        figure(
            f"Figure 1. How {worlds_said(summary.worlds)}{' of each case' if len(shown) > 1 else ''} ended. Counts of "
            f"worlds, best for Taiwan at the left; hatched: without an invasion.{cut}",
            bars, outcome_key("key", came),
        ),
        figure(
            f"Figure 2. Share of worlds in which China gets Taiwan, by war or because Taipei gives way, with Wilson's "
            f"95% interval, N {number(summary.worlds)} in each row.{cut}",
            _shares(shown),
        ),
    ]  # fmt: skip
    pairs = compared(summary)[:MOST_ROWS]
    if pairs:
        against = f"less that of {name(summary.cells[pairs[0][2]])}" if len(summary.compared) == 1 else "less another"
        parts.append(
            figure(
                f"Figure 3. Share of worlds in which China gets Taiwan {against}, in points: paired, the same "
                f"{worlds_said(summary.worlds)} in both, with 95% interval.{cut}",
                _differences(summary, pairs),
            )
        )
    return "".join(parts)


def compared(summary: Summary) -> list[tuple[str, int, int]]:
    """The differences to show: in words, the cell here, and the cell that it is compared with."""
    alone = len(summary.compared) == 1
    return [
        (f"{name(summary.cells[here])}{'' if alone else f' less {name(summary.cells[there])}'}", here, there)
        for there, others in summary.compared
        for here in others
    ]


def _shares(shown: Sequence[CellCounts]) -> str:
    lines, edges = [], [0.0]
    for counts in shown:
        found = counts.share(TO_CHINA)
        low, high = found["interval"]
        edges.append(high)
        lines.append(Line(name(counts), [Mark(found["share"], low, high)], percent(found["share"])))
    ticks = [(tick, f"{100 * tick:.3g}%") for tick in round_ticks(0.0, max(edges))]
    return forest(lines, ticks, "Share of worlds in which China gets Taiwan")


def _differences(summary: Summary, pairs: Sequence[tuple[str, int, int]]) -> str:
    lines, edges = [], [0.0]
    for label, here, there in pairs:
        found = summary.difference(TO_CHINA, here, there)
        assert found.share is not None
        edges += found.interval
        mark = Mark(found.share, *found.interval, "more" if found.share > 0 else "less")
        lines.append(Line(label, [mark], points(found.share)))
    ticks = [
        (tick, number(100 * tick, 0 if abs(round(100 * tick) - 100 * tick) < 1e-9 else 1))
        for tick in round_ticks(min(edges), max(edges))
    ]
    return forest(lines, ticks, "Difference in the share of worlds in which China gets Taiwan, points", from_zero=True)


def tables(summary: Summary) -> str:
    """Shares, differences and losses; of many cases one long table."""
    if not summary.worlds:
        return "<p>Nothing yet.</p>"
    if len(summary.cells) > MOST_COLUMNS:
        return _long_table(summary)
    came = [event for event in LABELS if any(counts.count(event) for counts in summary.cells)]
    parts = [_table_of_shares(summary, came)]
    for there, others in summary.compared:
        if others:
            parts.append(_table_of_differences(summary, came, there, others, len(parts) + 1))
    return "".join([*parts, _losses(summary.cells, len(parts) + 1)])


def _table_of_shares(summary: Summary, came: Sequence[str]) -> str:
    rows = []
    for event in came:
        cells = []
        for counts in summary.cells:
            share = counts.share(event)
            cells.append(
                f"<b>{percent(share['share'])}</b><span class='label'>{interval(share['interval'])}<br>"
                f"{number(share['count'])} of {number(counts.worlds)}</span>"
            )
        rows.append([text(LABELS[event]), *cells])
    never = ", ".join(LABELS[event] for event in LABELS if event not in came)
    caption = "Table 1. Share of worlds, 95% interval, and count." + (f" In no world: {never}." if never else "")
    return table(["Outcome", *(text(name(counts)) for counts in summary.cells)], rows, caption)


def _table_of_differences(
    summary: Summary, came: Sequence[str], there: int, others: Sequence[int], place: int
) -> str:  # fmt: skip
    rows = []
    for event in came:
        found_of = [summary.difference(event, cell, there) for cell in others]
        if any(found.gained or found.lost for found in found_of):
            rows.append([text(LABELS[event]), *map(_difference, found_of)])
    for event, words in ((TO_CHINA, "whether China gets Taiwan"), (WENT_TO_WAR, "war")):
        ratios = [saved(summary.difference(event, cell, there).pairing_saved) for cell in others]
        rows.append([f"What pairing saved, for {words}", *ratios])
    return table(
        ["Outcome", *(text(name(summary.cells[cell])) for cell in others)], rows,
        f"Table {place}. Difference to {name(summary.cells[there])} in the same worlds, points, with 95% interval.",
    )  # fmt: skip


def _difference(found: Difference) -> str:
    return two(points(found.share), " to ".join(map(points, found.interval)))


def _losses(cells: Sequence[CellCounts], place: int) -> str:
    medians, ends = [counts.medians() for counts in cells], [counts.median_intervals() for counts in cells]
    rows = [["Worlds at war", *(number(counts.count(WENT_TO_WAR)) for counts in cells)]]
    for side in SIDES:
        for measure in medians[0]:
            kind = measure.removesuffix(f"_{side}")
            if SIDE_OF.get(measure, side if kind != measure else None) == side and kind in LOSSES:
                losses = [_median(found[measure], of[measure]) for found, of in zip(medians, ends, strict=True)]
                rows.append([f"{text(SIDE_NAMES[side])}: {LOSSES[kind]}", *losses])
    head = ["Loss", *(text(name(counts)) for counts in cells)]
    return table(
        head, rows, f"Table {place}. Median losses in the worlds that went to war, with 95% interval. Under another "
        "case these are partly other wars, so a difference of medians is no effect of the case alone.",
    )  # fmt: skip


def _median(found: float | None, ends: Interval | None) -> str:
    if found is None:
        return "none"
    return two(f"{found:,g}", "too few wars for an interval" if ends is None else f"{ends.low:,g} to {ends.high:,g}")


def _long_table(summary: Summary) -> str:
    there, others = summary.compared[0]
    rows = []
    for index, counts in enumerate(summary.cells):
        shares = [counts.share(event) for event in (TO_CHINA, WENT_TO_WAR)]
        rows.append(
            [
                text(name(counts)),
                *(two(percent(share["share"]), interval(share["interval"])) for share in shares),
                _difference(summary.difference(TO_CHINA, index, there)) if index in others else "",
                _commonest(counts),
            ]
        )
    against = "the first" if there == 0 else text(name(summary.cells[there]))
    return table(
        ["Case", "China gets Taiwan", "Went to war", f"Taiwan: less {against}, points", "Commonest end"], rows,
        f"Table 1. Each case, N {number(summary.worlds)}, with 95% intervals. All outcomes are in summary.csv.",
    )  # fmt: skip


def _commonest(counts: CellCounts) -> str:
    """How most worlds of a case end, or those ends that cannot be told apart as the commonest."""
    ends = [counts.count(key) for key in KEYS]
    ranked = largest(ends, lambda one, other: Difference(ends[one], ends[other], 0, counts.worlds).interval)
    keys = [KEYS[at] for at in ranked.together if ends[at]]
    shares = " or ".join(percent(counts.share(key)["share"]) for key in keys)
    return f"{text(listed([LABELS[key] for key in keys], 'or'))}<span class='label'>{shares}</span>"
