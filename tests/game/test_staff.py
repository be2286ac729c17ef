"""The staff's estimate: forks of the present that give nothing away."""

import numpy as np
import pytest

from tests.worlds import differences, shipped, with_fields
from wargame.engine.orders import SIDES
from wargame.engine.world import ARRAYS, replace
from wargame.game import staff
from wargame.game.play import Game, end_turn, present, situation
from wargame.scenario.opening import Luck


def game(seat="japan", name="reset_2027", turns=2, seed=7):
    played = Game(shipped(name), seed, seat)
    for _ in range(turns):
        played = end_turn(played, {})
    return played


def imagined(played, now=None, worlds=50):
    truth, opening = present(played)
    return staff.imagined(played, truth if now is None else now, opening, Luck(1, worlds))


@pytest.mark.parametrize("seat", SIDES)
def test_what_is_hidden_from_a_seat_does_not_move_its_estimate(seat):
    """Other doctrines and tempers than the true ones: the staff imagines the same worlds."""
    played = game(seat)
    now, _ = present(played)
    column = SIDES.index(seat)
    temper, policy = np.full((1, 4), 0.99), np.full((1, 4), 2)
    temper[:, column], policy[:, column] = now.temper[:, column], now.policy[:, column]

    other = imagined(played, with_fields(now, temper=temper, policy=policy))

    assert differences(imagined(played), other) == []


@pytest.mark.parametrize("seat", SIDES)
def test_the_staff_knows_what_its_own_side_knows_and_what_all_can_see(seat):
    played = game(seat)
    now, _ = present(played)
    forks = imagined(played)

    for name in (*staff.OWN[seat], "pledge", "public_trust", "tariff", "stage"):
        assert np.array_equal(getattr(forks, name), np.repeat(getattr(now, name), 50, axis=0)), name


def test_a_secret_is_guessed_within_a_band_that_holds_the_truth():
    """Twenty points wide, as on the page."""
    played = game("japan")
    now, _ = present(played)
    forks = imagined(played, worlds=400)

    low, high = forks.china_readiness.min(), forks.china_readiness.max()
    assert low <= now.china_readiness[0] <= high
    assert 0.1 < high - low <= 0.2
    assert np.ptp(forks.elite_trust) == 0  # its own officials are no secret to it


def test_an_enemys_stock_is_guessed_and_an_allys_is_known():
    played = game("japan")
    forks = imagined(played)

    assert forks.missiles.std(axis=0).min() > 0
    assert forks.lrasm.std() == 0
    assert imagined(game("china")).lrasm.std() > 0


def test_all_of_the_worlds_that_are_imagined_are_lawful():
    for seat in SIDES:
        for name in ARRAYS:
            values = getattr(imagined(game(seat)), name)
            assert np.isfinite(values.astype(float)).all(), name


def test_the_same_question_has_the_same_answer():
    played = game()

    assert staff.estimate(played, {"japan.pledge": "combat"}, 60) == staff.estimate(
        played, {"japan.pledge": "combat"}, 60
    )


def test_holding_to_a_refusal_makes_war_likelier_than_holding_to_a_pledge():
    played = game(turns=0)
    peace = staff.OUTLOOKS["crisis"].outcomes

    refuse, combat = (staff.estimate(played, {"japan.pledge": word}).count(*peace) for word in ("refuse", "combat"))

    assert refuse < combat - 20


@pytest.mark.parametrize(("name", "turns"), [("first_battle_base", 2), ("eleven_days", 3)])
def test_a_war_or_a_blockade_goes_on_from_where_it_stands(name, turns):
    """Nothing is mobilised twice, and no week is played again."""
    played = game("us", name, turns)
    now, _ = present(played)

    counts = staff.estimate(played, {}, 40)

    assert sum(counts.counts) == 40
    forks = imagined(played)
    assert (forks.landing_ships == now.landing_ships).all()
    assert (forks.blockade_turns == now.blockade_turns).all()
    assert forks.clock == now.clock == replace(now).clock


def test_the_forks_draw_other_dice_than_the_game():
    """On the eve of the last turn the truth is one outcome; the staff still sees several."""
    played = Game(shipped("first_battle_base"), 3, "us")
    while situation(played).stage != "over":
        before, played = played, end_turn(played, {})

    assert max(staff.estimate(before, {}, 100).counts) <= 100
    assert len([count for count in staff.estimate(game("us", "first_battle_base", 1), {}, 100).counts if count]) > 1


@pytest.mark.parametrize(
    ("count", "words"),
    [(4, "very unlikely"), (30, "unlikely"), (75, "less likely than not"), (100, "about even"),
     (124, "more likely than not"), (160, "likely"), (195, "very likely")],
)  # fmt: skip
def test_a_share_of_worlds_has_a_word(count, words):
    assert staff.likelihood(count / 200) == words
