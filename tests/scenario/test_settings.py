"""Settings from the command line over a scenario."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.parameters import Distribution
from wargame.scenario.file.outline import outline


def test_a_setting_replaces_a_number(load_text, valid):
    assert load_text(valid, **{"bases.Kadena.aircraft": "12"}).bases["Kadena"].aircraft == 12


def test_a_setting_may_be_uncertain(load_text, valid):
    scenario = load_text(valid, **{"model.trust.tariff_effect": "{uniform: [0.1, 0.3]}"})

    assert scenario.model.trust.tariff_effect == Distribution("uniform", (0.1, 0.3), 0, 1)


def test_a_setting_reaches_what_the_file_leaves_out(load_text):
    scenario = load_text("title: x\nbases: {}\n", **{"model.trust.tariff_effect": "0.5"})

    assert scenario.model.trust.tariff_effect == 0.5


def test_a_setting_reaches_keys_with_spaces_and_items_of_lists(load_text, valid):
    scenario = load_text(
        valid.replace("Misawa:", "Naha Air Base:"),
        **{"bases.Naha Air Base.aircraft": "7", "bases.Kadena.runways.1": "1000"},
    )

    assert scenario.bases["Naha Air Base"].aircraft == 7
    assert scenario.bases["Kadena"].runways == [3688, 1000]


def test_a_setting_may_add_a_name_that_the_class_checks(load_text, valid):
    assert load_text(valid, **{"losses.Misawa": "3"}).losses == {"Misawa": 3}


def test_a_sound_file_without_settings_is_loaded_without_an_outline_of_its_class(load_text, valid):
    """The outline takes longer than all else; each command that loads a scenario would wait for it."""
    outline.cache_clear()
    load_text(valid)

    assert outline.cache_info().currsize == 0


def test_the_last_setting_wins(load_text, valid):
    assert load_text(valid, **{"sides.china": "{readiness: 0.1}", "sides.china.readiness": "0.2"}).sides[
        "china"
    ].readiness == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("turns", "99", "turns: 99 is greater than 40; a whole number from 1 to 40"),
        ("turns", "", "turns: nothing; a whole number from 1 to 40"),
        ("turns", "'4'", "turns: '4' is text; a whole number from 1 to 40"),
        ("tempo", "moth", "tempo: 'moth' is not allowed; one of quarter, month, week (did you mean month?)"),
        ("sides.japan.home", "Misava", "sides.japan.home: 'Misava' is not in bases; "
         "one of Kadena, Misawa (did you mean Misawa?)"),
        ("bases.Kadena.aircrft", "1", "bases.Kadena.aircrft: unknown path; "
         "bases.Kadena has aircraft, runways, port (did you mean bases.Kadena.aircraft?)"),
        ("bases.Kadnea.aircraft", "1", "bases.Kadnea.aircraft: unknown path; "
         "bases has Kadena, Misawa (did you mean bases.Kadena.aircraft?)"),
        ("model.trust.tarif_effect", "1", "model.trust.tarif_effect: unknown path; "
         "model.trust has tariff_effect (did you mean model.trust.tariff_effect?)"),
        ("trust.tariff_effect", "1", "trust.tariff_effect: unknown path; it starts with title, start, turns, "
         "tempo, bases, sides, losses, notes, model (did you mean model.trust.tariff_effect?)"),
        ("turns.x", "1", "turns.x: unknown path; turns has no parts (did you mean turns?)"),
        ("bases.Kadena.runways.2", "1", "bases.Kadena.runways.2: unknown path; an item from 0 to 1"),
        ("notes", "!x 1", "notes: the tag !x; write plain values, without tags"),
        ("notes", "[a, b", "notes: a list opened with [ is not closed; put , between its items and ] after"),
    ],
)  # fmt: skip
def test_a_fault_of_a_setting_names_the_setting(path, value, fault, load_text, faults_of, valid):
    assert faults_of(load_text, valid, **{path: value}) == [f"--set {path}={value}: {fault}"]


def test_a_broken_setting_and_a_broken_file_are_told_together(load_text, faults_of, valid):
    faults = faults_of(load_text, valid.replace("0.7\n", "1.4\n"), **{"turns": "99"})

    assert [fault.partition(": ")[0] for fault in faults] == ["--set turns=99", "a.yaml:12:16"]


def test_an_unknown_path_does_not_hide_the_faults_of_the_file(load_text, faults_of, valid):
    assert len(faults_of(load_text, valid.replace("0.7\n", "1.4\n"), truns="9")) == 2


def test_all_unknown_paths_are_told_together(load_text, faults_of, valid):
    assert len(faults_of(load_text, valid, truns="1", tempi="1", notes="[")) == 3


@given(
    st.lists(st.sampled_from(["bases", "Kadena", "runways", "0", "turns", "model", "trust", "", "x"]), max_size=5),
    st.text(alphabet="ab01 :[]{},'\"-#&*!|\n", max_size=20),
)
@settings(max_examples=400, deadline=1000)
def test_any_setting_gives_a_scenario_or_faults(faults_if_any, load_text, valid, parts, value):
    faults_if_any(load_text, valid, **{".".join(parts): value})
