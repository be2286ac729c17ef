"""Outcomes: how a finished game is classed, seen from China's aims."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.engine.parameters import Array
from wargame.engine.world import ENDINGS, TAIWAN_KM2, WAR_TURN_DAYS, World

HELD_MUCH = 0.25  # judgement: 17% was held on average in games of which 3 in 18 went towards China [csis-firstbattle]
FLEET_SPENT = 0.10  # share of the landing fleet left when it can carry no more [csis-firstbattle]


@dataclass(frozen=True)
class OutcomeClass:
    """A class of outcomes: the six of the published games, those without an invasion, and nuclear use."""

    key: str
    label: str
    sentence: str
    severity: float  # what Beijing got of what it was after, 0 nothing to 1 Taiwan; judgement


OUTCOMES = (
    OutcomeClass("deterred", "No force used", "Beijing waited. There was no war.", 0.0),
    OutcomeClass("coercion", "Quarantine withstood", "Taiwan was squeezed, and gave nothing.", 0.0),
    OutcomeClass("lifted", "Blockade lifted", "China lifted the blockade, and Taiwan gave nothing.", 0.0),
    OutcomeClass("standoff", "Blockade without end", "The blockade went on, and neither side gave way.", 0.5),
    OutcomeClass("settled", "Settled under blockade", "Ships sail again, and Taiwan gave up something.", 0.6),
    OutcomeClass("conceded", "Taiwan gives way", "Taipei accepted Beijing's terms without an invasion.", 0.9),
    OutcomeClass("decisive_defeat", "Decisive Chinese defeat", "The landing was destroyed.", 0.0),
    OutcomeClass("defeat", "Chinese defeat", "The fleet was lost and the landing failed.", 0.05),
    OutcomeClass("against", "Stalemate against China", "The landing stalled and was running out.", 0.2),
    OutcomeClass("indeterminate", "Stalemate, open", "Neither side could end it.", 0.45),
    OutcomeClass("toward", "Stalemate towards China", "The landing held and was growing.", 0.7),
    OutcomeClass("victory", "Chinese victory", "China took Taiwan.", 1.0),
    OutcomeClass("nuclear", "Nuclear use", "A nuclear weapon was used, and the war stopped.", 0.5),
)
PEACE = ("deterred", "coercion")  # neither a blockade nor a war
BLOCKADED = ("lifted", "standoff", "settled", "conceded")  # a blockade, and no war after it
TAKEN = ("conceded", "victory")  # China gets Taiwan, by war or without
# What became of Taiwan, for a reader who wants it in a word.
FATES = {
    "peace": PEACE,
    "holds": ("lifted", "standoff", "decisive_defeat", "defeat", "against", "indeterminate"),
    "beijing": ("settled", "conceded", "toward", "victory"),
    "nuclear": ("nuclear",),
}
KEYS = tuple(outcome.key for outcome in OUTCOMES)
SEVERITY = np.array([outcome.severity for outcome in OUTCOMES])
DETERRED, COERCION, LIFTED, STANDOFF, SETTLED, CONCEDED = range(6)
DECISIVE, DEFEAT, AGAINST, INDETERMINATE, TOWARD, VICTORY, NUCLEAR = range(6, 13)


def classify(world: World) -> Array:
    """(worlds,) the class of each finished game; -1 where it goes on.

    War outcomes follow the published scoring [csis-firstbattle]: what is left of the fleet, whether those
    ashore can be supplied, and how strong they are beside the defenders.
    """
    ended = {name: world.ending == index for index, name in enumerate(ENDINGS)}
    started = np.maximum(world.landing_ships + world.landing_ships_lost, 1)
    fleet = world.landing_ships / started
    ashore = world.battalions_ashore
    defenders = np.maximum(world.taiwan_battalions + world.reserve_battalions / 2, 1)
    ratio = ashore / defenders
    held = world.area_km2 / TAIWAN_KM2
    sustained = (fleet > 0.25) | (world.ports >= 1.5)
    days = world.war_turns * WAR_TURN_DAYS
    weak, strong = ratio < 0.45, (ratio > 0.8) | (held > HELD_MUCH)
    destroyed = (fleet < FLEET_SPENT) & ~sustained & weak
    war = np.select(
        [
            ended["conquest"],
            destroyed & ((ratio < 0.35) | (held < 0.05)) & (days <= 14),
            destroyed,
            sustained & strong,
            sustained & (ratio > 0.5),
            held > HELD_MUCH,  # cut off, and yet on a quarter of the island: neither side can end it
        ],
        [VICTORY, DECISIVE, DEFEAT, TOWARD, INDETERMINATE, INDETERMINATE],
        default=AGAINST,  # cut off on little ground, or supplied and too weak
    )
    fought = world.war_turns > 0
    peace = np.select(
        [ended["concession"], ended["settled"], ended["standoff"], ended["lifted"], world.blockaded > 0],
        [CONCEDED, SETTLED, STANDOFF, LIFTED, COERCION],
        default=DETERRED,
    )
    return np.where(world.ending < 0, -1, np.where(ended["nuclear"], NUCLEAR, np.where(fought, war, peace)))
