"""That every decision and every adjudication says why, and that what it says of its die and its limits is true.

Shipped games of a crisis, a blockade and a war are played, each world by itself and all at once.
"""

import re
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from tests.engine.test_every_government import BY_SIDE, decided, every_doctrine, worlds_seen
from tests.random_games import cases
from tests.worlds import params
from wargame.engine import rules, telling
from wargame.engine.agents import DOCTRINES
from wargame.engine.agents.decision import Decision, Reason
from wargame.engine.orders import BY_KEY, SIDES
from wargame.engine.orders.script import Script
from wargame.engine.world import ARRAYS
from wargame.game.decisions import STEPS
from wargame.game.decisions import decided as told
from wargame.game.record import record
from wargame.game.transcript import transcript
from wargame.model import CrisisModel, Turn
from wargame.scenario.factors import cells

GAMES = {"reset_2027": 12, "tariff_spiral": 6, "eleven_days": 12, "first_battle_base": 8, "no_access": 6}
RULES = {rules.name(rule): rule for rule in rules.ALL_RULES}
KEY = re.compile(r"judgement|\[[a-z0-9-]+\]")
EDGE = re.compile(
    r"(?:over|[Uu]nder|below|of) (\d+(?:\.\d+)?)(?=,? (?:would|it would|or more|makes|accepts|names|one more))"
)
TOLD = list(telling.BY_RULE)


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
            assert event.why is not None, event.sentence
            assert event.why.rule == event.phase


@every_game
def test_every_event_and_decision_says_how_far_from_otherwise_it_was(name):
    """Where a die was thrown, a limit looked at or a score reckoned: what another had brought."""
    for turn in turns(name):
        for event in [*turn.events, *told(turn)]:
            assert event.why.otherwise, (event.phase, event.sentence)


@pytest.mark.parametrize("name", TOLD)
def test_every_event_of_random_worlds_says_how_far_from_otherwise_it_was(name):
    for case in cases()[name]:
        for number in range(0, case.before.worlds, 5):
            for event in explained(RULES[name], case, number, case.dice[[number]]):
                assert event.why.otherwise, event.sentence


def test_every_rule_has_something_to_tell():
    """But for headlines, which the scenario writes."""
    assert set(RULES) - set(TOLD) == {"injects"}


@every_game
def test_every_decision_of_a_shipped_game_tells_why(name):
    """Each order of each government, whether a die made it, a limit, or its doctrine alone."""
    for turn in turns(name):
        for side, decision in zip(SIDES, turn.governments, strict=True):
            kinds = [decision.reasons, decision.chances, decision.thresholds]
            assert set().union(*kinds) == set(decision.orders), (side, turn.stage)
            assert sum(len(kind) for kind in kinds) == len(decision.orders)
            assert set(decision.also) <= set(decision.reasons)
        looked = {key for decision in turn.governments for key in decision.thresholds}
        events = told(turn)
        assert all(event.why is not None for event in events)
        everything = sum(
            1 if key in turn.given else len(decision.explanations(key, STEPS.get(key, ())))
            for decision in turn.governments
            for key in decision.orders
        )
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
            assert why.unit or not why.contributions, event.sentence
            assert why.chance_of or why.chance is None, event.sentence
            names = [name for name, _ in why.contributions]
            assert len(names) == len(set(names)), event.sentence


# Words that say which way a part goes: what is named so must go one way only.
ONE_WAY = re.compile(
    r"\b(spent|fights|stays? out|lost|attacks|attacked|weak|broken|kept|more|fewer|lack|cautious|bold|in the convoys|"
    r"running out|rally|common threat|not?|without|loses|losing|at full will)\b"
)
EITHER = re.compile(r"^whether |, or |from a half|what was there")  # and words that say that it may go either way


@pytest.mark.parametrize("label", ["will spent", "Washington fights", "US warships in the convoys", "common threat"])
def test_such_words_say_which_way_a_part_goes(label):
    assert ONE_WAY.search(label)


def test_no_label_says_the_opposite_of_its_number():
    """Over the shipped games and random ones: what is named as if it went one way never goes the other."""
    ways: dict[tuple[str, str, str], set[bool]] = {}

    def note(why):
        for label, value in why.contributions:
            if ONE_WAY.search(label) and not EITHER.search(label) and abs(value) > 1e-9:
                ways.setdefault((why.rule, re.sub(r"\d+", "", why.title), label), set()).add(value > 0)

    for name in GAMES:
        for turn in turns(name):
            for event in [*turn.events, *told(turn)]:
                if event.why is not None:
                    note(event.why)
    for name in TOLD:
        for case in cases()[name]:
            for number in range(0, case.before.worlds, 9):
                for event in explained(RULES[name], case, number, case.dice[[number]]):
                    if event.why is not None:
                        note(event.why)
    for side in SIDES:
        for doctrine in DOCTRINES[side]:
            for world in worlds_seen()[::3]:
                decision = decided(side, doctrine, world)
                for key in {*decision.reasons, *decision.chances}:
                    for number in range(0, world.worlds, 9):
                        for why in decision.explanations(key, STEPS.get(key, ()), number):
                            note(why)
    assert len(ways) > 10
    assert {where for where, signs in ways.items() if len(signs) > 1} == set()


def explained(rule, case, number: int, dice):
    """The events of one world of a case, with these dice."""
    return played(rule, case, number, dice)[0]


def played(rule, case, number: int, dice):
    """The events of one world of a case with these dice, and the world after."""
    one = np.array([number])
    before, orders = case.before.rows(one), case.orders.rows(one)
    after = rule.apply(before, orders, params(rule), dice)
    return telling.of(rule)(before, after, orders, params(rule), dice), after


def _differ(one, other) -> bool:
    return any(not np.array_equal(getattr(one, field), getattr(other, field)) for field in ARRAYS)


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
                if event.why is None:
                    continue
                first = [(event.why.die, event.why.otherwise)] if event.why.die is not None else []
                for die, words in [*first, *((throw.die, throw.otherwise) for throw in event.why.throws)]:
                    place = np.isclose(dice, die, rtol=0, atol=1e-12)
                    for edge in EDGE.findall(words):
                        at, width = float(edge) / 100, 0.0006 if "." in edge else 0.006
                        if not place.any() or not width < at < 1 - width:
                            continue
                        other = [np.where(place, thrown, dice) for thrown in (at - width, at + width)]
                        (low, low_world), (high, high_world) = (played(rule, case, number, one) for one in other)
                        here = explained(rule, case, number, dice)
                        low, high, here = ([_seen(again) for again in told_of] for told_of in (low, high, here))
                        assert low != high or _differ(low_world, high_world), (event.sentence, words)
                        assert here == (low if die < at - width else high if die > at + width else here)
                        tried += 1
    assert tried or name not in ("supply", "resolve", "interdiction", "strike", "sea", "ground", "air", "landing")


SAID = re.compile(r"(over|[Uu]nder) (\d+(?:\.\d+)?) (?:it )?would have (?:meant|been) “([^”]+)”")


@every_doctrine
def test_a_die_on_the_other_side_of_the_edge_brings_what_is_told_of_a_decision(side, doctrine):
    """Each die of each decision alone is thrown again, a little past the edge in the words."""
    tried = 0
    for world in worlds_seen()[::3]:
        decision = decided(side, doctrine, world)
        for table in (decision.reasons, decision.chances, decision.also):
            for key, weighed in table.items():
                labels = [choice.label for choice in BY_KEY[key].choices]
                if isinstance(weighed, Reason):
                    steps = weighed.names or STEPS[key]
                    assert len(steps) == len(weighed.cuts) + 1, key
                for number in range(0, world.worlds, 7):
                    why = weighed.explanation(BY_KEY[key], STEPS.get(key, ()), number)
                    for way, edge, name in SAID.findall(why.otherwise):
                        past = 0.0055 * 0.1 ** len(edge.partition(".")[2]) * (1 if way == "over" else -1)
                        die = np.array(weighed.die, dtype=float)
                        die[number] = float(edge) / 100 + past
                        again = replace(weighed, die=die)
                        if isinstance(again, Reason):
                            assert steps[again.steps()[number]] == name, (key, why.otherwise)
                        else:
                            assert labels[again.choices()[number]] == name, (key, why.otherwise)
                        tried += 1
    assert tried


@every_game
def test_an_order_that_was_given_claims_no_die(name):
    given = 0
    for turn in turns(name):
        for event in told(turn):
            if "did not choose" in event.sentence:
                given += 1
                assert "(fixed by the scenario)" in event.sentence
                assert event.why.title.startswith("Not followed; what this doctrine would have weighed: ")
                assert not SAID.search(event.why.otherwise)
                assert not EDGE.search(event.why.otherwise)
        keys = [key for key in turn.given if key in {key for one in turn.governments for key in one.orders}]
        assert given or not keys


def test_an_order_of_a_player_is_told_to_him_as_his_own():
    model = CrisisModel(
        cells("first_battle_base")[0].scenario,
        3,
        1,
        script=Script({}, {"war": [{"china.end": "ceasefire"}]}),
        explain=True,
    )
    model.step()

    (event,) = [event for event in told(model.turns[0]) if "How far" in event.sentence]

    assert event.sentence == "Beijing did as you ordered. How far: Offer a ceasefire."
    assert "You gave the order: no die would have changed it. Your staff would have chosen “Continue”." in (
        event.why.otherwise
    )
    assert event.why.title.startswith("What your staff would have weighed: ")


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
