"""Saved games: reload, restart, two tabs, and addresses that lead nowhere."""

import time

import pytest

from tests.browser import steps


def test_a_reload_goes_on_where_it_was(open_page):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    before = steps.turn(page)
    page.reload()
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == before
    steps.end_turn(page)


def test_the_lobby_lists_the_game_and_opens_it(open_page):
    page = open_page()
    steps.begin(page, "us")
    steps.end_turn(page)
    before = steps.turn(page)
    page.locator("a.brand").click()
    page.get_by_role("link", name="Continue").first.click()
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == before


@pytest.mark.restarts
def test_a_restart_of_the_server_loses_nothing(open_page, server):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    before = steps.turn(page)
    server.stop()
    server.start()
    page.goto(page.url)
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == before
    steps.end_turn(page)


@pytest.mark.restarts
def test_a_server_killed_within_a_turn_loses_none_that_was_shown(open_page, server):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    page.locator("[data-act=end-turn]").click()
    time.sleep(0.03)
    server.kill()
    server.start()
    page.goto(page.url)
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) in ("crisis1", "crisis2")  # the turn that was shown, or the one that was being played
    steps.end_turn(page)


def test_two_tabs_cannot_fork_a_game(open_page):
    page = open_page()
    steps.begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("[data-act=end-turn]")
    steps.end_turn(page)
    steps.end_turn(other)
    assert other.get_by_text("moved on in another tab").is_visible()
    assert steps.turn(other) == steps.turn(page)


def test_an_unknown_game_says_so(open_page):
    page = open_page("?game=nothing")
    assert page.get_by_text("No game is saved under “nothing”").is_visible()
    page.get_by_role("button", name="To the lobby").click()
    page.wait_for_selector("[data-act=begin]")
