"""The report of a batch of games."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from wargame.factors import STANCE
from wargame.inventory import take
from wargame.orders import BY_KEY, SIDES
from wargame.outcome import OUTCOMES, TAKEN
from wargame.sides import SIDE_NAMES
from wargame.study.chart import round_ticks
from wargame.study.intervals import PAIRED, SAVED, WILSON, wilson
from wargame.study.summary import INTERVAL_NOTE, REFUSAL_NOTE, WENT_TO_WAR, CellCounts, Summary
from wargame.study.table import LOSSES, SIDE_OF
from wargame.ui.html_paper import Opens, Paper, alike, figure, saved, table, two, whole
from wargame.ui.marks import number, signed, text
from wargame.ui.svg_outcomes import outcome_key
from wargame.ui.svg_paper import Line, Mark, forest, stacked

LABELS = {outcome.key: outcome.label for outcome in OUTCOMES}
EVENTS = {WENT_TO_WAR: "Went to war", **LABELS}
MOST_ROWS = 40  # of a picture; all are in the files
MOST_COLUMNS = 5  # cells that a table shows side by side
MOST_OPENED, FEW_OPENED = 6, 3  # cases whose worlds are listed; ends of each where there are several
MODEL_NOTES = (
    "The model is one reading of a crisis that has not happened. Most of its numbers are judgement, and the "
    "intervals know nothing of that: they say how far the count would move with other dice, not how far the model "
    "may be from the world.",
    "What published games and polls found stands beside the model's results, hit or miss, under wargame evidence. "
    "What the model leaves out is listed in docs/LIMITS.md.",
)


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
    factors = " and ".join(_factor(factor) for factor, _ in first.cell.varied)
    worlds = worlds_said(summary.worlds)
    return Paper(
        question=f"How does “{title}” end{f', and what does {factors} do to it' if factors else ''}?",
        byline=f"{worlds}{' of each case, the same dice in all' if several else ''} · seed {summary.seed} · "
        f"scenario {summary.scenario}",
        finding=_finding(summary),
        answer=_answer(summary),
        notices=_notices(summary),
        design=_design(summary),
        figures=_figures(summary),
        tables=_tables(summary),
        worlds=_opened(summary),
        method=_method(summary),
        limits=(INTERVAL_NOTE, *MODEL_NOTES),
        command=command,
        inventory=take(summary.scenario),
        files=files,
    )  # fmt: skip


def command_of(
    scenario: str, runs: int, seed: int, set_: Sequence[str], vary: Sequence[str],
    until: float | None, of: str, csv: bool, series: bool,
) -> str:  # fmt: skip
    """The command that plays a batch again, in a new folder."""
    parts = ["wargame run", quote(scenario), f"--runs {runs} --seed {seed}"]
    parts += [f"--set {quote(each)}" for each in set_] + [f"--vary {quote(each)}" for each in vary]
    parts += [] if until is None else [f"--until {until:g}"] + ([] if of == WENT_TO_WAR else [f"--of {of}"])
    return " ".join([*parts, *(["--csv"] if csv else []), *(["--series"] if series else []), "--out NEW_FOLDER"])


def worlds_said(count: int) -> str:
    """So many worlds, in words."""
    return "1 world" if count == 1 else f"{number(count)} worlds"


def _name(counts: CellCounts) -> str:
    """What sets a case apart: the value alone where one factor varies."""
    varied = counts.cell.varied
    return varied[0][1] if len(varied) == 1 else counts.cell.name if varied else "All worlds"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _interval(ends: Sequence[float]) -> str:
    return f"{100 * ends[0]:.1f} to {100 * ends[1]:.1f}%"


def _points(share: float) -> str:
    words = signed(100 * share, 1)
    return "0.0" if words in ("+0.0", "−0.0") else words


def _count(counts: CellCounts, event: str) -> str:
    """A count with its interval, in words."""
    found = counts.share(event)
    return f"{number(found['count'])} of {number(counts.worlds)} worlds ({_interval(found['interval'])})"


def _finding(summary: Summary) -> str:
    if not summary.worlds:
        return "No world is complete."
    if len(summary.cells) == 1:
        counts = summary.cells[0]
        return f"War came in {_count(counts, WENT_TO_WAR)}."
    ordered = sorted(summary.cells, key=lambda counts: counts.count(WENT_TO_WAR))
    least, most = ordered[0], ordered[-1]
    if least.count(WENT_TO_WAR) == most.count(WENT_TO_WAR):
        return f"War came equally often in each case: in {_count(least, WENT_TO_WAR)}."
    fewest, many = (
        alike([_name(counts) for counts in summary.cells if counts.count(WENT_TO_WAR) == end.count(WENT_TO_WAR)])
        for end in (least, most)
    )
    return (
        f"War came least with {fewest}, in {_count(least, WENT_TO_WAR)}, and most with {many}, in "
        f"{_count(most, WENT_TO_WAR)}."
    )


def _answer(summary: Summary) -> str:
    """What else a reader asks first: whether China gets Taiwan, and what is an effect and what may be chance."""
    if not summary.worlds:
        return ""
    shown = summary.cells[:MOST_COLUMNS]
    got = []
    for counts in shown:
        count = sum(counts.count(key) for key in TAKEN)
        ends = _interval(wilson(count, counts.worlds))
        where = "" if len(summary.cells) == 1 else f" with <b>{text(_name(counts))}</b>"
        got.append(f"{number(count)} of {number(counts.worlds)} worlds{where} ({ends})")
    parts = [f"China gets Taiwan, by war or because Taipei gives way, in {_listed(got)}."]
    less = []
    for counts in shown[1:]:
        found = counts.difference(WENT_TO_WAR)
        low, high = found["interval"]
        clear = "" if low > 0 or high < 0 else ", which dice alone could bring"
        less.append(
            f"{_points(found['difference'])} points with <b>{text(_name(counts))}</b> ({_points(low)} to "
            f"{_points(high)}{clear})"
        )
    if less:
        parts.append(
            f"Against <b>{text(_name(summary.cells[0]))}</b>, in the same worlds, the share at war moves by "
            f"{_listed(less)}."
        )
    return f"<div class='lede'>{''.join(f'<p>{part}</p>' for part in parts)}</div>"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _factor(factor: str) -> str:
    """A factor in words, where it has some."""
    if factor == STANCE:
        return "Japan's stance"
    return BY_KEY[factor].label if factor in BY_KEY else factor


def _notices(summary: Summary) -> list[str]:
    notes = [note for note in summary.notes() if note not in (INTERVAL_NOTE, REFUSAL_NOTE)]
    return [*notes, REFUSAL_NOTE] if summary.refuses_access else notes


def _design(summary: Summary) -> list[tuple[str, str]]:
    first = summary.cells[0].cell
    varied = {factor for factor, _ in first.varied}
    fixed = [f"{factor}={value}" for factor, value in first.settings if factor not in varied]
    rows = [("Scenario", f"{first.scenario.title} ({summary.scenario}). {first.scenario.summary}")]
    for factor in dict.fromkeys(factor for factor, _ in first.varied):
        values = dict.fromkeys(dict(counts.cell.varied)[factor] for counts in summary.cells)
        rows.append((f"Varied: {factor}", ", ".join(values)))
    if fixed:
        rows.append(("Set in every case", ", ".join(fixed)))
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


def _figures(summary: Summary) -> str:
    if not summary.worlds:
        return "<p>Nothing yet.</p>"
    shown = summary.cells[:MOST_ROWS]
    cut = f" The first {MOST_ROWS} of {len(summary.cells)} cases." if len(summary.cells) > MOST_ROWS else ""
    came = [key for key in LABELS if any(counts.count(key) for counts in shown)]
    bars = stacked(
        [(_name(c), {key: c.count(key) for key in came}, "") for c in shown], "ends"
    )  # fmt: skip
    parts = [
        figure(
            f"Figure 1. How {worlds_said(summary.worlds)}{' of each case' if len(shown) > 1 else ''} ended. Counts of "
            f"worlds, best for Taiwan at the left; hatched: without an invasion.{cut}",
            bars, outcome_key("key", came),
        ),
        figure(
            f"Figure 2. Share of worlds that went to war, with Wilson's 95% interval, N {number(summary.worlds)} in "
            f"each row.{cut}",
            _shares(shown),
        ),
    ]  # fmt: skip
    if len(shown) > 1:
        parts.append(
            figure(
                f"Figure 3. Share of worlds at war less that of {_name(shown[0])}, in points: paired, the same "
                f"{worlds_said(summary.worlds)} in both, with 95% interval.{cut}",
                _differences(shown),
            )
        )
    return "".join(parts)


def _shares(shown: Sequence[CellCounts]) -> str:
    lines, edges = [], [0.0]
    for counts in shown:
        found = counts.share(WENT_TO_WAR)
        low, high = found["interval"]
        edges.append(high)
        lines.append(Line(_name(counts), [Mark(found["share"], low, high)], _percent(found["share"])))
    ticks = [(tick, f"{100 * tick:.3g}%") for tick in round_ticks(0.0, max(edges))]
    return forest(lines, ticks, "Share of worlds that went to war")


def _differences(shown: Sequence[CellCounts]) -> str:
    lines, edges = [], [0.0]
    for counts in shown[1:]:
        found = counts.difference(WENT_TO_WAR)
        low, high = found["interval"]
        edges += [low, high]
        kind = "more" if found["difference"] > 0 else "less"
        lines.append(Line(_name(counts), [Mark(found["difference"], low, high, kind)], _points(found["difference"])))
    ticks = [
        (tick, number(100 * tick, 0 if abs(round(100 * tick) - 100 * tick) < 1e-9 else 1))
        for tick in round_ticks(min(edges), max(edges))
    ]
    return forest(lines, ticks, "Difference in the share of worlds at war, points", from_zero=True)


def _tables(summary: Summary) -> str:
    if not summary.worlds:
        return "<p>Nothing yet.</p>"
    if len(summary.cells) > MOST_COLUMNS:
        return _long_table(summary)
    cells = summary.cells
    head = ["Outcome", *(text(_name(counts)) for counts in cells)]
    came = [event for event in EVENTS if any(counts.count(event) for counts in cells)]
    rows = []
    for event in came:
        shares = [counts.share(event) for counts in cells]
        found = [
            f"<b>{_percent(share['share'])}</b><span class='label'>{_interval(share['interval'])}<br>"
            f"{number(share['count'])} of {number(counts.worlds)}</span>"
            for counts, share in zip(cells, shares, strict=True)
        ]
        rows.append([text(EVENTS[event]), *found])
    never = ", ".join(EVENTS[event] for event in EVENTS if event not in came)
    caption = "Table 1. Share of worlds, 95% interval, and count." + (f" In no world: {never}." if never else "")
    parts = [table(head, rows, caption)]
    if len(cells) > 1:
        rows = []
        for event in came:
            found_of = [counts.difference(event) for counts in cells[1:]]
            if any(found["only_here"] or found["only_in_first"] for found in found_of):
                rows.append(
                    [
                        text(EVENTS[event]),
                        *(
                            two(_points(f["difference"]), " to ".join(_points(end) for end in f["interval"]))
                            for f in found_of
                        ),
                    ]
                )
        pairing = [saved(counts.difference(WENT_TO_WAR)["pairing_saved"]) for counts in cells[1:]]
        rows.append(["What pairing saved, for war", *pairing])
        parts.append(
            table(
                ["Outcome", *(text(_name(counts)) for counts in cells[1:])], rows,
                f"Table 2. Difference to {_name(cells[0])} in the same worlds, points, with 95% interval.",
            )
        )  # fmt: skip
    parts.append(_losses(cells, head, len(parts) + 1))
    return "".join(parts)


def _losses(cells: Sequence[CellCounts], head: Sequence[str], place: int) -> str:
    medians = [counts.medians() for counts in cells]
    rows = [["Worlds at war", *(number(counts.count(WENT_TO_WAR)) for counts in cells)]]
    for side in SIDES:
        for name in medians[0]:
            kind = name.removesuffix(f"_{side}")
            if SIDE_OF.get(name, side if kind != name else None) == side and kind in LOSSES:
                words = ["none" if found[name] is None else f"{found[name]:,g}" for found in medians]
                rows.append([f"{text(SIDE_NAMES[side])}: {LOSSES[kind]}", *words])
    return table(["Loss", *head[1:]], rows, f"Table {place}. Median losses in the worlds that went to war.")


def _long_table(summary: Summary) -> str:
    rows = []
    for index, counts in enumerate(summary.cells):
        war = counts.share(WENT_TO_WAR)
        less = counts.difference(WENT_TO_WAR) if index else None
        commonest = max(LABELS, key=counts.count)
        rows.append(
            [
                text(_name(counts)),
                two(_percent(war["share"]), _interval(war["interval"])),
                two(_points(less["difference"]), " to ".join(map(_points, less["interval"]))) if less else "",
                f"{text(LABELS[commonest])}<span class='label'>{_percent(counts.share(commonest)['share'])}</span>",
            ]
        )
    return table(
        ["Case", "Went to war", "Less the first, points", "Commonest end"], rows,
        f"Table 1. Each case, N {number(summary.worlds)}, with 95% intervals. All outcomes are in summary.csv.",
    )  # fmt: skip


def _opened(summary: Summary) -> list[Opens]:
    found = []
    for counts in summary.cells[:MOST_OPENED]:
        where = _name(counts) if counts.cell.varied else ""

        def opens(
            what: str, world: int, where: str = where, settings: tuple[tuple[str, str], ...] = counts.cell.settings
        ) -> Opens:
            return Opens(where, what, summary.scenario, summary.seed, world, settings)

        if counts.parted is not None:
            first = _name(summary.cells[0])
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
    rows.append(("Losses", "Medians over the worlds that went to war."))
    if summary.until is not None:
        rows.append(("When it ended", summary.notes()[0]))
    return rows
