"""What a person is told of a scenario that does not fit its class."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.parameters import Distribution
from wargame.scenario import Fault, ScenarioFaults


def test_a_valid_file_loads_with_its_uncertain_numbers(load_text, valid):
    scenario = load_text(valid)

    assert scenario.bases["Kadena"].aircraft == 80
    assert scenario.bases["Misawa"].aircraft == Distribution("uniform", (20, 40), 0, 1000)
    assert scenario.sides["japan"].doctrine == {"hedging": 0.7, "loyal": 0.3}


def test_a_fault_reads_as_place_path_found_allowed_and_hint():
    fault = Fault("a.yaml", 8, 16, "tempo", "'wek' is not allowed", "one of month, week", "week")

    assert str(fault) == "a.yaml:8:16: tempo: 'wek' is not allowed; one of month, week (did you mean week?)"


def test_faults_are_sorted_by_file_and_place():
    places = [("b.yaml", 1, 1), ("a.yaml", 10, 1), ("a.yaml", 9, 3), ("a.yaml", None, None)]
    faults = ScenarioFaults(Fault(*place, "", "wrong") for place in places)

    assert [(fault.file, fault.line) for fault in faults.faults] == [
        ("a.yaml", None),
        ("a.yaml", 9),
        ("a.yaml", 10),
        ("b.yaml", 1),
    ]


def test_many_faults_are_all_kept_but_not_all_printed():
    faults = ScenarioFaults(Fault("a.yaml", line, 1, "", "wrong") for line in range(1, 1001))

    assert len(faults.faults) == 1000
    assert str(faults).endswith("and 950 more")


def test_control_characters_never_reach_the_terminal(load_text, faults_of, valid):
    (fault,) = faults_of(load_text, valid + '"\\e[31m\\n": 1\n')

    assert fault.startswith("a.yaml:19:1: ?[31m?: unknown key")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "readiness: 0.7",
            "readiness: 1.4",
            "12:16: sides.china.readiness: 1.4 is greater than 1; a number from 0 to 1",
        ),
        (
            "readiness: 0.7",
            "readiness: high",
            "12:16: sides.china.readiness: 'high' is not a number; a number from 0 to 1",
        ),
        (
            "readiness: 0.7",
            "readiness:",
            "12:15: sides.china.readiness: nothing is not a number; a number from 0 to 1",
        ),
        (
            "readiness: 0.7",
            "readiness: {unifrom: [0, 1]}",
            "12:16: sides.china.readiness: unifrom is not a distribution; "
            "one of uniform, triangular, normal, one_of, as in {uniform: [0.5, 0.8]}",
        ),
        (
            "readiness: 0.7",
            "{}",
            "12:5: sides.china.readiness: missing; "
            "a number from 0 to 1, of what it was told to be able to do (share)",
        ),
        (
            "readiness: 0.7",
            "readiness: 0.7\n    readines: 1",
            "13:5: sides.china.readines: unknown key; "
            "one of readiness, doctrine, home (did you mean readiness?)",
        ),
        ("turns: 12", "turns: 41", "2:8: turns: 41 is greater than 40; a whole number from 1 to 40"),
        ("turns: 12", "turns: '12'", "2:8: turns: '12' is text; a whole number from 1 to 40"),
        ("turns: 12", "turns: true", "2:8: turns: true is not allowed; a whole number from 1 to 40"),
        ("turns: 12", "turns: 12.5", "2:8: turns: 12.5 is not a whole number; a whole number from 1 to 40"),
        ("turns: 12", "turns: [12]", "2:8: turns: a list; a whole number from 1 to 40"),
        (
            "tempo: month",
            "tempo: moth",
            "3:8: tempo: 'moth' is not allowed; one of quarter, month, week (did you mean month?)",
        ),
        ("title: A small crisis", "title: ''", "1:8: title: '' is not allowed; text, not empty"),
        ("title: A small crisis", "title: 2027", "1:8: title: 2027 is a number; text, not empty"),
        (
            "turns: 12",
            "start: 2027 Q5",
            "2:8: start: '2027 Q5' is not allowed; the first quarter, as in 2025 Q4",
        ),
        ("  japan:", "  japn:", "13:3: sides.japn: unknown key; one of china, japan (did you mean japan?)"),
        ("home: Kadena", "home: Kadnea", "16:11: sides.japan.home: 'Kadnea' is not in bases; "
         "one of Kadena, Misawa (did you mean Kadena?)"),
        (
            "turns: 12",
            "losses: {Kadena: 3, Misava: 2}",
            "2:21: losses.Misava: 'Misava' is not in bases; one of Kadena, Misawa (did you mean Misawa?)",
        ),
        ("[3688, 3688]", "[3688, 36]", "7:21: bases.Kadena.runways.1: 36 is less than 300; "
         "a number of at least 300"),
        ("[3688, 3688]", "3688", "7:14: bases.Kadena.runways: 3688 is a number; a list"),
        (
            "aircraft: 80",
            "port: yes\n    aircraft: 80",
            "6:11: bases.Kadena.port: 'yes' is text; true or false",
        ),
        (
            "doctrine: {hedging: 0.7, loyal: 0.3}",
            "doctrine: hegding",
            "15:15: sides.japan.doctrine: 'hegding' is not allowed; "
            "one of hedging, loyal, autonomous or a mapping (did you mean hedging?)",
        ),
        (
            "doctrine: {hedging: 0.7, loyal: 0.3}",
            "doctrine: {hedging: 7}",
            "15:25: sides.japan.doctrine.hedging: 7 is greater than 1; a number from 0 to 1",
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_place_and_what_is_allowed(old, new, fault, load_text, faults_of, valid):
    assert faults_of(load_text, valid.replace(old, new, 1)) == [f"a.yaml:{fault}"]


def test_all_faults_come_in_one_go(load_text, faults_of, valid):
    broken = valid.replace("0.7\n", "1.4\n").replace("turns", "truns").replace("home: Kadena", "home: Kadnea")

    assert [fault.split(": ")[0] for fault in faults_of(load_text, broken)] == [
        "a.yaml:2:1",
        "a.yaml:12:16",
        "a.yaml:16:11",
    ]


def test_the_words_of_pydantic_never_reach_a_person(faults_if_any, load_text, valid):
    jargon = ("Input", "Field", "Extra inputs", "a valid", "literal", "function-", "[key]", "None", "dict")
    draw = random.Random(1)
    for _ in range(300):
        for fault in faults_if_any(load_text, _edited(valid, draw)):
            assert not [word for word in jargon if word in str(fault)]


@given(st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=1000)
def test_small_edits_of_a_valid_file_give_a_scenario_or_faults(faults_if_any, load_text, valid, draw):
    for fault in faults_if_any(load_text, _edited(valid, draw)):
        assert fault.line
        assert fault.column


def _edited(text, draw):
    """Text with a few lines doubled, dropped or moved, and a few signs and values changed."""
    for _ in range(draw.randint(1, 4)):
        lines = text.split("\n")
        at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        edit = draw.randrange(6)
        if edit == 0:
            lines.insert(other, lines[at])
        elif edit == 1:
            del lines[at]
        elif edit == 2:
            lines[at] = "  " * draw.randint(0, 3) + lines[at].lstrip()
        elif edit == 3:
            value = draw.choice(["", "3", "-1.5", "x", "[1, a]", "{a: 1}", "true", "null", ".inf", "*x", "&x 1"])
            lines[at] = f"{lines[at].partition(':')[0]}: {value}"
        elif lines[at]:
            letter = draw.randrange(len(lines[at]))
            lines[at] = lines[at][:letter] + draw.choice(" :[]{},'\"-#&*!|>%@x7\t") + lines[at][letter + 1 :]
        text = "\n".join(lines)
    return text
