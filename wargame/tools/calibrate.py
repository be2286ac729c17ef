"""Calibration: fit a few numbers to published results. `python -m wargame.tools.calibrate` does it again.

Least squares [virtanen2020] on the means over worlds, with the same dice in every trial, so that a difference between
two trials is an effect of the numbers and the same command gives the same fit. All other numbers stay at their source
or at their judgement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from scipy.optimize import least_squares

from wargame.analysis.evidence.findings import Finding, read
from wargame.analysis.evidence.gauges import GAUGES
from wargame.analysis.evidence.history import History, play_named
from wargame.analysis.evidence.published import BASE, PESSIMISTIC, PUBLISHED, Basis, Published
from wargame.engine.parameters import Array
from wargame.engine.world import WAR_TURN_DAYS

WORLDS, SEED = 400, 2027
STEP = 0.08  # of a number's range, to see what it moves: less would drown in rounding
NEAR_BOUND = 0.02  # of a number's range, within which it counts as at its bound
NEVER_DAYS = 10 * WAR_TURN_DAYS  # a fleet that lives on counts as if it died after the last turn
BEGIN, END = "<!-- written by python -m wargame.tools.calibrate -->", "<!-- end of what was written -->"


@dataclass(frozen=True)
class Fitted:
    """A number to fit.

    Args:
        path: of the scenario.
        start: what judgement said before any fit.
        low: the least that the fit may choose.
        high: the most.
        meaning: in words.
        bounds: why the least and the most stand where they do.
    """

    path: str
    start: float
    low: float
    high: float
    meaning: str
    bounds: str


FITTED = (
    Fitted("model.sea.kills_per_hit", 0.75, 0.3, 1.6, "ships sunk or out of the war for each missile that hits",
           "judgement: a warhead that sinks one warship in three, and a hit that burns a neighbour too"),
    Fitted("model.sea.picket", 0.7, 0.1, 2.0, "hits that an escort draws beside a landing ship",
           "judgement: from a screen that is all but absent to one that draws twice what it guards"),
    Fitted("model.air.ground_fire", 0.035, 0.0, 0.10, "Chinese aircraft lost to fire from Taiwan in 3.5 days",
           "judgement: from no fire to three times what the published losses of the base class need"),
    Fitted("model.landing.air_landing", 4.0, 0.0, 12.0, "battalions landed by air in 3.5 days, with the air owned",
           "judgement: from none to a battalion by air every seven hours"),
    Fitted("model.strike.footprint", 1.5, 0.5, 6.0, "parking spaces under the bomblets of one missile",
           "judgement: from a missile that finds one space in two to one that covers a row of fighters wing to wing"),
    Fitted("model.surface.per_ship", 6.0, 2.0, 20.0, "missiles worth firing in 3.5 days at a ship within reach",
           "judgement: from a pair at a time to nearly a salvo at each"),
    Fitted("model.strike.raids", 0.15, 0.02, 0.60, "of Taiwan's aircraft on the ground lost to raids in 3.5 days",
           "judgement: from raids that are a nuisance to a field that is bombed out in a week"),
    Fitted("model.ground.area_fire", 0.0013, 0.0003, 0.004, "of Taiwanese at the front lost to an attacking battalion",
           "judgement: 30 attackers in 3.5 days kill from a hundredth to an eighth of those who face them"),
)  # fmt: skip
# What is the sum or the rest of others is left out.
AGAINST = tuple(row for row in PUBLISHED if row.basis is Basis.FITTED and not row.rest)


def settings_of(numbers: Sequence[float] | Array) -> dict[str, str]:
    """Numbers as the loader takes them."""
    return {fitted.path: f"{number:.6g}" for fitted, number in zip(FITTED, numbers, strict=True)}


def play(settings: Mapping[str, str], worlds: int, seed: int) -> dict[str, History]:
    """The scenarios of the rows, with some settings."""
    return {name: play_named(name, worlds, seed, settings) for name in (BASE, PESSIMISTIC)}


def residuals(played: Mapping[str, History], rows: Sequence[Published] = AGAINST) -> Array:
    """(rows,) how far each mean is from the published one, in parts of what counts as a hit."""
    return np.array([_residual(row, played[row.scenario]) for row in rows])


def _residual(row: Published, history: History) -> float:
    values = np.asarray(GAUGES[row.gauge](history, row.day), dtype=float)
    low, high = row.bounds
    values = np.where(np.isfinite(values), values, NEVER_DAYS)
    return float((values.mean() - row.value) / ((high - low) / 2))


def fit(worlds: int = WORLDS, seed: int = SEED, trials: int = 25) -> Array:
    """The numbers of least squares, one for each of FITTED."""
    low, high = np.array([fitted.low for fitted in FITTED]), np.array([fitted.high for fitted in FITTED])

    def distance(scaled: Array) -> Array:
        return residuals(play(settings_of(low + scaled * (high - low)), worlds, seed))

    start = (np.array([fitted.start for fitted in FITTED]) - low) / (high - low)
    found = least_squares(
        distance,
        start,
        bounds=(0, 1),
        diff_step=STEP / np.maximum(start, 0.05),
        loss="soft_l1",
        max_nfev=trials,
    )
    return low + found.x * (high - low)


def report(numbers: Sequence[float] | Array, worlds: int, seed: int) -> str:
    """Before and after, as Markdown."""
    before, after = (
        play(settings_of(values), worlds, seed) for values in ([fitted.start for fitted in FITTED], numbers)
    )
    rows = list(zip(read(before, AGAINST), read(after, AGAINST), strict=True))
    lost = [float((residuals(played) ** 2).sum()) for played in (before, after)]
    lines = [
        f"{len(FITTED)} free numbers, {len(AGAINST)} rows, {worlds} worlds of each scenario, seed {seed}. "
        f"Sum of squares {lost[0]:.1f} before, {lost[1]:.1f} after.",
        "",
        "| number | what it is | before | fitted | may be |",
        "|---|---|---|---|---|",
        *(
            f"| `{fitted.path}` | {fitted.meaning} | {fitted.start:g} | {number:.3g} | "
            f"{fitted.low:g} to {fitted.high:g} |"
            for fitted, number in zip(FITTED, numbers, strict=True)
        ),
        "",
        "| result | published | before | after | |",
        "|---|---|---|---|---|",
        *(_line(was, now) for was, now in rows),
    ]
    at_bound = [_bound(fitted, number) for fitted, number in zip(FITTED, numbers, strict=True)]
    if any(at_bound):
        lines += ["", "Numbers that the fit would take further, and why it may not:", "", *filter(None, at_bound)]
    return "\n".join(lines)


def _bound(fitted: Fitted, number: float) -> str:
    """Why the bound stands where it does, for a number that ends at one; empty for others."""
    near = NEAR_BOUND * (fitted.high - fitted.low)
    if fitted.low + near < number < fitted.high - near:
        return ""
    side = "lower" if number < (fitted.low + fitted.high) / 2 else "upper"
    return f"- `{fitted.path}` ends at its {side} bound. {fitted.bounds[0].upper()}{fitted.bounds[1:]}."


def _line(was: Finding, now: Finding) -> str:
    row = now.published
    return (
        f"| `{row.key}` | {row.value:.3g} | {was.value:.3g} | {now.value:.3g} | "
        f"{'hit' if now.hit else 'miss'}{'' if was.hit == now.hit else ', was a ' + ('hit' if was.hit else 'miss')} |"
    )


@click.command(help=__doc__)
@click.option("--worlds", type=click.IntRange(50), default=WORLDS, show_default=True, help="Of each scenario.")
@click.option("--seed", type=click.IntRange(0), default=SEED, show_default=True, help="Of all dice.")
@click.option("--trials", type=click.IntRange(1), default=25, show_default=True, help="Steps of the optimiser.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="Replace the tables in this document.")
def main(worlds: int, seed: int, trials: int, write: Path | None) -> None:
    numbers = fit(worlds, seed, trials)
    text = report(numbers, worlds, seed)
    click.echo(text)
    if write is not None:
        document = write.read_text(encoding="utf-8")
        head, _, rest = document.partition(BEGIN)
        _, _, tail = rest.partition(END)
        write.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
