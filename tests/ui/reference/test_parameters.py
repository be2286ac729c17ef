"""The page of the numbers, as text."""

import re

import pytest

from wargame.engine.parameters import Distribution
from wargame.report.papers import parameters
from wargame.scenario import inventory, shipped_names
from wargame.scenario.inventory import Entry, Group, Inventory
from wargame.text.language import ENGLISH, LANGUAGES, catalogue, spoken


def entry(path, source="judgement", meaning="a number"):
    return Entry(path, 0.5, 0.5, "share", 0.0, 1.0, source, meaning)


SMALL = Inventory(
    "small",
    "A <small> one",
    (
        Group(
            "model.trust", "Trust: what it is.", (entry("model.trust.speed"), entry("model.trust.rest", "[poll2025]"))
        ),
        Group("model.sea", "Sea: ships.", (entry("model.sea.mines", meaning="<b>of mines</b>"),)),
    ),
)


def rows_shown(html):
    return re.findall(r"<tr data-words='([^ ']*)[^']*'>", html)


def test_without_a_query_every_number_is_shown():
    html = parameters.page(SMALL)
    assert rows_shown(html) == ["model.trust.speed", "model.trust.rest", "model.sea.mines"]
    assert "2 of 3 numbers are judgement" in html
    assert html.count("class='tag'") == 2


def test_a_query_hides_the_rest_and_parts_without_a_match():
    html = parameters.page(SMALL, "Trust poll2025")
    assert rows_shown(html) == ["model.trust.rest"]
    assert html.count(" data-part='1' hidden>") == 1
    assert "<span data-shown='1'>1</span> of 3" in html


def test_what_a_scenario_says_cannot_break_the_page():
    html = parameters.page(SMALL, "'><script>")
    assert "<script>" not in html
    assert "<b>of mines" not in html
    assert "A <small>" not in html


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != ENGLISH])
@pytest.mark.parametrize("scenario", shipped_names())
def test_what_every_number_means_its_unit_and_its_heading_are_translated(scenario, language):
    taken, known = inventory.take(scenario), catalogue(language)
    for group in taken.groups:
        assert getattr(group.about, "template", group.about) in known, group.path
        for entry in group.entries:
            assert {getattr(entry.meaning, "template", entry.meaning), entry.unit} <= known.keys(), entry.path


def test_a_search_in_japanese_finds_what_is_shown_and_what_the_file_says():
    taken = inventory.take("reset_2027")
    with spoken("ja"):
        by_shown = rows_shown(parameters.page(taken, "嘉手納　掩体"))  # a Japanese keyboard types a wide space
        by_file = rows_shown(parameters.page(taken, "Kadena shelters"))
    assert by_shown == by_file == ["bases.kadena.shelters"]


def test_an_apostrophe_is_found_as_it_is_typed_and_as_it_is_shown():
    taken = inventory.take("reset_2027")
    typed = rows_shown(parameters.page(taken, "japan's growth"))
    assert typed == rows_shown(parameters.page(taken, "japan’s growth")) == ["model.trade.japan_growth"]


def test_what_each_world_draws_is_said_in_the_language():
    drawn = Distribution("one_of", (0.0, 1.5), 0.0, 2.0)
    assert parameters.value_words(drawn) == "one of 0, 1.5"
    with spoken("zh-Hant-TW"):
        assert parameters.value_words(drawn) == "擇一 0、1.5"


def test_keys_of_the_file_and_what_was_typed_stay_as_they_are_in_every_language():
    taken = inventory.take("reset_2027")
    with spoken("ja"):
        html = parameters.page(taken, "threat")
    assert "value='threat'" in html
    assert "<th scope='row'>threat<span" in html
