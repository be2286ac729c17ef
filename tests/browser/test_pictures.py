"""The pictures of the documents are taken from the game, and show it as it is: `make pictures` takes them anew."""

import base64
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import SavedGames, Server, Watch

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
TAKEN_ANEW = os.environ.get("WARGAME_PICTURES") == "1"
APART = 14.0  # of 255, the mean over a coarse grid: fonts and dice of luck differ less, another page differs more
# Both pictures on a grid of 64 by 36 grey points; the mean distance of the two.
COARSE = """async ([one, other]) => {
    const points = async (source) => {
        const image = new Image();
        image.src = 'data:image/png;base64,' + source;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
        const pen = canvas.getContext('2d');
        pen.imageSmoothingQuality = 'high';
        pen.drawImage(image, 0, 0, 64, 36);
        return pen.getImageData(0, 0, 64, 36).data;
    };
    const [first, second] = [await points(one), await points(other)];
    let apart = 0;
    for (let i = 0; i < first.length; i += 4) apart += Math.abs(first[i] + first[i + 1] + first[i + 2]
        - second[i] - second[i + 1] - second[i + 2]) / 3;
    return apart / (first.length / 4);
}"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A server that plays as many games for a debrief as one outside the tests."""
    served = Server(tmp_path_factory.mktemp("whole"), WARGAME_DEBRIEF_GAMES="")
    served.start()
    yield served
    served.stop()


def estimated(page):
    page.locator(".estimate .dots >> visible=true").wait_for()


def crisis(page):
    steps.end_turn(page)
    page.locator("[value='japan.pledge=combat']").check()
    page.locator("[data-estimate=combat] .bars >> visible=true").wait_for()


def war(page):
    steps.end_turn(page)
    estimated(page)


def blockade(page):
    for _ in range(3):
        steps.end_turn(page)
    estimated(page)


def end(page):
    steps.play_to_the_end(page, most=1)
    steps.debrief(page, "why")
    page.wait_for_selector("[data-strips=done]")
    page.wait_for_selector("[data-odds=done]", timeout=120_000)
    expect(page.get_by_role("heading", name="Other dice: 500 games for each stance")).to_be_visible()
    expect(page.locator(".panel.luck svg:visible circle")).to_have_count(501)


# name: scenario, seat, seed, size, what is done before the picture is taken
PICTURES = {
    "turn": ("reset_2027", "japan", 7, (1366, 768), crisis),
    "war": ("first_battle_base", "us", 7, (1366, 768), war),
    "blockade": ("eleven_days", "taiwan", 7, (1366, 768), blockade),
    "end": ("first_battle_pessimistic", "japan", 7, (1366, 900), end),
    "phone": ("reset_2027", "japan", 7, (390, 844), crisis),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_documents_shows_the_game_as_it_is(person, whole, name):
    scenario, seat, seed, size, play = PICTURES[name]
    saved = SavedGames(whole, person)
    address = saved.begun(scenario, seat, seed)
    if play is end:
        saved.play_on(address, leave=1)
    page, watch = person.new_page(), Watch()
    watch.attach(page)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(whole.address + address)
    page.wait_for_selector("[data-act=end-turn]")
    play(page)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    taken = page.screenshot()
    file = FOLDER / f"{name}.png"
    if TAKEN_ANEW:
        file.write_bytes(taken)
    assert file.exists(), "take it with: make pictures"
    stored = base64.b64encode(file.read_bytes()).decode()
    apart = page.evaluate(COARSE, [stored, base64.b64encode(taken).decode()])
    page.close()
    assert watch.clean(), watch

    assert apart < APART, f"{file.name} does not show this page any more ({apart:.1f} apart): make pictures"
