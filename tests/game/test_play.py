"""What a scenario fixes is fixed for the person in the seat as well."""

import pytest

from tests.worlds import shipped
from wargame.engine.orders import UnlawfulOrder
from wargame.game import play as games
from wargame.game.play import Game, end_turn, situation, situations
from wargame.ui.debrief.ending import headline


def test_a_fixed_order_leaves_nothing_to_choose():
    pledge = next(
        decision
        for decision in situation(Game(shipped("no_access"), 1, "japan")).decisions
        if decision.order.key == "japan.pledge"
    )

    assert pledge.fixed
    assert pledge.order.names == ("refuse",)


def test_an_order_against_what_is_fixed_is_unlawful():
    with pytest.raises(UnlawfulOrder, match="fixed by the scenario: refuse"):
        end_turn(Game(shipped("no_access"), 1, "japan"), {"japan.pledge": "combat"})


def test_the_other_levers_stay_free():
    game = end_turn(Game(shipped("no_access"), 1, "japan"), {"japan.spending": "3.0"})

    assert situation(game).orders["japan.spending"] == "3.0"


def test_a_war_still_tells_the_blockade_that_it_grew_out_of():
    game = end_turn(end_turn(Game(shipped("eleven_days"), 1, "china"), {}), {"china.course": "invade"})
    before = situation(game).blockade
    later = situation(end_turn(game, {}))

    assert before
    assert later.stage == "war"
    assert (later.blockade.weeks, later.blockade.merchants_sunk) == (2, before.merchants_sunk)
    assert (later.blockade.power, later.blockade.stocks) == (before.power, before.stocks)


def test_the_lede_of_a_war_that_grew_out_of_a_blockade_tells_both():
    game = end_turn(end_turn(Game(shipped("eleven_days"), 1, "china"), {}), {"china.course": "invade"})
    while situation(game).stage != "over":
        game = end_turn(game, {})
    now = situation(game)
    lede = headline(now.outcome, now).partition('class="lede">')[2].partition("</p>")[0]

    assert lede.startswith("The war grew out of a blockade of 2 weeks. On D+")
    assert f"China held {now.war.area_km2:,.0f} km² of Taiwan" in lede
    assert "electricity" not in lede
    assert any(told.startswith("The blockade lasted 2 weeks.") for told in now.outcome.details)


def test_the_lede_of_a_blockade_without_a_war_tells_the_blockade():
    game = Game(shipped("eleven_days"), 1, "china")
    while situation(game).stage != "over":
        game = end_turn(game, {"china.course": "lift"})
    now = situation(game)

    assert now.outcome.details[0].startswith("The blockade lasted")


def test_a_game_without_a_war_ends_with_what_beijing_thought_of_its_odds():
    game = Game(shipped("practice"), 11, "china")
    while situation(game).stage != "over":
        game = end_turn(game, {"china.go": "wait"})
    now = situation(game)
    odds = next(shown for shown in now.indicators if shown.key == "odds").values[-1]

    assert now.outcome.key == "deterred"
    assert f"At the end Beijing put its odds of taking Taiwan at {odds:.0f} of 100." in now.outcome.details


def test_the_news_of_the_opening_ends_once():
    (event,) = situation(Game(shipped("first_battle_base"), 1, None)).events

    assert event.sentence.endswith(".")
    assert not event.sentence.endswith("..")


@pytest.mark.parametrize("scenario", ["first_battle_base", "eleven_days", "reset_2027"])
def test_a_game_played_turn_by_turn_is_its_replay(scenario):
    game = Game(shipped(scenario), 3, "japan")
    while situation(game).stage != "over":
        game = end_turn(game, {})
    played = situations(game)
    games._waiting.clear()
    games._replay.cache_clear()

    assert repr(situations(game)) == repr(played)


def test_a_game_goes_on_from_an_earlier_turn_in_two_ways():
    start = end_turn(Game(shipped("reset_2027"), 3, "japan"), {})
    both = [end_turn(start, {"japan.pledge": pledge}) for pledge in ("refuse", "combat")]
    played = [situation(game) for game in both]
    games._waiting.clear()
    games._replay.cache_clear()

    assert [repr(situation(game)) for game in both] == [repr(seen) for seen in played]
    assert repr(played[0]) != repr(played[1])
