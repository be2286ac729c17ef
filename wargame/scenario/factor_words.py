"""Factors in words: what a name such as japan.stance or model.trust.tariff_effect is, for who reads a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from wargame.engine.orders import BY_KEY
from wargame.engine.sides import CAPITALS
from wargame.scenario.factors import STANCE
from wargame.scenario.inventory import take

STANCE_WORDS = "what Tokyo says in the crisis, and does under a blockade and in war"
STANCES = {
    "refuse": "Tokyo refuses the US its bases",
    "support": "Tokyo helps in the rear, without US combat operations",
    "combat": "Tokyo permits US combat operations from its bases",
    "join": "Tokyo permits them, and joins the war",
}
MOST_VALUES = 8  # of one factor that are explained


@cache
def meanings(scenario: str) -> dict[str, tuple[str, str]]:
    """The unit of each number of a scenario, and what it is, by dotted path."""
    return {entry.path: (entry.unit, entry.meaning) for entry in take(scenario).entries}


def label(factor: str) -> str:
    """A factor as the title of a report names it; the path itself where only its meaning says more."""
    if factor == STANCE:
        return "Japan's stance"
    if factor in BY_KEY:
        order = BY_KEY[factor]
        return f"{CAPITALS[order.side]}'s order “{order.label}”"
    return factor


def meaning(factor: str, scenario: str) -> str:
    """What a factor is, in words; empty where nothing is said of it."""
    if factor == STANCE:
        return STANCE_WORDS
    if factor in BY_KEY:
        order = BY_KEY[factor]
        return f"what {CAPITALS[order.side]} orders: {order.question}"
    side = factor.removeprefix("actors.").removesuffix(".doctrine")
    if side in CAPITALS and factor.endswith(".doctrine"):
        return f"by which doctrine {CAPITALS[side]} decides"
    unit, what = meanings(scenario).get(factor, ("", ""))
    return f"{what} ({unit})" if unit else what


def value(factor: str, written: str) -> str:
    """What a value of a factor is, in words; empty for a number."""
    if factor == STANCE:
        return STANCES.get(written, "")
    if factor in BY_KEY:
        return next((choice.label for choice in BY_KEY[factor].choices if choice.name == written), "")
    return ""


def explained(factors: Iterable[tuple[str, Sequence[str]]], scenario: str) -> list[str]:
    """A sentence for each factor that says more than its name: what it is, and what its values are."""
    said = []
    for factor, values in factors:
        what = meaning(factor, scenario)
        words = [f"{each}, {words}" for each in values[:MOST_VALUES] if (words := value(factor, each))]
        if what or words:
            head = f"{factor} is {what}" if what else factor
            said.append(f"{head}{': ' if words else ''}{'; '.join(words)}".rstrip("?.") + ".")
    return said
