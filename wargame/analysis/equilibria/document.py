"""The game between the governments as a table for a terminal, as a document, and in words."""

from __future__ import annotations

from typing import Any

from wargame.analysis.equilibria.nash import RESAMPLES, Bargaining, Profile, between_two, profiles
from wargame.analysis.equilibria.ranking import likeliest, most_tempted, nearest
from wargame.analysis.summary import INTERVAL_NOTE
from wargame.engine.sides import SHORT_NAMES
from wargame.installed import MissingExtra
from wargame.statistics.intervals import MEAN, WILSON, wilson
from wargame.text.csv import csv_text

APART, MOST_NAMED = "cannot be told apart", 3  # how many of those that cannot be told apart are named
STABLE = (
    f"How sure an equilibrium is: the share of {RESAMPLES:,} resamples in which nobody gains by changing alone. In "
    "each the worlds weigh otherwise (Bayesian bootstrap); what no world here shows is in no resample. Regret: the "
    "most that anybody gains by changing, in units of its own utility, with a bootstrap interval."
)
JUDGED = "Utilities are judgement, and stand in the scenario; another view of what governments want is another game."
DRAWN = "All strategies meet the same worlds; each is held for the whole game, and chosen before it begins."


def notes(found: Bargaining) -> list[str]:
    """What a reader must know beside the numbers."""
    stopped = [f"Stopped early: {found.worlds:,} of {found.worlds_asked:,} worlds are complete."]
    return [*([] if found.complete else stopped), STABLE, DRAWN, JUDGED, INTERVAL_NOTE]


def verdict(found: Bargaining, told: list[Profile]) -> str:
    """The answer in a sentence or two."""
    best, sure = told[0], [profile for profile in told if profile.found >= 0.95 * RESAMPLES]
    if len(sure) == 1:
        return f"One equilibrium is sure on these worlds: {names(found, best)}."
    if sure:
        return (
            f"{len(sure)} of {len(told)} profiles are sure equilibria on these worlds, and this analysis does not "
            f"choose between them: {_held(found, sure)}."
        )
    if not any(profile.is_equilibrium for profile in told):
        near = nearest(found, told)
        none = "There is no equilibrium in pure strategies;"
        if len(near) == 1:
            return f"{none} the nearest is {names(found, near[0])}."
        return f"{none} which profile comes nearest {APART}: {_listed([names(found, each) for each in near])}."
    ahead = likeliest(found, told)
    if len(ahead) == 1:
        return (
            f"No equilibrium is sure on these worlds: the likeliest, {names(found, best)}, is one in "
            f"{best.found / RESAMPLES:.0%} of resamples."
        )
    said = [f"{names(found, each)}, in {each.found / RESAMPLES:.0%} of resamples" for each in ahead]
    return f"No equilibrium is sure on these worlds, and which is likeliest {APART}: {_listed(said)}."


def tempted(found: Bargaining, profile: Profile) -> str:
    """Who gains most by leaving a profile alone, in words; empty where nobody gains."""
    sides = most_tempted(found, profile)
    if len(sides) > 1:
        who = " and ".join([", ".join(SHORT_NAMES[side] for side in sides[:-1]), SHORT_NAMES[sides[-1]]])
        return f"Who is most tempted to change {APART}: {who}."
    return f"Most tempted to change: {plain(profile.tempted)}." if sides else ""


def _listed(said: list[str]) -> str:
    more = len(said) - MOST_NAMED
    return f"{'; '.join(said[:MOST_NAMED])}{f'; and {more} more' if more > 0 else ''}"


def _held(found: Bargaining, sure: list[Profile]) -> str:
    """What several equilibria have in common: for each government what it may play in them."""
    said, count = [], 1
    for at, player in enumerate(found.players):
        played = [one for one in player.strategies if any(profile.strategies[at] == one for profile in sure)]
        count *= len(played)
        any_ = len(played) == len(player.strategies)
        said.append(f"{SHORT_NAMES[player.side]} {'any' if any_ else ' or '.join(map(plain, played))}")
    return f"{'' if count == len(sure) else 'some profiles of '}{', '.join(said)}"


def names(found: Bargaining, profile: Profile) -> str:
    """A profile in words."""
    return ", ".join(
        f"{SHORT_NAMES[player.side]} {plain(one)}"
        for player, one in zip(found.players, profile.strategies, strict=True)
    )


def short_names(found: Bargaining, profile: Profile) -> str:
    """A profile by its strategies alone, in the order of the governments."""
    return " / ".join(plain(one) for one in profile.strategies)


def as_csv(found: Bargaining) -> str:
    """One row a profile: strategies, how sure it is, regret, and each payoff with its interval."""
    sides = [player.side for player in found.players]
    ends = [f"{side}_{name}" for side in sides for name in ("payoff", "low", "high")]
    head = [*sides, "worlds", "equilibrium", "resamples_in_which_equilibrium", "regret", "regret_low", "regret_high"]
    rows = [
        [*profile.strategies, found.worlds, profile.is_equilibrium, profile.found, profile.regret,
         *profile.regret_interval, *(value for mean, ends in profile.payoffs for value in (mean, *ends))]
        for profile in profiles(found)
    ]  # fmt: skip
    return csv_text([*head, *ends], rows)


def plain(name: str) -> str:
    return name.replace("_", " ")


def as_document(found: Bargaining) -> dict[str, Any]:
    """The game as JSON writes it."""
    told = profiles(found)
    try:
        pairs: Any = [
            {
                "between": [row.side, column.side],
                "degenerate": degenerate,
                "equilibria": [
                    {
                        player.side: dict(zip(player.strategies, shares, strict=True))
                        for player, shares in zip(one.pair, one.shares, strict=True)
                    }
                    for one in mixed
                ],
            }
            for row, column, mixed, degenerate in between_two(found, told[0])
        ]
    except MissingExtra:
        pairs = None
    utilities = found.cell.scenario.utilities
    return {
        "scenario": found.scenario,
        "title": found.cell.scenario.title,
        "settings": dict(found.cell.settings),
        "seed": found.seed,
        "worlds": found.worlds,
        "worlds_asked": found.worlds_asked,
        "complete": found.complete,
        "players": [
            {"side": player.side, "factor": player.factor, "strategies": list(player.strategies)}
            for player in found.players
        ],
        "utilities": utilities.model_dump() if utilities else None,
        "verdict": verdict(found, told),
        "resamples": RESAMPLES,
        "profiles": [
            {
                "strategies": {p.side: one for p, one in zip(found.players, profile.strategies, strict=True)},
                "payoffs": {
                    player.side: {"mean": mean, "interval": list(ends)}
                    for player, (mean, ends) in zip(found.players, profile.payoffs, strict=True)
                },
                "equilibrium": profile.is_equilibrium,
                "resamples_in_which_equilibrium": profile.found,
                "share_interval": list(wilson(profile.found, RESAMPLES)),
                "regret": profile.regret,
                "regret_interval": list(profile.regret_interval),
                "most_tempted": profile.tempted or None,
            }
            for profile in told
        ],
        "between_two": pairs,
        "methods": {
            "payoff": MEAN,
            "equilibrium": STABLE,
            "share": WILSON,
            "between_two": "support enumeration, nashpy",
        },
        "notes": notes(found),
    }
