"""Share codes: a game in a line, and a fingerprint to hold against it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worlds import shipped
from wargame.engine.orders import SIDES, STANCES, of
from wargame.game import share
from wargame.game.play import Game, end_turn, situation
from wargame.game.share import BadCode, decode, encode, fingerprint, open_shared

NAMES = ("reset_2027", "eleven_days", "first_battle_base")


def played(name="reset_2027", seed=7, seat="japan", turns=99, luck=None, **more):
    """A game with orders at random, or the staff's."""
    game = Game(shipped(name), seed, seat, **more)
    generator = np.random.default_rng(luck)
    while (now := situation(game)).stage != "over" and len(game.orders) < turns:
        orders = {}
        if luck is not None and seat:
            held = {decision.order.key for decision in now.decisions if decision.fixed}
            orders = {
                order.key: str(generator.choice(order.names))
                for order in of(seat, now.stage)
                if generator.random() < 0.6 and order.key not in held
            }
        game = end_turn(game, orders)
    return game


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(NAMES), st.integers(0, 2**40 - 1), st.sampled_from([*SIDES, None]), st.integers(0, 12),
    st.integers(0, 999), st.integers(0, 2**24 - 1),
)  # fmt: skip
def test_a_game_comes_back_from_its_code(name, seed, seat, turns, luck, world):
    game = played(name, seed, seat, turns, luck, world=world)

    shared = decode(encode(name, game))

    assert shared.scenario == name
    assert open_shared(shared, shipped(name)) == game


def reworded(scenario):
    """The same scenario to a game, in other words."""
    return scenario.model_copy(update={"title": "Other words", "debrief": ["And, then?"]})


def test_a_code_of_an_older_version_opens_with_its_digest_of_every_word(monkeypatch):
    game = played(turns=2)
    monkeypatch.setattr(share, "digest", share.older_digest)
    code = encode("reset_2027", game)
    monkeypatch.undo()

    assert open_shared(decode(code), shipped("reset_2027")) == game
    with pytest.raises(BadCode, match="has changed since"):
        open_shared(decode(code), reworded(shipped()))


def test_a_code_outlives_other_words_in_its_scenario_and_no_other_numbers():
    game = played(turns=2)
    shared = decode(encode("reset_2027", game))
    others = shipped().model_copy(update={"calendar": shipped().calendar.model_copy(update={"war_turns": 1})})

    assert open_shared(shared, reworded(shipped())).orders == game.orders
    with pytest.raises(BadCode, match="has changed since"):
        open_shared(shared, others)


@pytest.mark.parametrize("stance", STANCES)
def test_a_fixed_stance_is_kept(stance):
    game = played(turns=3, seat=None, fixed=STANCES[stance])

    assert open_shared(decode(encode("reset_2027", game)), shipped()).fixed == STANCES[stance]


def test_a_whole_game_fits_into_a_chat():
    """The flagship to its end, every order given: at most 160 letters, as a text message."""
    lengths = [
        len(encode("reset_2027", played(seed=seed, seat=seat, luck=seed))) for seed in range(4) for seat in SIDES
    ]

    assert max(lengths) <= 160


def test_a_fingerprint_is_the_same_for_the_same_end_and_other_for_another():
    one, again, other = played(seed=7), played(seed=7), played(seed=8)

    assert fingerprint(one) == fingerprint(again) != fingerprint(other)
    assert encode("reset_2027", one).endswith(f"~{fingerprint(one)}")


def test_a_game_in_play_has_no_fingerprint_yet():
    assert decode(encode("reset_2027", played(turns=2))).fingerprint is None


def test_a_changed_scenario_is_told():
    code = encode("reset_2027", played(turns=2))

    with pytest.raises(BadCode, match="has changed since"):
        open_shared(decode(code), shipped(forces__us__lrasm="449"))


@given(st.text(max_size=60))
def test_no_text_is_taken_for_a_code_by_chance(text):
    with pytest.raises(BadCode):
        decode(text)


@settings(max_examples=60)
@given(st.data())
def test_a_letter_lost_or_changed_never_gives_another_game(data):
    game = played(turns=4, luck=3)
    name, body = encode("reset_2027", game).split("~")
    at = data.draw(st.integers(0, len(body) - 1))
    letter = data.draw(st.sampled_from("ABCDEFGHIJabcdefghij0123456789-_"))
    broken = data.draw(st.sampled_from([body[:at], body[:at] + body[at + 1 :], body[:at] + letter + body[at + 1 :]]))

    try:
        found = open_shared(decode(f"{name}~{broken}"), game.scenario)
    except BadCode:
        found = None
    assert found in (None, game)  # the last letter has bits that say nothing, so that its neighbours read the same
    assert found is not None or broken != body
