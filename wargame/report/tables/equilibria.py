"""The game between governments as a table for a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wargame.analysis.equilibria.document import names, notes, plain, tempted, verdict
from wargame.analysis.equilibria.nash import RESAMPLES, Bargaining, Mixed, Profile, between_two, profiles
from wargame.engine.sides import SHORT_NAMES
from wargame.installed import MissingExtra
from wargame.statistics.intervals import wilson

MOST_SHOWN, RARE = 5, 0.05


def render(found: Bargaining) -> RenderableType:
    """The whole report."""
    told = profiles(found)
    text = Text(found.cell.scenario.title, "bold")
    text.append(
        f"\nN {found.worlds:,} worlds of each of {len(found.cases)} profiles · seed {found.seed} · scenario "
        f"{found.scenario}",
        "not bold",
    )
    for player in found.players:
        options = ", ".join(map(plain, player.strategies))
        text.append(f"\n{SHORT_NAMES[player.side]} chooses {player.factor}: {options}", "not bold")
    if found.cell.settings:
        text.append(f"\nset {', '.join(f'{factor}={value}' for factor, value in found.cell.settings)}", "not bold")
    shown = [profile for profile in told if profile.found >= RARE * RESAMPLES][:MOST_SHOWN] or told[:1]
    parts: list[RenderableType] = [text, Text(), Text(verdict(found, told), "bold")]
    for number, profile in enumerate(shown):
        parts += [Text(), *_profile(found, profile, number + 1)]
    return Group(*parts, Text(), *_pairs(found, told[0]), Text(), *(Text(note, "dim") for note in notes(found)))


def _profile(found: Bargaining, profile: Profile, number: int) -> list[RenderableType]:
    low, high = wilson(profile.found, RESAMPLES)
    head = Text(f"({number}) {names(found, profile)}", "bold")
    sure = (
        f"equilibrium in {profile.found / RESAMPLES:.0%} of resamples ({low:.0%} … {high:.0%}); regret "
        f"{profile.regret:.4f} ({profile.regret_interval.low:.4f} … {profile.regret_interval.high:.4f})"
    )
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
    table.add_column("payoff")
    for player in found.players:
        table.add_column(SHORT_NAMES[player.side], justify="right")
    table.add_row("mean", *(f"{mean:.3f}" for mean, _ in profile.payoffs))
    table.add_row(
        Text("95% interval", "dim"), *(Text(f"{ends.low:.3f} … {ends.high:.3f}", "dim") for _, ends in profile.payoffs)
    )
    said = tempted(found, profile)
    return [head, Text(sure), table, *([Text(said, "dim")] if said else [])]


def _pairs(found: Bargaining, held: Profile) -> list[RenderableType]:
    lines: list[RenderableType] = [Text("Between two, all others as in (1), mixed strategies too", "bold")]
    return [*lines, *(Text(f"{who}: {said}" if who else said) for who, said in between_words(found, held))]


def between_words(found: Bargaining, held: Profile) -> list[tuple[str, str]]:
    """Each two, and the equilibria between them, mixed ones too; what to install where that cannot be told."""
    told = []
    try:
        for row, column, mixed, degenerate in between_two(found, held):
            said = "; ".join(_mixed(one) for one in mixed) or "none found"
            more = " (degenerate: there may be more)" if degenerate else ""
            told.append((f"{SHORT_NAMES[row.side]} and {SHORT_NAMES[column.side]}", said + more))
    except MissingExtra as missing:
        return [("", str(missing))]
    return told


def _mixed(one: Mixed) -> str:
    sides = []
    for player, shares in zip(one.pair, one.shares, strict=True):
        kept = [(share, name) for share, name in zip(shares, player.strategies, strict=True) if share > 1e-9]
        sides.append(
            plain(kept[0][1]) if len(kept) == 1 else " or ".join(f"{share:.2f} {plain(name)}" for share, name in kept)
        )
    return " / ".join(sides)
