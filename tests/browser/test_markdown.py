"""A scenario from elsewhere: its texts are shown, and nothing in them runs or is fetched."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import Server, Watch

WICKED = (
    '**Bold** <img src=x onerror="window.ran=1;alert(1)"> <script>window.ran=1</script> [link](javascript:window.ran=1)'
    " ![map](http://127.0.0.2:9/map.png) <svg onload=window.ran=1> <iframe src=http://127.0.0.2:9/></iframe> it's"
)
SCENARIO = """
extends: first_battle_base
title: '<b>Wicked</b> <img src=x onerror=window.ran=1>'
summary: |
  WICKED
calendar: {start: 2026 Q1, turns: 1, war_turns: 1, begins: crisis}
injects:
  - date: 2026 Q1
    headline: >-
      WICKED
    effects: {threat: 0.02}
debrief:
  - >-
    WICKED
roles:
"""
ROLE = """
  SIDE:
    brief: |
      WICKED

      - one
      - two
    goals:
      - >-
        WICKED
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    path = folder / "wicked.yaml"
    roles = "".join(ROLE.replace("SIDE", side) for side in ("china", "taiwan", "japan", "us"))
    path.write_text((SCENARIO + roles).replace("WICKED", WICKED))
    served = Server(folder, path)
    served.start()
    yield served
    served.stop()


def test_a_scenario_from_elsewhere_shows_its_words_and_runs_nothing(person, elsewhere):
    page = person.new_page()
    page.watch = Watch()
    page.watch.attach(page)
    page.on("dialog", lambda dialog: page.watch.errors.append("a dialog"))
    page.on("request", lambda asked: "127.0.0.2" in asked.url and page.watch.outside.append(asked.url))
    page.goto(elsewhere.address)
    page.wait_for_selector(".panel.seats-panel")
    card = page.locator(".card:has(input[value$='wicked.yaml'])")
    assert card.locator("strong").inner_text() == "Bold"
    assert "<script>window.ran=1</script> [link](javascript:window.ran=1) map" in card.inner_text()
    assert "<b>Wicked</b> <img" in card.inner_text()
    expect(page.locator(".brief-of.for-japan li")).to_have_count(3)
    steps.begin(page)
    assert page.locator(".brief.prose strong").inner_text() == "Bold"
    while page.locator("[data-act=end-turn]").count():
        steps.end_turn(page)
        if page.locator(".event .sentence strong").count():
            assert "<iframe" in page.locator(".event .sentence:has(strong)").inner_text()
    page.wait_for_selector("[data-odds=done]", timeout=60_000, state="attached")
    page.wait_for_selector("[data-hinges]", timeout=60_000, state="attached")
    expect(page.locator(".goals li strong, .questions label strong")).to_have_count(2)
    assert page.evaluate("window.ran") is None
    expect(page.locator(".panel :is(img, script, iframe, [onload], [onerror])")).to_have_count(0)
    page.close()
    assert page.watch.clean(), page.watch
