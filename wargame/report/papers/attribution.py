"""The report of an attribution: what a stance does, by the ways on which it comes about."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from wargame.analysis.attribution.document import FIXED_DEEDS, MIXED, SHAPLEY, finding, notes, shown
from wargame.analysis.attribution.hearing import WORD
from wargame.analysis.attribution.shares import Attribution, Part, parts, total
from wargame.analysis.summary import INTERVAL_NOTE, REFUSAL_NOTE
from wargame.charts.forest import Line, Mark, forest
from wargame.charts.standalone.study import round_ticks
from wargame.engine.orders import STANCES
from wargame.report.papers.layout import MODEL_NOTES, Opens, Paper, figure, table, two, whole
from wargame.scenario.factors import STANCE
from wargame.scenario.inventory import take
from wargame.statistics.intervals import Interval
from wargame.text.html import number, text

NOT_A_NOTICE = (SHAPLEY, MIXED, FIXED_DEEDS, INTERVAL_NOTE, REFUSAL_NOTE)


def report(found: Attribution, command: str, files: Sequence[tuple[str, str]]) -> str:
    """The report as one HTML document.

    Args:
        found: two worlds of each mix at least.
        command: that plays it again.
        files: what lies beside the report: name and what it holds.
    """
    return whole(paper(found, command, files))


def command_of(found: Attribution, of: str, set_: Sequence[str], csv: bool, series: bool) -> str:
    """The command that plays an attribution again, in a new folder."""
    given = [f"wargame attribute {quote(found.scenario)} --from {found.before} --to {found.after} --of {of}"]
    given += ["--word"] if found.word_only else []
    given += [f"--runs {found.worlds_asked} --seed {found.seed}", *(f"--set {quote(each)}" for each in set_)]
    given += [] if found.until is None else [f"--until {found.until}"]
    given += [f"--least-events {found.least_events}"] if found.least_events else []
    return " ".join([*given, *(["--csv"] if csv else []), *(["--series"] if series else []), "--out NEW_FOLDER"])


def paper(found: Attribution, command: str, files: Sequence[tuple[str, str]]) -> Paper:
    """What the report says."""
    told = notes(found)
    what = "Tokyo's word" if found.word_only else "Tokyo's stance"
    mixes = len(found.combinations)
    return Paper(
        question=f"When {what} goes from {found.before} to {found.after}, how much of the effect comes about on which "
        "way?",
        byline=f"{found.asked.label} ({found.asked.unit}) · {number(found.worlds)} worlds of each of {mixes} mixes, "
        f"the same dice in all · seed {found.seed} · scenario {found.scenario}",
        finding=finding(found),
        answer=_answer(found),
        notices=[*(note for note in told if note not in NOT_A_NOTICE), *([REFUSAL_NOTE] * (REFUSAL_NOTE in told))],
        design=_design(found),
        figures=_figure(found),
        tables=_tables(found),
        worlds=_opened(found),
        method=[
            ("A part", SHAPLEY), ("Intervals", f"{found.method[0].upper()}{found.method[1:]}."), ("A mix", MIXED),
            *([] if found.word_only else [("Deeds", FIXED_DEEDS)]),
        ],
        limits=(INTERVAL_NOTE, *MODEL_NOTES),
        command=command,
        inventory=take(found.scenario),
        files=files,
    )  # fmt: skip


def _ends(found: Attribution, interval: Interval) -> str:
    return " to ".join(shown(found, end) for end in interval)


def _unit(found: Attribution) -> str:
    return "points" if found.asked.is_share else found.asked.unit


def _is_clear(part: Part) -> bool:
    return part.interval.low > 0 or part.interval.high < 0


def _answer(found: Attribution) -> str:
    rows = [
        f"<p><b>{text(part.way.name)}</b>: {text(shown(found, part.mean))} {text(_unit(found))} "
        f"({text(_ends(found, part.interval))}{'' if _is_clear(part) else ', which dice alone could bring'}).</p>"
        for part in parts(found)
    ]
    return f"<div class='lede'>{''.join(rows)}<p>The parts add up to the whole effect.</p></div>"


def _design(found: Attribution) -> list[tuple[str, str]]:
    scenario, mixes = found.cell.scenario, len(found.combinations)
    rows = [("Scenario", f"{scenario.title} ({found.scenario}). {scenario.summary}")]
    rows += [(way.name, f"{way.definition[0].upper()}{way.definition[1:]}.") for way in found.ways]
    if found.cell.settings:
        rows.append(("Set in every game", ", ".join(f"{factor}={value}" for factor, value in found.cell.settings)))
    rows.append(
        ("Games", f"Every mix of the two stances: {mixes} mixes of {number(found.worlds)} worlds, "
         f"{number(mixes * found.worlds)} games")
    )  # fmt: skip
    rows.append(("Dice", f"World k meets the same dice in every mix, so a difference is an effect. Seed {found.seed}."))
    return rows


def _figure(found: Attribution) -> str:
    effect, interval = total(found)
    steps = [(part.way.name, part.mean, part.interval) for part in parts(found)]
    rows = [*steps, ("The whole effect", effect, interval)]
    lines = [
        Line(name, [Mark(mean, *ends_, "plain" if name == "The whole effect" else "more" if mean > 0 else "less")],
             shown(found, mean))
        for name, mean, ends_ in rows
    ]  # fmt: skip
    edges = [0.0, *(end for _, _, ends_ in rows for end in ends_)]
    scale = 100 if found.asked.is_share else 1
    low, high = (min(edges), max(edges)) if max(edges) - min(edges) > 1e-9 else (-0.5, 0.5)
    ticks = [(tick, f"{scale * tick:.3g}".replace("-", "−")) for tick in round_ticks(low, high)]
    axis = f"{found.asked.label}: what each way adds, {_unit(found)}"
    caption = (
        f"Figure 1. {axis}, with 95% interval. Teal: less; rust: more; grey: the whole effect, from {found.before} to "
        f"{found.after}. N {number(found.worlds)} worlds of each mix, the same in all."
    )
    return figure(caption, forest(lines, ticks, axis, from_zero=True))


def _tables(found: Attribution) -> str:
    effect, interval = total(found)
    rows = [
        [
            text(part.way.name),
            two(shown(found, part.mean), _ends(found, part.interval)),
            text(shown(found, part.alone)),
            text(shown(found, part.last)),
        ]
        for part in parts(found)
    ]
    rows.append(["The whole effect", two(shown(found, effect), _ends(found, interval)), "", ""])
    first = table(
        ["Way", "Part", "Switched alone", "Switched last"], rows,
        f"Table 1. What each way adds, {_unit(found)}, N {number(found.worlds)}, with 95% intervals. Alone: all other "
        f"ways as under {found.before}. Last: all others as under {found.after}. Where these "
        "differ, ways work together.",
    )  # fmt: skip
    mixes = []
    for column, switched in enumerate(found.combinations):
        stances = [found.after if way.key in switched else found.before for way in found.ways]
        ends_ = found.interval(column)
        words = " to ".join(found.asked.shown(end) for end in ends_)
        mixes.append([str(column + 1), *map(text, stances), two(found.asked.shown(float(found.means[column])), words)])
    second = table(
        ["Mix", *(text(way.name) for way in found.ways), text(found.asked.label)], mixes,
        f"Table 2. Every mix: which stance each way has, and what came of it, N {number(found.worlds)} each, with 95% "
        "intervals.",
    )  # fmt: skip
    return first + second


def _opened(found: Attribution) -> list[Opens]:
    opened = []
    for world in found.apart:
        for stance, other in ((found.before, found.after), (found.after, found.before)):
            given = (WORD, STANCES[stance][WORD]) if found.word_only else (STANCE, stance)
            what = f"what is asked does not come out as under {other}, on the same dice."
            settings = (*found.cell.settings, given)
            opened.append(Opens(stance, what, found.scenario, found.seed, world, settings))
    return opened
