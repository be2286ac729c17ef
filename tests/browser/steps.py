"""What a person does on the pages, in one place."""

NO_SIDE_SCROLL = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
TURN_SHOWN = """before => {
    const bar = document.querySelector('.bar[data-turn]');
    const asked = document.querySelector('[data-asked]');
    const now = bar && bar.dataset.stage + bar.dataset.turn;
    return now && now !== before && (!asked || asked.dataset.asked === now);
}"""


def begin(page, seat="japan"):
    """From the lobby into a game; returns its key."""
    page.locator(f"input[name=seat][value={seat}]").check()
    page.locator("[data-act=begin]").click()
    page.wait_for_selector("[data-act=end-turn]")
    return page.url.split("game=")[1]


def turn(page):
    """Which turn is shown: stage and number."""
    bar = page.locator(".bar[data-turn]")
    return bar.get_attribute("data-stage") + bar.get_attribute("data-turn")


def end_turn(page):
    """Commit the turn and wait for the next one, or for the end."""
    before = turn(page)
    page.locator("[data-act=end-turn]").click()
    page.wait_for_function(TURN_SHOWN, arg=before)


def play_to_the_end(page, most=40):
    """Every turn as the staff advises."""
    for _ in range(most):
        end_turn(page)
        if page.locator("[data-act=end-turn]").count() == 0:
            return
    raise AssertionError("the game did not end")


def debrief(page, part):
    """One part of the debrief of a game that is over: happened, why or apply."""
    page.locator(f"#tab-{part}").click()
    page.wait_for_selector(f"#part-{part}.chosen")
