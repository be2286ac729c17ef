"""The game for learning agents: PettingZoo's own tests, and the same games as everywhere else."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from pettingzoo.test import parallel_api_test, parallel_seed_test

from wargame.analysis.equilibria.nash import wants_of, worth
from wargame.engine.agents.observation import OWN, PUBLIC
from wargame.engine.measures import measures
from wargame.engine.orders import SIDES
from wargame.engine.orders.script import Script
from wargame.engine.outcome import KEYS
from wargame.environment import CrisisEnvironment, action_of, orders_of, parallel_env
from wargame.model import CrisisModel
from wargame.scenario.factors import FactorFault, cells


def _defaults(environment: CrisisEnvironment, **orders: dict[str, str]) -> dict[str, np.ndarray]:
    return {seat: action_of(seat, orders.get(seat, {})) for seat in environment.agents}


def _play(environment: CrisisEnvironment, **orders: dict[str, str]):
    """To the end with the same actions every turn: the sum of the rewards, and the last infos."""
    total, infos = dict.fromkeys(environment.possible_agents, 0.0), {}
    while environment.agents:
        _, rewards, _, _, infos = environment.step(_defaults(environment, **orders))
        for seat, reward in rewards.items():
            total[seat] += reward
    return total, infos


def test_pettingzoos_own_tests_pass() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message=".*", category=DeprecationWarning)
        parallel_api_test(parallel_env(), num_cycles=60)
    parallel_seed_test(parallel_env, num_cycles=25)


def test_another_scenario_with_utilities_passes_too() -> None:
    parallel_api_test(parallel_env("tariff_spiral"), num_cycles=30)


def test_a_game_here_is_the_same_world_with_the_same_orders() -> None:
    environment = parallel_env(seats=("japan",))
    environment.reset(seed=7, options={"world": 17})
    refuses = {"japan.pledge": "refuse", "japan.convoys": "refuse", "japan.access": "refuse"}
    rewards, infos = _play(environment, japan=refuses)
    (cell,) = cells("reset_2027")
    always = {order.key: refuses.get(order.key, order.default) for order in orders_of("japan")}
    world = CrisisModel(cell.scenario, 7, 1, 17, Script(always)).play()
    rows = measures(world)
    assert infos["japan"]["outcome"] == KEYS[int(rows["outcome"][0])]
    assert rewards["japan"] == pytest.approx(worth(rows, wants_of(cell.scenario, "japan"))[0])


@pytest.mark.parametrize("seed", range(4))
def test_the_rewards_of_a_game_add_up_to_the_payoff_of_every_seat(seed: int) -> None:
    environment = parallel_env()
    environment.reset(seed=seed)
    rewards, _ = _play(
        environment, us={"us.intervene": "fight"}, china={"china.go": "invade", "china.strike": "all_bases"}
    )
    rows = measures(environment._now)
    assert rows["war"][0]
    for seat in SIDES:
        assert rewards[seat] == pytest.approx(worth(rows, wants_of(environment.scenario, seat))[0]), seat


def test_a_seat_sees_what_its_government_may_see_and_nothing_else() -> None:
    environment = parallel_env()
    observed, _ = environment.reset(seed=3)
    for seat in SIDES:
        names = environment.observation_names(seat)
        assert len(names) == len(observed[seat])
        fields = {name.partition(".")[0] for name in names}
        assert fields == {*PUBLIC, *OWN[seat], "temper", "will", "clock"}
    assert "odds" not in {name.partition(".")[0] for name in environment.observation_names("japan")}
    place = environment.observation_names("japan").index("temper")
    assert observed["japan"][place] == np.float32(environment._now.temper[0, SIDES.index("japan")])


def test_only_the_orders_of_the_stage_count_and_none_that_is_fixed() -> None:
    environment = parallel_env(set_=[("us.tariff", "25")])
    _, infos = environment.reset(seed=1)
    counts = dict(zip((order.key for order in orders_of("us")), infos["us"]["counts"], strict=True))
    assert counts["us.bargain"]
    assert not counts["us.tariff"]
    assert not counts["us.intervene"]
    environment.step(_defaults(environment, us={"us.tariff": "0"}))
    assert environment._now.tariff[0] == pytest.approx(0.25)


def test_an_order_does_what_it_says() -> None:
    environment = parallel_env()
    environment.reset(seed=1)
    environment.step(_defaults(environment, japan={"japan.pledge": "combat"}))
    assert environment._now.pledge[0] == 3


def test_a_reset_without_a_seed_plays_the_next_world() -> None:
    environment = parallel_env()
    first, infos = environment.reset(seed=4)
    second, following = environment.reset()
    assert [infos["us"]["world"], following["us"]["world"]] == [0, 1]
    assert any((first[seat] != second[seat]).any() for seat in SIDES)
    again, _ = environment.reset(seed=4)
    assert all((first[seat] == again[seat]).all() for seat in SIDES)


@pytest.mark.parametrize(
    ("how", "words"), [({"seats": ("korea",)}, "korea: not a seat"), ({"seats": ()}, "nobody"),
                       ({"scenario": "first_battle_base"}, "add `utilities`")]
)  # fmt: skip
def test_what_cannot_be_played_is_said(how: dict, words: str) -> None:
    with pytest.raises(FactorFault, match=words):
        parallel_env(**how)


def test_without_the_extra_it_says_how_to_install_it() -> None:
    program = "import sys; sys.modules['pettingzoo'] = None; import wargame.environment"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False
    )
    assert "linchpin-wargame[environment]" in done.stderr
