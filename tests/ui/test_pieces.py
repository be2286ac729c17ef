"""Pieces of pages as text: the words a person needs are there, and what others wrote cannot break the page."""

from dataclasses import replace

from tests.ui import sample
from tests.worlds import shipped
from wargame.engine.explain import LOG_ODDS, Explanation
from wargame.engine.outcome import KEYS
from wargame.game.play import Game, OutcomeCounts, situation
from wargame.game.situation import StockView
from wargame.text.html import text
from wargame.ui.shared import topbar
from wargame.ui.turn import blockade, decision, estimate, events, rail, theatre_map


def test_the_staffs_choice_is_chosen_and_tagged():
    html = decision.decision(sample.crisis(), {})
    chosen = html.split('value="japan.pledge=support"')[1].split(">")[0]
    assert "checked" in chosen
    assert html.count("checked") == 1
    assert decision.levers(sample.crisis(), {}).count("checked") == 1
    assert "Staff advice" in html
    assert "What do we say about US combat operations from our bases?" in html


def test_a_turn_with_the_same_advice_has_other_marks_so_that_none_of_the_last_turn_stays_set():
    first, second = (decision.levers(sample.crisis(turn=turn), {}) for turn in (1, 2))
    assert first != second


def test_levers_are_folded_with_their_value():
    html = decision.levers(sample.crisis(), {"japan.spending": "3.5"})
    assert 'data-now="japan.spending">3.5% of GDP</span>' in html


def test_a_watcher_is_asked_nothing():
    now = sample.crisis(decisions=())
    assert "You are watching" in decision.decision(now, {})
    assert "Next turn" in decision.footer(now, None)


def test_a_failed_turn_keeps_the_button_and_says_so():
    html = decision.footer(sample.crisis(), "japan", "The file is locked.", again=True)
    assert "The file is locked." in html
    assert "Try again" in html


def test_the_orders_looked_at_become_a_stance_on_the_map():
    assert decision.access_meant({"japan.pledge": "ambiguous"}) == "unsaid"
    assert decision.access_meant({"japan.access": "join"}) == "join"
    assert decision.access_meant({"japan.convoys": "support"}) == "support"
    assert decision.access_meant({"us.tariff": "15"}) is None
    assert 'data-preview="join"' in theatre_map.bases(sample.BASES, True, "join")


def test_an_event_opens_to_chance_die_rule_and_sources():
    html = events.events(sample.crisis().events)
    for words in (
        "Chance of “US combat operations”: 68 in 100.",
        "Die 41.",
        "Under 35 would have been join.",
        "ordered logit",
        "judgement",
    ):
        assert words in html
    assert html.count('<details class="event"') == 1  # the other has no reasons to open


def test_words_are_escaped():
    now = sample.crisis()
    for html in (rail.changes(now), events.events(now.events)):
        assert "&lt;Shimojishima&gt;" in html
        assert "<Shimojishima>" not in html


def test_a_change_with_a_place_is_numbered_on_the_map():
    assert rail.places(sample.crisis()) == [("Shimojishima", 2)]
    assert 'class="no placed">2<' in rail.changes(sample.crisis())


def test_a_watcher_is_told_what_is_watched():
    quiet = sample.crisis(decisions=())
    assert "You are watching</p>" in decision.decision(quiet, {})
    assert "world 66 of seed 1" in decision.decision(quiet, {}, "You are watching world 66 of seed 1.")


def test_the_first_turn_says_where_we_start():
    html = rail.changes(sample.crisis(turn=0, orders={}))
    assert "Where we start" in html
    assert "Washington wants an answer by September." in html


def test_indicators_show_ranges_through_fog_and_changes():
    html = rail.indicators(sample.crisis().indicators)
    assert "45–65" in html
    assert 'aria-label="down"' in html
    assert "Public trust in US: 34 now, 42 at the start" in html


def test_the_war_in_numbers():
    html = rail.war_numbers(sample.war().war)
    for words in ("<b>61</b>", "of 96", "3.6%", "1,310 of 36,000 km²", "40 of 450", "512–768"):
        assert words in html


def test_the_bar_says_date_turn_and_seat():
    html = topbar.turn_bar(sample.war(), "japan", "The linchpin")
    for words in ("D+7", "War turn 3 of 10 at most", "Japan", "Saved"):
        assert words in html


def test_what_lies_behind_the_model_is_one_click_from_any_page():
    for html in (
        topbar.topbar(),
        topbar.turn_bar(sample.war(), "japan", "The linchpin", scenario="no_access"),
    ):
        assert 'href="./?page=evidence"' in html
        assert 'href="./?page=parameters' in html
    assert 'href="./?page=parameters&amp;scenario=no_access" target="_blank"' in html


def test_the_blockade_in_numbers():
    html = blockade.blockade_numbers(sample.BLOCKADE)
    for words in (
        "Ships in week 5", "<b>30</b>", "of 40 needed", "4 turned back", "2 sunk", "4 did not sail",
        "28 sailed in convoy, 8 alone", "<b>85%</b>", "<b>4 days</b>", "from 11", "<b>none</b>", "<b>1 day</b>",
        '<td colspan="4">7</td>',
    ):  # fmt: skip
        assert words in html


def test_a_war_recalls_the_blockade_that_led_to_it():
    html = blockade.remembered(sample.BLOCKADE)
    for words in ("The blockade before", "5 weeks", "<b>85%</b>", "<b>4 days</b>", "<b>none</b>", "<b>7</b>"):
        assert words in html


def test_a_number_without_a_course_stands_beside_its_name():
    first = rail.indicators([sample.indicator("threat", "Threat", "japan", (55,))])
    later = rail.indicators([sample.indicator("threat", "Threat", "japan", (55, 57))])
    assert '<li class="now">' in first
    assert "<li>" in later


def test_a_blockade_that_has_just_begun_has_no_ships_to_count():
    html = blockade.blockade_numbers(replace(sample.BLOCKADE, weeks=0, needed=0))
    assert "none yet" in html
    assert "of 0" not in html


def test_a_phone_gets_four_numbers_of_the_blockade():
    html = rail.changes(sample.blockade())
    for words in ("30 of 40", "85%", "4 days", "<b>7</b>"):
        assert words in html


def test_the_bar_counts_the_weeks_of_a_blockade():
    html = topbar.turn_bar(sample.blockade(), "taiwan", "Eleven days of gas")
    for words in ("Week 6</b> of 26", "at most", "May 2027", "Blockade", "Taiwan"):
        assert words in html
    assert html.count("<rect") >= 26


def test_many_ticks_take_no_more_room_than_some():
    assert 'width="117"' in topbar.ticks(2, 9)
    assert 'width="190"' in topbar.ticks(5, 26)


def test_the_weeks_of_a_blockade_are_played_by_number():
    assert "Playing week 6" in decision.footer(sample.blockade(), "japan")


def test_the_legend_names_the_marks_at_sea():
    html = theatre_map.bases(sample.BASES, False, "combat", blockade=sample.BLOCKADE)
    for words in ("convoys", "ships alone", "submarines", "mines"):
        assert words in html
    assert "coast guard" not in html


def test_the_same_question_in_the_next_turn_is_asked_anew():
    assert decision.decision(sample.blockade(turn=5), {}) != decision.decision(sample.blockade(turn=6), {})


def test_a_score_in_log_odds_says_what_a_point_of_it_does():
    words = "Each point of score makes the odds 2.7 times as high."
    assert words in events.reason(replace(sample.WHY, unit=LOG_ODDS))
    assert words not in events.reason(replace(sample.WHY, unit="ships"))


def test_quotation_marks_and_minus_signs_are_set_as_in_print():
    assert text("'hart' is not allowed") == "‘hart’ is not allowed"
    assert text('the "New Golden Age" documents; Japan\'s survival') == (
        "the “New Golden Age” documents; Japan’s survival"
    )
    assert text("the error is -0.14, from 2027-05-01 to D-day") == "the error is −0.14, from 2027-05-01 to D-day"
    assert text("--seed 7") == "--seed 7"


def test_each_card_has_room_for_its_count_and_the_estimate_brings_it():
    now = sample.crisis()
    counts = {"support": OutcomeCounts((109, *[0] * (len(KEYS) - 2), 91), 200)}
    asked = decision.decision(now, {})
    brought = estimate.estimate(now, "japan", "support", counts)
    assert asked.count('class="card-count"') == 4
    assert 'data-of="pick-japan-pledge-support"' in asked
    assert 'data-counts="pick-japan-pledge-support"><b>109</b> of 200</span>' in brought
    assert brought.count("data-counts=") == 1  # the other cards wait for theirs


def test_a_reason_opens_to_what_its_sources_are():
    why = Explanation("Why", (("a", 1.0),), 1.0, rule="strike", sources=("csis-firstbattle", "judgement"))
    told = events.reason(why)
    assert '<summary>Rule: strike. Sources: <span class="link">csis-firstbattle, judgement</span></summary>' in told
    assert "<em>The First Battle of the Next War: Wargaming a Chinese Invasion of Taiwan</em>" in told
    assert "Judgement means that we found nobody who published it." in told


def test_a_stock_that_never_was_is_not_told():
    """No bomber can strike ships with JASSM in the pessimistic case."""
    war = situation(Game(shipped("first_battle_pessimistic"), 3, "taiwan")).war
    assert "JASSM against ships" in [stock.label for stock in war.stocks]
    assert "JASSM against ships" not in rail.war_numbers(war)
    spent = replace(war, stocks=(StockView("LRASM", "us", 0, 450),))
    assert "0 of 450" in rail.war_numbers(spent)


def test_a_change_is_that_of_the_numbers_shown():
    """27.6 and 31.4 are shown as 28 and 31."""
    for values, shown in (
        ((27.6, 31.4), ">3<"),
        ((31.4, 27.6), ">3<"),
        ((27.6, 28.0), ">0.4<"),
        ((30.51, 31.47), ">1<"),
    ):
        trust = replace(sample.crisis().indicators[0], values=values, low=None, high=None)
        assert shown in rail.indicators([trust]), values
