"""The page of the numbers, as text."""

import re

from wargame.inventory import Entry, Group, Inventory
from wargame.ui import html_parameters


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
    html = html_parameters.page(SMALL)
    assert rows_shown(html) == ["model.trust.speed", "model.trust.rest", "model.sea.mines"]
    assert "2 of 3 numbers are judgement" in html
    assert html.count("class='tag'") == 2


def test_a_query_hides_the_rest_and_parts_without_a_match():
    html = html_parameters.page(SMALL, "Trust poll2025")
    assert rows_shown(html) == ["model.trust.rest"]
    assert html.count(" data-part='1' hidden>") == 1
    assert "<span data-shown='1'>1</span> of 3" in html


def test_what_a_scenario_says_cannot_break_the_page():
    html = html_parameters.page(SMALL, "'><script>")
    assert "<script>" not in html
    assert "<b>of mines" not in html
    assert "A <small>" not in html
