"""All answers to a question side by side."""

from html.parser import HTMLParser

from tests.ui import sample
from wargame.charts.estimate import fates
from wargame.engine.outcome import FATES, KEYS
from wargame.game.play import OutcomeCounts
from wargame.ui.turn import options
from wargame.ui.turn.decision import decision


class Picked(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.picks: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.picks += [found["data-picks"]] if "data-picks" in found else []
        self.ids += [found["id"]] if "id" in found else []


def counts(**by_key):
    return OutcomeCounts(tuple(by_key.get(key, 0) for key in KEYS), sum(by_key.values()))


MADE = {
    "refuse": counts(deterred=71, victory=99, conceded=30),
    "support": counts(deterred=100, coercion=24, defeat=40, victory=36),
}


def test_every_outcome_belongs_to_one_fate():
    assert sorted(key for keys in FATES.values() for key in keys) == sorted(KEYS)


def test_each_option_has_its_counts_with_intervals_and_its_cost():
    html = options.options(sample.crisis(), "japan", "support", MADE)

    assert "<b>124</b> of 200 worlds" in html
    assert '<b>129</b> <span class="faint">(115–142)</span>' in html  # what Beijing gains if Tokyo refuses
    assert "Elite trust in both capitals" in html
    assert "Okinawa is struck first" in html
    assert "Each option: 200 worlds from what Tokyo can see" in html


def test_an_option_not_counted_yet_says_so():
    html = options.options(sample.crisis(), "japan", "support", MADE)

    assert html.count("Playing 200 worlds") == len(sample.crisis().decisions[0].order.choices) - len(MADE)


def test_a_column_picks_the_card_of_its_choice():
    now = sample.crisis()
    cards, sheet = Picked(), Picked()
    cards.feed(decision(now, {}))
    sheet.feed(options.options(now, "japan", "support", MADE))

    assert len(sheet.picks) == len(now.decisions[0].order.choices)
    assert set(sheet.picks) <= set(cards.ids)


def test_there_is_a_mark_for_every_world():
    svg = fates({"peace": 120, "holds": 50, "beijing": 29, "nuclear": 1}, 200)

    assert svg.count("<circle") == 120
    assert svg.count("<rect") == 1
    assert "Of 200 worlds: No war, no blockade 120, Taiwan holds 50, Beijing gains 29, Nuclear use 1" in svg
