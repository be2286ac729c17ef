"""The report of the linchpin analysis: what hangs on each base and each host, as a flow and over many games."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from wargame.analysis.linchpin.document import GAMES, IS, IS_NOT, REMOVED, disagreements, notes
from wargame.analysis.linchpin.removals import Change, Linchpin, Moved, Row
from wargame.analysis.summary import INTERVAL_NOTE, REFUSAL_NOTE
from wargame.charts.forest import Line, Mark, forest
from wargame.charts.standalone.linchpin import FRAME, OF_PAGE, theatre_map
from wargame.charts.standalone.study import round_ticks
from wargame.report.papers.layout import MODEL_NOTES, Opens, Paper, figure, table, two, whole
from wargame.scenario.inventory import take
from wargame.statistics.intervals import PAIRED, PAIRED_MEAN, RATIO, Interval
from wargame.text.html import number, signed, text

MOST_OPENED = 3
SAME = 0.5  # sorties: less is the rounding of the flow
NOT_A_NOTICE = (IS, IS_NOT, GAMES, REMOVED, INTERVAL_NOTE, REFUSAL_NOTE)


def report(found: Linchpin, command: str, files: Sequence[tuple[str, str]]) -> str:
    """The report as one HTML document.

    Args:
        found: with complete worlds.
        command: that plays it again.
        files: what lies beside the report: name and what it holds.
    """
    return whole(paper(found, command, files))


def command_of(found: Linchpin, set_: Sequence[str], csv: bool, series: bool) -> str:
    """The command that plays the analysis again, in a new folder."""
    given = [f"wargame linchpin {quote(found.scenario)} --runs {found.worlds_asked} --seed {found.seed}"]
    given += [f"--set {quote(each)}" for each in set_]
    return " ".join([*given, *(["--csv"] if csv else []), *(["--series"] if series else []), "--out NEW_FOLDER"])


def paper(found: Linchpin, command: str, files: Sequence[tuple[str, str]]) -> Paper:
    """What the report says."""
    apart = disagreements(found)
    return Paper(
        question=f"What hangs on each base, and on each host's consent, in “{found.cell.scenario.title}”?",
        byline=f"{number(found.worlds)} worlds with and without each of {len(found.rows)}, the same dice in all, "
        f"{number(found.wars)} at war · seed {found.seed} · scenario {found.scenario}",
        finding=_finding(found),
        answer=_answer(found, apart),
        notices=[*(note for note in notes(found) if note not in (*NOT_A_NOTICE, *apart)), REFUSAL_NOTE],
        design=_design(found),
        figures=_figures(found),
        tables=_tables(found),
        worlds=_opened(found),
        method=[
            ("Capacity", f"{IS} {IS_NOT}"), ("Games", GAMES), ("What is removed", REMOVED),
            ("Shares", f"{PAIRED[0].upper()}{PAIRED[1:]}."), ("Means", f"{PAIRED_MEAN[0].upper()}{PAIRED_MEAN[1:]}."),
            ("Sorties, as a share", f"{RATIO[0].upper()}{RATIO[1:]}."),
        ],
        limits=(INTERVAL_NOTE, *MODEL_NOTES),
        command=command,
        inventory=take(found.scenario),
        files=files,
    )  # fmt: skip


def _signed(value: float, digits: int = 1) -> str:
    words = signed(value, digits)
    return words if words.strip("+−0.") else "0"


def _percent(share: float) -> str:
    return f"{_signed(100 * share)}%"


def _points(change: Change) -> str:
    assert change.difference is not None
    return _signed(100 * change.difference)


def _range(interval: Interval, digits: int = 1, scale: float = 1) -> str:
    return " to ".join(_signed(scale * end, digits) for end in interval)


def _finding(found: Linchpin) -> str:
    words = f"{number(found.flow.sorties)} fighter sorties can reach the strait in 3.5 days, with everything open."
    hosts, bases = (_largest(found, kind) for kind in ("host", "base"))
    if not hosts or not bases:
        return words
    return f"{words} Of hosts, most goes with {_named(hosts)}; of bases, with {_named(bases)}."


def _largest(found: Linchpin, kind: str) -> list[Row]:
    """The removals that take most of the flow: several where they take the same, for no dice tell them apart."""
    rows = [row for row in found.rows if row.removal.kind == kind]
    most = max((row.lost for row in rows), default=0.0)
    return [row for row in rows if most - row.lost <= SAME]


def _named(rows: Sequence[Row]) -> str:
    shown = " and ".join(row.removal.name for row in rows[:MOST_OPENED])
    more = f" and {len(rows) - MOST_OPENED} more" if len(rows) > MOST_OPENED else ""
    return f"{shown}{more} ({_percent(-rows[0].share)}{' each, the same' if len(rows) > 1 else ''})"


def _answer(found: Linchpin, apart: Sequence[str]) -> str:
    parts = []
    for row in found.rows:
        taken = row.effect.taken
        if row.removal.kind == "host" and taken.difference is not None:
            clear = "" if taken.interval.low > 0 or taken.interval.high < 0 else ", which dice alone could bring"
            parts.append(
                f"In the games, without {row.removal.name} China gets Taiwan {_points(taken)} points more often "
                f"({_range(taken.interval, 1, 100)}{clear}; N {number(taken.worlds)})."
            )
    return f"<div class='lede'>{''.join(f'<p>{text(part)}</p>' for part in [*parts, *apart])}</div>"


def _design(found: Linchpin) -> list[tuple[str, str]]:
    scenario, cases = found.cell.scenario, len(found.rows) + 1
    rows = [("Scenario", f"{scenario.title} ({found.scenario}). {scenario.summary}")]
    for kind, name in (("host", "Hosts removed"), ("base", "Bases removed")):
        rows.append((name, ", ".join(row.removal.name for row in found.rows if row.removal.kind == kind) or "none"))
    if found.cell.settings:
        rows.append(("Set in every game", ", ".join(f"{factor}={value}" for factor, value in found.cell.settings)))
    rows.append(
        ("Games", f"{number(found.worlds)} worlds of each of {cases} cases, as it is and without each: "
         f"{number(cases * found.worlds)} games")
    )  # fmt: skip
    rows.append(
        ("Dice", f"World k meets the same dice in every case, so a difference is an effect. Seed {found.seed}.")
    )
    return rows


def _figures(found: Linchpin) -> str:
    said = "Map of the theatre: what flies from each base, and what goes without it. The numbers are in Table 1"
    drawn = (
        f"<svg class='theatre' viewBox='0 0 {FRAME.width} {FRAME.height}' role='img' aria-label='{said}'>"
        f"{theatre_map(found, OF_PAGE)}</svg>"
    )
    half = f" Half of it goes with {', '.join(found.halving)}." if found.halving else ""
    lines, edges = [], [0.0]
    for row in found.rows:
        marks = [Mark(-row.share, None, None, "less")]
        edges.append(-row.share)
        moved = row.effect.moved["us_sorties"]
        if moved.share is not None and moved.share_interval is not None:
            marks.append(Mark(moved.share, *moved.share_interval, "more"))
            edges += [moved.share, *moved.share_interval]
        lines.append(Line(_name(row), marks, _percent(-row.share)))
    low, high = (min(edges), max(edges)) if max(edges) - min(edges) > 1e-9 else (-1.0, 0.0)
    ticks = [(tick, f"{100 * tick:.0f}%".replace("-", "−")) for tick in round_ticks(low, high)]
    axis = "What goes without each, as a share of all"
    return figure(
        f"Figure 1. Flights to the strait, as wide as their flow: {number(found.flow.sorties)} sorties in 3.5 days. A "
        f"disc is the capacity that goes without a base, a ring the US sorties that go in the games, by area.{half}",
        drawn,
    ) + figure(
        "Figure 2. Above, teal: capacity, with everything open and nothing struck; the number at the right. Below, "
        f"rust: US sorties flown in the {number(found.wars)} worlds at war, with 95% interval.",
        forest(lines, ticks, axis, from_zero=True),
    )  # fmt: skip


def _name(row: Row) -> str:
    return f"{row.removal.name} (host)" if row.removal.kind == "host" else row.removal.name


def _tables(found: Linchpin) -> str:
    rows = []
    for row in found.rows:
        moved, taken = row.effect.moved, row.effect.taken
        sorties = moved["us_sorties"]
        rows.append(
            [
                text(_name(row)),
                two(_percent(-row.share), _signed(-row.lost, 0)),
                _of(sorties),
                _moved(moved["ships_lost_china"]),
                _moved(moved["battalions_ashore"]),
                "" if taken.difference is None else two(_points(taken), _range(taken.interval, 1, 100)),
            ]
        )
    first = table(
        ["Without", "Capacity", "US sorties flown", "Chinese ships sunk", "Battalions ashore",
         "China gets Taiwan, points"],
        rows,
        f"Table 1. What goes without each. Capacity in sorties of 3.5 days; the rest is of games, N "
        f"{number(found.worlds)} worlds, means over those at war both times, with 95% intervals.",
    )  # fmt: skip
    cut = [[text(arc.base), text(arc.limit), number(arc.sorties)] for arc in found.flow.cut]
    return first + table(
        ["Base", "Limit", "Sorties"], cut,
        "Table 2. The minimum cut: what holds the flow down. It adds up to the whole capacity.",
    )  # fmt: skip


def _of(moved: Moved) -> str:
    if moved.share is None or moved.share_interval is None:
        return "no wars"
    return two(_percent(moved.share), _range(moved.share_interval, 1, 100))


def _moved(moved: Moved) -> str:
    if moved.difference is None or moved.interval is None:
        return "no wars"
    return two(_signed(moved.difference), _range(moved.interval))


def _opened(found: Linchpin) -> list[Opens]:
    ordered = sorted(found.rows, key=lambda row: -abs(row.effect.taken.difference or 0.0))
    opened = []
    for row in [row for row in ordered if row.effect.parted is not None][:MOST_OPENED]:
        world = row.effect.parted
        assert world is not None
        what = "the first in which China gets Taiwan with it or without it only."
        opened.append(
            Opens(f"without {row.removal.name}", what, found.scenario, found.seed, world, row.removal.cell.settings)
        )
        opened.append(Opens("as it is", "the same world.", found.scenario, found.seed, world, found.cell.settings))
    return opened
