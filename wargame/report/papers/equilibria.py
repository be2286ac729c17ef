"""The report of a game between governments: what nobody gains by leaving, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from wargame.analysis.equilibria.document import DRAWN, JUDGED, STABLE, names, notes, short_names, tempted, verdict
from wargame.analysis.equilibria.nash import RESAMPLES, Bargaining, Profile, profiles, wants_of
from wargame.analysis.equilibria.ranking import likeliest
from wargame.analysis.summary import INTERVAL_NOTE
from wargame.charts.forest import Line, Mark, forest
from wargame.charts.standalone.equilibria import drawn
from wargame.charts.standalone.study import round_ticks
from wargame.charts.standalone.style import RUST, TEAL
from wargame.engine.measures import BY_NAME
from wargame.engine.outcome import KEYS, OUTCOMES
from wargame.engine.sides import SHORT_NAMES
from wargame.report.papers.layout import MODEL_NOTES, Opens, Paper, figure, table, two, whole
from wargame.report.tables.equilibria import between_words
from wargame.scenario.inventory import take
from wargame.statistics.intervals import MEAN, WILSON, wilson
from wargame.text.html import number, text

MOST_ROWS = 15  # profiles of a table; all are in equilibria.csv
MOST_OPENED = 3
NOT_A_NOTICE = (STABLE, DRAWN, JUDGED, INTERVAL_NOTE)


def report(found: Bargaining, command: str, files: Sequence[tuple[str, str]]) -> str:
    """The report as one HTML document.

    Args:
        found: with complete worlds.
        command: that plays it again.
        files: what lies beside the report: name and what it holds.
    """
    return whole(paper(found, command, files))


def command_of(
    found: Bargaining, strategies: Sequence[str], players: Sequence[str], set_: Sequence[str], csv: bool, series: bool
) -> str:
    """The command that plays the game again, in a new folder."""
    given = [f"wargame equilibria {quote(found.scenario)} --runs {found.worlds_asked} --seed {found.seed}"]
    given += [f"--strategies {quote(each)}" for each in strategies] + [f"--player {side}" for side in players]
    given += [f"--set {quote(each)}" for each in set_]
    return " ".join([*given, *(["--csv"] if csv else []), *(["--series"] if series else []), "--out NEW_FOLDER"])


def paper(found: Bargaining, command: str, files: Sequence[tuple[str, str]]) -> Paper:
    """What the report says."""
    told = profiles(found)
    sides = _listed([SHORT_NAMES[player.side] for player in found.players])
    return Paper(
        question=f"Which choices of {sides} would none of them gain by leaving alone?",
        byline=f"{number(found.worlds)} worlds of each of {len(found.cases)} profiles, the same dice in all · seed "
        f"{found.seed} · scenario {found.scenario}",
        finding=verdict(found, told),
        answer=_answer(found, told),
        notices=[JUDGED, *(note for note in notes(found) if note not in NOT_A_NOTICE)],
        design=_design(found),
        figures=_figure(found),
        tables=_tables(found, told),
        worlds=_opened(found, told),
        method=[
            ("Equilibria", STABLE), ("Choices", DRAWN), ("Payoffs", f"{MEAN}."),
            ("Share of resamples", f"{WILSON}, of {RESAMPLES:,} resamples."),
            ("Between two", "Support enumeration by nashpy, on the mean payoffs; all others hold the first profile."),
        ],
        limits=(INTERVAL_NOTE, *MODEL_NOTES),
        command=command,
        inventory=take(found.scenario),
        files=files,
    )  # fmt: skip


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _sure(profile: Profile) -> str:
    low, high = wilson(profile.found, RESAMPLES)
    return f"{profile.found / RESAMPLES:.0%} of resamples ({low:.0%} to {high:.0%})"


def _answer(found: Bargaining, told: list[Profile]) -> str:
    best, alone = told[0], len(likeliest(found, told)) == 1
    payoffs = "; ".join(
        f"{SHORT_NAMES[player.side]} {mean:.3f} ({ends.low:.3f} to {ends.high:.3f})"
        for player, (mean, ends) in zip(found.players, best.payoffs, strict=True)
    )
    parts = [
        f"{names(found, best)} is {'the likeliest' if alone else 'among the likeliest'}: an equilibrium in "
        f"{_sure(best)}. Payoffs, with 95% intervals: {payoffs}."
    ]
    if said := tempted(found, best):
        parts.append(said)
    return f"<div class='lede'>{''.join(f'<p>{text(part)}</p>' for part in parts)}</div>"


def _design(found: Bargaining) -> list[tuple[str, str]]:
    scenario = found.cell.scenario
    rows = [("Scenario", f"{scenario.title} ({found.scenario}). {scenario.summary}")]
    for player in found.players:
        options = ", ".join(one.replace("_", " ") for one in player.strategies)
        rows.append((f"{SHORT_NAMES[player.side]} chooses", f"{player.factor}: {options}"))
    if found.cell.settings:
        rows.append(("Set in every game", ", ".join(f"{factor}={value}" for factor, value in found.cell.settings)))
    games = len(found.cases) * found.worlds
    rows.append(("Games", f"{len(found.cases)} profiles of {number(found.worlds)} worlds, {number(games)} games"))
    rows.append(("Dice", f"World k meets the same dice in every profile. Seed {found.seed}."))
    return rows


def _figure(found: Bargaining) -> str:
    rows, _, _ = drawn(found)
    kinds = {TEAL: "less", RUST: "more"}
    lines = [
        Line(row.label, [Mark(mark.value, mark.low, mark.high, kinds[mark.colour]) for mark in row.marks], row.beside)
        for row in rows
    ]
    high = max(edge for row in rows for mark in row.marks for edge in mark.edges) or 1.0
    ticks = [(tick, f"{tick:.3g}") for tick in round_ticks(0.0, high)]
    axis = "Regret of the best profile with each strategy: what a government gains at most by leaving it alone"
    caption = (
        f"Figure 1. {axis}, in units of its own utility, with 95% interval, N {number(found.worlds)} worlds of each "
        f"profile. At the right: in how many of {RESAMPLES:,} resamples some profile with it is an equilibrium; rust, "
        "in fewer than half."
    )
    return figure(caption, forest(lines, ticks, axis).replace("'rows'", "'rows plain'", 1))


def _tables(found: Bargaining, told: list[Profile]) -> str:
    shown = told[:MOST_ROWS]
    rows = [
        [
            text(short_names(found, profile)),
            text(f"{profile.found / RESAMPLES:.0%}"),
            two(f"{profile.regret:.4f}", f"{profile.regret_interval.low:.4f} to {profile.regret_interval.high:.4f}"),
            *(two(f"{mean:.3f}", f"{ends.low:.3f} to {ends.high:.3f}") for mean, ends in profile.payoffs),
        ]
        for profile in shown
    ]
    cut = f" The first {len(shown)} of {len(told)}; all are in equilibria.csv." if len(shown) < len(told) else ""
    sides = [SHORT_NAMES[player.side] for player in found.players]
    parts = [
        table(
            ["Profile", "Equilibrium in", "Regret", *sides], rows,
            f"Table 1. Profiles ({' / '.join(sides)}): share of {RESAMPLES:,} resamples, regret, and the payoff of "
            f"each government, N {number(found.worlds)}, with 95% intervals.{cut}", "named",
        )
    ]  # fmt: skip
    pairs = [[text(who), text(said)] for who, said in between_words(found, told[0])]
    parts.append(
        table(["Between", "Equilibria"], pairs, "Table 2. Each two alone, all others as in the first profile.", "said")
    )
    parts.append(_wants(found))
    return "".join(parts)


def _wants(found: Bargaining) -> str:
    """What governments want, as the scenario says."""
    wants = {player.side: wants_of(found.cell.scenario, player.side) for player in found.players}
    worth = {side: want.outcomes.model_dump() for side, want in wants.items()}  # type: ignore[attr-defined]
    labels = {outcome.key: outcome.label for outcome in OUTCOMES}
    rows = [[text(labels[key]), *(f"{worth[side][key]:g}".replace("-", "−") for side in wants)] for key in KEYS]
    for name in dict.fromkeys(name for want in wants.values() for name in want.measures):
        cells = [want.measures.get(name) for want in wants.values()]
        what = f"{BY_NAME[name].label}, for each: {BY_NAME[name].unit}"
        rows.append([text(what), *("" if one is None else f"{one:g}".replace("-", "−") for one in cells)])
    return table(
        ["Outcome, or unit of a measure", *(SHORT_NAMES[side] for side in wants)], rows,
        "Table 3. What each is worth to each government, on a scale of its own: judgement, from the scenario.",
    )  # fmt: skip


def _opened(found: Bargaining, told: list[Profile]) -> list[Opens]:
    opened = []
    for profile in told[:MOST_OPENED]:
        given = tuple((player.factor, one) for player, one in zip(found.players, profile.strategies, strict=True))
        what = f"the first of {number(found.worlds)}; an equilibrium in {_sure(profile)}."
        settings = (*found.cell.settings, *given)
        opened.append(Opens(short_names(found, profile), what, found.scenario, found.seed, 0, settings))
    return opened
