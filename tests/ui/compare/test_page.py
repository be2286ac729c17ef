"""The Compare page as text, what its address says, and that a comparison is made once."""

import re
from dataclasses import replace

import pytest

from tests.ui import sample
from wargame.charts import chain, dots
from wargame.ui.compare import findings
from wargame.ui.compare import page as compare
from wargame.ui.compare.findings import Choice
from wargame.ui.shared import scenario_cache, session

FOUND = sample.comparison()
USUAL = Choice("reset_2027")


def test_the_finding_is_a_sentence_with_counts():
    words = findings.finding(FOUND)
    assert words == "Where Tokyo refuses, China gets Taiwan in 20 of 100 games; with US combat operations, in 10."


def test_the_sentence_holds_the_first_stance_against_combat_operations_or_else_the_last():
    assert findings.finding(sample.comparison(("refuse", "support", "combat", "join"))).count("combat") == 1
    assert "; with support only, in 10." in findings.finding(sample.comparison(("refuse", "support")))


def test_without_a_clear_difference_none_is_told():
    rows = (FOUND.rows[0], replace(FOUND.rows[1], taken=replace(FOUND.rows[1].taken, count=19, gained=3, lost=4)))
    close = replace(FOUND, rows=rows)
    assert findings.finding(close) == "In 100 games each, no stance clearly changes how often China gets Taiwan."
    assert "the difference to refusing is −1 (interval −7 to +5, paired)" in findings.lede(close)


def test_one_stance_alone_is_not_held_against_another():
    alone = sample.comparison(("join",))
    assert findings.finding(alone) == "Where Japan joins, China gets Taiwan in 20 of 100 games."
    assert findings.lede(alone) == "“The &lt;reset&gt;”, one stance, seed 3."


def test_the_difference_is_told_with_its_paired_interval():
    low, high = (round(-100 * share) for share in reversed(FOUND.rows[1].taken.difference_interval))
    assert f"<b>10 fewer</b> than where Tokyo refuses (interval {low} to {high}, paired)" in findings.lede(FOUND)


def test_a_refusal_is_called_a_prediction_and_only_a_refusal():
    assert "no published game isolates it" in findings.page(FOUND)
    assert "no published game isolates it" not in findings.page(sample.comparison(("support", "combat")))


def test_the_page_says_seed_worlds_command_and_what_the_model_gets_wrong():
    page = findings.page(FOUND)
    assert "wargame run reset_2027 --runs 100 --seed 3 --vary japan.stance=refuse,combat" in page
    for words in ("seed 3", "in worlds that went to war", "?page=evidence", "docs/LIMITS.md", "95% intervals"):
        assert words in page


def test_the_page_never_says_which_policy_is_right():
    page = findings.page(sample.comparison(("refuse", "support", "combat", "join"))).lower()
    assert not re.search(r"\b(should|right|wrong choice|better policy|recommend)", page)


def test_a_scenario_of_war_alone_deters_nothing():
    page = findings.page(sample.comparison(deters=False))
    assert "no stance can deter it" in page
    assert "Belief in access" not in page


def test_the_table_has_every_number_with_its_interval():
    table = findings.table(FOUND)
    low, high = (round(100 * share) for share in FOUND.rows[1].war.interval)
    assert f'<b>20</b> <span class="faint">{low} to {high}</span><br>−20' in table
    assert '<b>25</b> <span class="faint">10 to 40, N 20</span>' in table
    assert "no war" in findings.table(sample.peace())


def test_every_world_is_a_dot_that_opens_its_game():
    picture = dots.dots(FOUND)
    assert picture.count("data-act='watch'") == 200
    assert "data-value='combat:17' aria-label='World 17, Chinese defeat. Open this game'" in picture
    assert dots.dots(FOUND, 358, 50).count("data-act='watch'") == 100


def test_the_tab_key_stops_once_in_each_row_of_dots():
    assert dots.dots(FOUND).count("tabindex='0'") == 2


def test_a_dot_stands_where_its_battalions_are():
    picture = dots.dots(FOUND)

    def x(world):
        return float(re.search(rf"cx='([\d.]+)'[^>]*data-value='refuse:{world}'", picture).group(1))

    assert x(5) < x(20) < x(39)
    assert x(99) < x(0)  # without an invasion: in the block at the left


def test_all_axes_of_a_link_end_alike_and_hold_their_bars():
    assert [chain.nice(value) for value in (0, 3, 7, 95, 130, 540)] == [4, 4, 8, 100, 160, 600]


def test_waiting_shows_how_far_it_is():
    assert "Playing 2,000 games" in findings.waiting(USUAL, 500)
    assert 'max="2000" value="500"' in findings.waiting(USUAL, 500)


def test_an_address_says_what_is_compared_and_is_read_again():
    choice = Choice("no_access", ("refuse", "join"), 2000, 12)
    assert choice.address == "/?page=compare&scenario=no_access&stances=refuse,join&worlds=2000&seed=12"
    asked = {"scenario": ["no_access"], "stances": ["refuse,join"], "worlds": ["2000"], "seed": ["12"]}
    assert compare.read(asked, ["reset_2027", "no_access"]) == choice


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"scenario": ["/etc/passwd"], "stances": ["perhaps"], "worlds": ["1000000"], "seed": ["-1"]},
        {"seed": ["²"], "worlds": ["500.0"]},
        {"seed": [str(session.SEED_RANGE)]},
    ],
)
def test_an_address_that_asks_for_nonsense_gets_the_usual(asked):
    assert compare.read(asked, ["reset_2027"]) == USUAL


def test_controls_change_one_thing():
    def after(act, value):
        return compare.changed(USUAL, {"act": act, "value": value})

    assert after("stance", "support").stances == ("refuse", "combat", "join")
    assert after("scenario", "no_access").scenario == "no_access"
    assert (after("worlds", "100").worlds, after("seed", "9").seed) == (100, 9)
    for act, value in (("worlds", "7"), ("seed", ""), ("seed", "x"), ("stance", "perhaps"), ("other", "1")):
        assert after(act, value) == USUAL


def test_the_last_stance_cannot_be_taken_away():
    alone = replace(USUAL, stances=("join",))
    assert compare.changed(alone, {"act": "stance", "value": "join"}) == alone
    assert findings.controls(alone, [("reset_2027", "The reset")]).count("disabled") == 1


def test_a_comparison_is_made_once_until_its_scenario_changes(monkeypatch):
    choice = Choice("first_battle_base", ("refuse", "join"), 100, 5)
    assert compare.kept(choice) is None
    told = []
    found = compare.made(choice, lambda: False, told.append)
    assert told == [100, 100]
    assert compare.made(choice, lambda: False, told.append) is found is compare.kept(choice)
    assert told == [100, 100]
    monkeypatch.setattr(scenario_cache, "digest", lambda name: "another")
    assert compare.kept(choice) is None


def test_who_went_away_leaves_nothing_behind():
    choice = Choice("first_battle_base", ("refuse", "join"), 100, 6)
    assert compare.made(choice, lambda: True, lambda games: None) is None
    assert compare.kept(choice) is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("scenario", "nowhere", "The address names a crisis that is not here; this is “The reset”."),
        ("stances", "refuse,perhaps", "compared are: Refuse."),
        ("worlds", "300", "has to be 100, 500 or 2000; 500 were taken."),
        ("worlds", "many", "has to be 100, 500 or 2000; 500 were taken."),
        ("seed", "lucky", "has to be a whole number from 0 to 2147483647; 1 was taken."),
        ("seed", "2147483648", "has to be a whole number from 0 to 2147483647; 1 was taken."),
        ("seed", "9" * 5000, "has to be a whole number from 0 to 2147483647; 1 was taken."),
    ],
)
def test_what_an_address_gets_wrong_is_told_with_what_was_taken(name, value, said):
    (told,) = compare.mended({name: [value]}, ["reset_2027", "practice"])
    assert told.endswith(said)


def test_an_address_that_is_right_or_leaves_things_out_is_told_nothing():
    names = ["reset_2027", "practice"]
    right = {"scenario": ["practice"], "stances": ["refuse,join"], "worlds": ["2000"], "seed": ["0"]}
    assert compare.mended(right, names) == compare.mended({}, names) == compare.mended({"seed": [""]}, names) == []
