"""Nothing that a turn tells is left out of the catalogues: pages are drawn in a language whose every letter is wide."""

import re

import pytest

from wargame.game.play import Game, end_turn, situation
from wargame.scenario import load
from wargame.text import language
from wargame.text.language import spoken
from wargame.tools.catalogue import messages
from wargame.ui.lobby import cards, scenario_cards
from wargame.ui.turn import blockade, events, forecast, rail, theatre_map
from wargame.ui.turn import decision as html_decision

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
# Attributes that the server, the scripts and the style sheets read, and nobody sees.
KEYS = re.compile(r" (?:id|for|name|value|data-(?:act|value|says|now|picks|base|phase|estimate))='[^']*'")
KEPT = re.compile(r"\{[^}]*\}|<[^>]*>")


class Everything(dict):
    """A catalogue that translates each message of the code into wide letters."""

    def __init__(self):
        super().__init__({message.words: self.widened(message.words) for message in messages()})

    @staticmethod
    def widened(words):
        marks = iter([*KEPT.findall(words), ""])
        return "".join(part.translate(WIDE) + next(marks) for part in KEPT.split(words))


@pytest.fixture(scope="module")
def catalogue():
    return Everything()


def narrow(html):
    """Words of a page with three plain letters and more; not those of headlines, rules' sources and codes."""
    html = str(html).replace('"', "'")
    words = re.sub(r"<p class='label'>[^<]*</p>|<details class='cited label'>.*?</details>|<code>.*?</code>", "", html)
    words = re.sub(r"(?:aria-label|data-busy)='([^']*)'", r">\1<", words)
    return {found.strip() for found in re.findall(r">([^<>]*[A-Za-z]{3}[^<>]*)<", words)}


@pytest.mark.parametrize(
    ("scenario", "seat"),
    [("reset_2027", "japan"), ("reset_2027", None), ("eleven_days", "china"), ("first_battle_base", None)],
)
def test_every_word_of_a_turn_is_a_message(scenario, seat, catalogue, monkeypatch):
    monkeypatch.setattr(language, "catalogue", lambda name: catalogue)
    game = Game(load(scenario), 3, seat)
    told = {inject.headline.replace("'", "’") for inject in game.scenario.injects}
    left = set()
    with spoken("ja"):
        for _ in range(12):
            now = situation(game)
            if now.stage == "over":
                break
            advised = {decision.order.key: decision.recommended for decision in now.decisions}
            html = html_decision.decision(now, advised) + events.events(now.events if now.turn else ())
            html += html_decision.levers(now, advised) + forecast.forecast(now, {})
            html += rail.indicators(now.indicators, seat) + theatre_map.bases(now.bases, now.stage == "war")
            html += rail.war_numbers(now.war) if now.war else ""
            html += blockade.blockade_numbers(now.blockade) if now.blockade else ""
            left |= narrow(html)
            game = end_turn(game, {})
    quoted = {words for words in left if any(words.replace("“", '"').replace("”", '"') in line for line in told)}
    assert left - quoted == set()


@pytest.mark.parametrize(
    ("scenario", "seat"), [("reset_2027", "japan"), ("eleven_days", "china"), ("practice", "taiwan")]
)
def test_what_a_page_sends_is_the_same_in_every_language(scenario, seat, catalogue, monkeypatch):
    monkeypatch.setattr(language, "catalogue", lambda name: {} if name == "en" else catalogue)
    game, sent = Game(load(scenario), 3, seat), 0
    for _ in range(12):
        now = situation(game)
        if now.stage == "over":
            break
        advised = {decision.order.key: decision.recommended for decision in now.decisions}
        keys = {}
        for name in ("en", "ja"):
            with spoken(name):
                html = html_decision.decision(now, advised) + html_decision.levers(now, advised)
                html += forecast.forecast(now, {}) + theatre_map.bases(now.bases, now.stage == "war")
                html += events.events(now.events if now.turn else ())
                html += cards.scenarios(scenario_cards.cards(), scenario, [])
            keys[name] = KEYS.findall(str(html).replace('"', "'"))
        assert keys["ja"] == keys["en"]
        sent += len(keys["en"])
        game = end_turn(game, {})
    assert sent > 100
