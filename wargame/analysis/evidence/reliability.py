"""Reliability: what Beijing estimated of its wars beside how many of them it won, in wars that the fit had not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.engine.parameters import Array
from wargame.engine.physics import success
from wargame.statistics.intervals import Interval, wilson

BINS = 10
FEW = 50  # wars below which a share says little


@dataclass(frozen=True)
class Bin:
    """Wars in which the estimate was about the same."""

    estimated: float  # their mean estimate
    won: int
    wars: int

    @property
    def share(self) -> float:
        return self.won / self.wars

    @property
    def interval(self) -> Interval:
        """Of the share that was won."""
        return wilson(self.won, self.wars)


@dataclass(frozen=True)
class Reliability:
    """Estimates beside what happened, in bins of a tenth each; those without a war are left out."""

    bins: tuple[Bin, ...]
    seed: int  # of the wars

    @property
    def wars(self) -> int:
        return sum(each.wars for each in self.bins)

    @property
    def expected_error(self) -> float:
        """Expected calibration error: the mean distance of the two, weighted by wars [naeini2015]."""
        return sum(abs(each.estimated - each.share) * each.wars for each in self.bins) / self.wars

    def as_data(self) -> dict[str, Any]:
        """As it is stored with the fit."""
        return {
            "seed": self.seed,
            "wars": self.wars,
            "bins": [{"estimated": each.estimated, "won": each.won, "wars": each.wars} for each in self.bins],
        }


def binned(estimates: Array, won: Array, seed: int) -> Reliability:
    """Put wars into bins.

    Args:
        estimates: (wars,) chances that were estimated.
        won: (wars,) whether the war was won.
        seed: of the wars.
    """
    place = np.minimum((estimates * BINS).astype(int), BINS - 1)
    return Reliability(
        tuple(
            Bin(round(float(estimates[place == number].mean()), 4), int(won[place == number].sum()), int(filled))
            for number, filled in enumerate(np.bincount(place, minlength=BINS))
            if filled
        ),
        seed,
    )


def stored(fitted: Mapping[str, Any] = success.FITTED) -> Reliability:
    """What `make estimate` found on wars of a seed of their own."""
    return _read(fitted["reliability"])


def stored_parts(fitted: Mapping[str, Any] = success.FITTED) -> dict[str, Reliability]:
    """The same for each kind of war, and for the wars before which no programme had delivered anything."""
    return {name: _read(kept) for name, kept in fitted["reliability_of"].items()}


def _read(kept: Mapping[str, Any]) -> Reliability:
    return Reliability(tuple(Bin(**each) for each in kept["bins"]), kept["seed"])
