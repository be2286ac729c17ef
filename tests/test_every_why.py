"""That every decision and every adjudication says why, and that what it says of its die and its limits is true.

Shipped games of a crisis, a blockade and a war are played, each world by itself and all at once.
"""

import re
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from tests.random_games import cases
from tests.test_every_government import BY_SIDE, decided, every_doctrine, worlds_seen
from tests.worlds import params
from wargame import rules
from wargame.agents.decision import Decision
from wargame.factors import cells
from wargame.model import CrisisModel, Turn
from wargame.orders import BY_KEY, SIDES
from wargame.record import record
from wargame.situation import decided as told
from wargame.transcript import transcript

GAMES = {"reset_2027": 12, "tariff_spiral": 6, "eleven_days": 12, "first_battle_base": 8, "no_access": 6}
RULES = {rules.name(rule): rule for rule in rules.ALL_RULES}
NO_DIE = {"injects": "a headline is a scenario's own: it happens in every world"}
KEY = re.compile(r"judgement|\[[a-z0-9-]+\]")
EDGE = re.compile(r"(?:over|[Uu]nder|below|of) (\d+(?:\.\d+)?)(?= (?:would|it would|or more|makes|accepts|names))")
TOLD = [name for name, rule in RULES.items() if hasattr(rule, "explain")]


@lru_cache
def turns(name: str) -> list[Turn]:
    (cell,) = cells(name)
    played = []
    for number in range(GAMES[name]):
        model = CrisisModel(cell.scenario, 11, 1, number, cell.script, explain=True)
        model.play()
        played += model.turns
    return played


every_game = pytest.mark.parametrize("name", GAMES)


@every_game
def test_every_event_of_a_shipped_game_tells_why(name):
    for turn in turns(name):
        for event in turn.events:
            if event.phase in NO_DIE:
                continue
            assert event.why is not None, event.sentence
            assert event.why.rule == event.phase


@every_game
def test_every_decision_of_a_shipped_game_tells_why(name):
    """Each order of each government, whether a die made it, a limit, or its doctrine alone."""
    for turn in turns(name):
        for side, decision in zip(SIDES, turn.governments, strict=True):
            kinds = [decision.reasons, decision.chances, decision.thresholds]
            assert set().union(*kinds) == set(decision.orders), (side, turn.stage)
            assert sum(len(kind) for kind in kinds) == len(decision.orders)
        looked = {key for decision in turn.governments for key in decision.thresholds}
        events = told(turn)
        assert all(event.why is not None for event in events)
        everything = sum(len(decision.orders) for decision in turn.governments)
        standing = {key for key in looked if not _of(turn, key).looked(key).conditions}
        assert len(events) == everything - (len(standing) if turn.turn else 0)


def _of(turn: Turn, key: str) -> Decision:
    return turn.governments[SIDES.index(BY_KEY[key].side)]


@every_game
def test_what_is_told_adds_up_and_names_whose_it_is(name):
    for turn in turns(name):
        for event in [*turn.events, *told(turn)]:
            why = event.why
            if why is None:
                continue
            assert why.title, event.sentence
            assert sum(part for _, part in why.contributions) == pytest.approx(why.score, abs=1e-6), event.sentence
            assert why.rule in RULES or why.rule in SIDES, event.sentence
            assert why.sources, event.sentence
            assert all(KEY.fullmatch(source) for source in why.sources)
            assert why.contributions or why.conditions or "No die." in why.otherwise, event.sentence
            assert why.die is None or 0 <= why.die < 1
            assert why.chance is None or -1e-9 <= why.chance <= 1 + 1e-9, event.sentence
            assert why.die is not None or why.cuts == ()


def explained(rule, case, number: int, dice):
    """The events of one world of a case, with these dice."""
    one = np.array([number])
    before, orders = case.before.rows(one), case.orders.rows(one)
    after = rule.apply(before, orders, params(rule), dice)
    return rule.explain(before, after, orders, params(rule), dice)


def _seen(event):
    """What a reader sees of an event but for the die itself."""
    return event.sentence, event.why and event.why.contributions


@pytest.mark.parametrize("name", TOLD)
def test_a_die_on_the_other_side_of_the_edge_that_is_told_brings_another_event(name):
    """The rule is run again with the die that was shown, a little under and a little over the edge in the words."""
    rule, tried = RULES[name], 0
    for case in cases()[name][::2]:
        for number in range(0, case.before.worlds, 5):
            dice = case.dice[[number]]
            for event in explained(rule, case, number, dice):
                if event.why is None or event.why.die is None:
                    continue
                place = np.isclose(dice, event.why.die, rtol=0, atol=1e-12)
                for edge in EDGE.findall(event.why.otherwise):
                    at, width = float(edge) / 100, 0.0006 if "." in edge else 0.006
                    if not place.any() or not width < at < 1 - width:
                        continue
                    low, high = (
                        [_seen(again) for again in explained(rule, case, number, np.where(place, die, dice))]
                        for die in (at - width, at + width)
                    )
                    assert low != high, (event.sentence, event.why.otherwise)
                    here = [_seen(again) for again in explained(rule, case, number, dice)]
                    assert here == (low if event.why.die < at - width else high if event.why.die > at + width else here)
                    tried += 1
    assert tried or name not in ("supply", "resolve", "interdiction", "strike")


@every_doctrine
def test_a_threshold_explains_the_order_that_was_given(side, doctrine):
    """The choice in one world, as it is told, is the order in all of them."""
    for world in worlds_seen()[::3]:
        decision = decided(side, doctrine, world)
        for key, threshold in decision.thresholds.items():
            order = BY_KEY[key]
            for number in range(0, world.worlds, 7):
                given = int(decision.orders[key][number])
                said = decision.looked(key, number).otherwise
                assert threshold._choice(number) == given, key
                assert f"would have been “{order.choices[given].label}”" not in said
                assert said.startswith("No die.") or key == "china.blockade"


@every_doctrine
def test_the_least_change_that_is_told_is_what_turns_a_threshold(side, doctrine):
    """Each limit alone, moved as far as the words say, brings what the words say; one step less does not."""
    told_of = 0
    for world in worlds_seen()[::4]:
        decision = decided(side, doctrine, world)
        for key, threshold in decision.thresholds.items():
            labels = [choice.label for choice in BY_KEY[key].choices]
            for number in range(0, world.worlds, 9):
                for limit in threshold._limits():
                    at = limit.in_world(number)
                    said = threshold.beside(labels.__getitem__, number)
                    far = re.search(rf"had {re.escape(at.name)} been ([\d,.]+) [^,.]*?(lower|higher)", said)
                    if far is None:
                        continue
                    gap = float(far[1].replace(",", "")) * (1 if far[2] == "higher" else -1)
                    moved = replace(limit, seen=np.array([(at.value + gap) / (100 if at.unit == "of 100" else 1)]))
                    less = gap - np.sign(gap) * limit.step
                    short = replace(limit, seen=np.array([(at.value + less) / (100 if at.unit == "of 100" else 1)]))
                    close = abs(abs(at.value - at.limit) / limit.step % 1) < 1e-6
                    assert close or bool(moved.holds()[0]) != at.holds, (key, at)
                    assert close or abs(less) < 1e-9 or bool(short.holds()[0]) == at.holds, (key, at)
                    told_of += 1
    assert told_of


@pytest.mark.parametrize("name", GAMES)
def test_a_transcript_with_reasons_is_no_wider_than_a_screen(name):
    (cell,) = cells(name)
    lines = transcript(record(name, cell, 11, 1)).splitlines()

    assert max(map(len, lines)) <= 80
    assert any("No die." in line for line in lines)


def test_governments_are_named_once():
    assert set(BY_SIDE) == set(SIDES)
