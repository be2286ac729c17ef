"""Pressure on Taiwan and on Japan."""

from dataclasses import replace

import numpy as np
import pytest

from tests.worlds import apply, orders, params, play, sides, tell, world
from wargame.engine.agents import japan
from wargame.engine.agents.observation import Observation
from wargame.engine.contributions import total
from wargame.engine.rules import coercion
from wargame.engine.world import CRISIS

BARE = {
    "threat_rest": 0.4, "pressure_threat": 0, "coercion_threat": 0, "threat_speed": 1, "fear_rest": 0.2,
    "coercion_fear": 0, "pledge_fear": 0, "fear_speed": 1, "will_rest": 0.6, "will_pressure": 0,
    "will_commitment": 0, "will_dark": 0, "will_speed": 1, "quarantine_leak": 0.5, "energy_goal": 14,
}  # fmt: skip
QUARANTINE = {"china__pressure": "quarantine"}


def gas(days):
    return [[each, 35, 118, 180] for each in days] if isinstance(days, list) else [days, 35, 118, 180]


def test_coercion_frightens_japan_and_rallies_it_alike_at_the_turning_point():
    numbers = {**BARE, "coercion_threat": 0.1, "coercion_fear": 0.2, "nerve": 0.6}
    before = world(2, approval=sides(japan=0.5), elite_trust=0.7)

    after = apply(coercion, before, orders(2, china__coercion=["none", "trade"]), **numbers)

    assert after.threat == pytest.approx([0.4, 0.5])
    assert after.fear == pytest.approx([0.2, 0.4])


def test_the_stronger_and_surer_tokyo_is_the_less_it_fears_and_the_more_it_rallies():
    """A tenth of a point over the turning point, a slope of ln(3) / 0.1 makes it three to one."""
    numbers = {**BARE, "coercion_threat": 0.1, "coercion_fear": 0.2, "nerve": 0.6, "nerve_slope": 10.98612}
    before = world(2, approval=[sides(japan=0.4), sides(japan=0.6)], elite_trust=[0.6, 0.8])

    after = apply(coercion, before, orders(2, china__coercion="trade"), **numbers)

    assert after.threat == pytest.approx([0.4 + 0.05, 0.4 + 0.15])
    assert after.fear == pytest.approx([0.2 + 0.3, 0.2 + 0.1])


def test_coercion_says_whether_it_rallied_or_frightened_and_where_it_turns():
    given = orders(china__coercion="trade")
    weak, strong = (world(approval=sides(japan=share), elite_trust=share) for share in (0.4, 0.7))

    frightened, rallied = (tell(coercion, before, given)[0] for before in (weak, strong))

    assert "Tokyo took fright." in frightened.sentence
    assert "come to 40; over 55 most of it would have rallied." in frightened.why.otherwise
    assert "Tokyo closed ranks." in rallied.sentence
    assert "come to 70; under 55 most of it would have frightened." in rallied.why.otherwise


@pytest.mark.parametrize(("stands", "sign"), [(0.75, 1), (0.40, -1)], ids=["strong and sure", "weak and unsure"])
def test_coercion_opens_the_bases_of_a_firm_tokyo_and_closes_those_of_a_shaken_one(stands, sign):
    """A year of the flagship's crisis under each kind of pressure, in the same worlds: the score on access."""
    start = {"actors__japan__start__cabinet": str(stands), "actors__japan__start__elite_trust": str(stands)}

    def score(pressed):
        played = play(
            worlds=60,
            given={"china.coercion": pressed, "china.go": "wait"},
            calendar__turns="4",
            **start,
        )
        seen = replace(played, clock=replace(played.clock, stage=CRISIS))
        return total(japan.access_contributions(Observation(seen, "japan"), params(japan), np.zeros(1)))

    pressed = {name: score(name) for name in ("none", "trade", "military")}

    assert sign * (pressed["trade"] - pressed["none"]).mean() > 0
    assert sign * (pressed["military"] - pressed["trade"]).mean() > 0


def test_a_quarantine_that_lets_half_the_gas_pass_empties_eleven_days_in_a_quarter():
    after = apply(coercion, world(stocks=gas(11)), orders(**QUARANTINE), **BARE)

    assert after.stocks[0].tolist() == [0, 35, 118, 180]
    assert after.blockaded == 1
    assert after.pressure == 2


def test_three_months_under_quarantine_are_a_quarter():
    month = world(stocks=gas(11))
    month = replace(month, clock=replace(month.clock, quarters=1 / 3))
    for _ in range(3):
        month = apply(coercion, month, orders(**QUARANTINE), **BARE)

    assert month.blockaded == pytest.approx(1)


def test_will_drains_away_with_the_share_of_time_without_gas():
    """Half the gas passes and no stock is left: half the quarter is dark. A stock of 45.5 days fills the gap."""
    before = world(2, stocks=gas([0, 45.5]))

    after = apply(coercion, before, orders(2, china__pressure=["quarantine"] * 2), **{**BARE, "will_dark": 0.4})

    assert after.taiwan_will == pytest.approx([0.4, 0.6])


def test_a_low_stock_does_no_harm_while_the_ports_are_open_and_is_filled_again():
    """A quarter of a day's use is added each day: 91 days fill it to the 14 days that are wanted."""
    after = apply(coercion, world(stocks=gas(0)), orders(china__pressure="grey_zone"), **{**BARE, "will_dark": 0.4})

    assert after.taiwan_will == pytest.approx(0.6)
    assert after.stocks[0, 0] == 14


def test_a_commitment_that_is_spoken_is_believed_bit_by_bit():
    after = apply(coercion, world(commitment=0.2), orders(us__commitment="clear"), **{**BARE, "commitment_speed": 0.5})

    assert after.commitment == pytest.approx(0.6)


def test_a_clear_commitment_holds_up_taiwans_will():
    numbers = {**BARE, "will_commitment": 0.1, "commitment_speed": 1}

    after = apply(coercion, world(2), orders(2, us__commitment=["ambiguous", "clear"]), **numbers)

    assert after.taiwan_will == pytest.approx([0.6, 0.7])
