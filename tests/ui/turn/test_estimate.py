"""The staff's estimate and the person's forecast, as a page shows them."""

import pytest

from tests.ui import sample
from wargame.charts.estimate import bars, dots
from wargame.engine.outcome import KEYS
from wargame.game.forecasts import BY_KEY, Scored
from wargame.game.play import OutcomeCounts
from wargame.ui.turn import decision, estimate, forecast


def counts(**by_key):
    return OutcomeCounts(tuple(by_key.get(key, 0) for key in KEYS), sum(by_key.values()))


def scored(said, happened, key="attack", date="2026 Q1"):
    return Scored(BY_KEY[key], 1, date, said, happened)


def test_an_estimate_is_a_count_with_interval_and_word():
    now = sample.crisis()
    html = estimate.estimate(now, "japan", "support", {"support": counts(deterred=124, victory=76)})

    assert "124 of 200 worlds" in html
    assert "no war and no blockade" in html
    assert "more likely than not" in html
    assert "From what Tokyo can see, if it holds to this. 95% interval 110 to 137" in html
    assert "the other choices" not in html


def test_the_other_choices_stand_beside_it_on_the_same_dice():
    made = {"refuse": counts(deterred=71, victory=129), "support": counts(deterred=124, victory=76)}

    html = estimate.estimate(sample.crisis(), "japan", "support", made)

    assert "Other choices. Refuse: 71 of 200" in html
    assert "same dice" in html


def test_while_it_is_made_the_page_says_so():
    html = estimate.estimate(sample.crisis(), "japan", "support", {})

    assert "Playing 200 worlds from what Tokyo can see" in html
    assert "<progress" in html


def test_beijings_staff_counts_what_beijing_is_after():
    html = estimate.estimate(sample.crisis(), "china", "support", {"support": counts(victory=30, deterred=170)})

    assert "30 of 200 worlds" in html
    assert "Taiwan comes under Beijing’s rule" in html


def test_nobody_estimates_for_a_seat_that_decides_nothing():
    assert estimate.estimate(sample.crisis(decisions=()), "japan", "support", {}) == ""


def test_there_is_a_dot_for_every_world_and_the_filled_ones_come_first():
    svg = dots(124, 200, (0.55, 0.68), "no war")

    assert svg.count("#yes-50'") == 124
    assert svg.count("#no-50'") == 76
    assert svg.index("#yes-50'") < svg.index("#no-50'")
    assert "124 of 200 worlds: no war. 95% interval 110 to 136" in svg


def test_bars_name_their_choices_and_counts():
    svg = bars([("Say <nothing>", 96, (0.41, 0.55))], 200)

    assert "Say &lt;nothing&gt;" in svg
    assert ">96</text>" in svg


def test_what_the_other_side_may_do_is_told_before_one_commits():
    html = decision.rivals(sample.crisis(), "japan")

    assert "What Beijing can do this turn" in html
    assert "Wait, Blockade, Invade" in html
    assert "Coercion of Japan" in html
    assert "What the others can do" in decision.rivals(sample.crisis(), "china")


def test_a_forecast_is_asked_with_a_slider_that_says_nothing_yet():
    html = forecast.forecast(sample.crisis(), {})

    assert "Will Beijing blockade or invade within a year?" in html
    assert 'type="range"' in html
    assert "not said" in html
    assert "35%" in forecast.forecast(sample.crisis(), {"attack": 0.35})


def test_what_came_of_forecasts_is_told_with_their_score():
    html = forecast.revealed([scored(0.3, False), scored(0.9, True, date="2026 Q2"), scored(0.5, None)])

    assert "2 settled, score 0.05" in html
    assert "2026 Q2: you said 90%." in html
    assert "<b>Yes.</b>" in html
    assert "0.09" in html
    assert "always saying 50% scores 0.25" in html


@pytest.mark.parametrize("results", [[], [scored(0.5, None)]])
def test_nothing_settled_is_nothing_told(results):
    assert forecast.revealed(results) == ""
