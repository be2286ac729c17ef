"""The list of all numbers: nothing is left out, and each says where it comes from."""

import pytest

from wargame.scenario import inventory, load, shipped_names
from wargame.scenario.file.remarks import remarks
from wargame.scenario.inventory import judgement_of, source_of
from wargame.scenario.schema.scenario import ModelParams


@pytest.fixture(scope="module")
def flagship():
    return inventory.take("reset_2027")


def entry_of(taken, path):
    return next(entry for entry in taken.entries if entry.path == path)


def test_every_number_of_every_rule_is_listed_once():
    declared = [
        f"model.{section}.{name}"
        for section, field in ModelParams.model_fields.items()
        for name in field.annotation.model_fields
    ]
    assert [entry.path for entry in inventory.defaults().entries] == declared


@pytest.mark.parametrize("name", shipped_names())
def test_every_number_of_a_scenario_can_be_set_by_its_path(name):
    taken = inventory.take(name)
    paths = [entry.path for entry in taken.entries]
    assert len(paths) == len(set(paths))
    path = "forces.us.lrasm"
    assert entry_of(taken, path).value == load(name).forces.us.lrasm
    for entry in taken.entries:
        assert entry.unit, entry.path
        assert entry.meaning, entry.path
        assert entry.low < entry.high, entry.path


def test_a_number_that_a_scenario_changes_says_so_and_names_its_own_source():
    taken = inventory.take("first_battle_base")
    base = entry_of(taken, "model.china.strike_base")
    assert base.is_changed
    assert base.source == "[csis-firstbattle]"
    assert not entry_of(taken, "model.china.strike_access").is_changed


def test_a_number_of_a_scenario_has_the_source_beside_it_in_the_file(flagship):
    assert entry_of(flagship, "actors.china.start.ready_by").source == "[cia2023]"
    assert entry_of(flagship, "actors.china.start.resolve").is_judgement
    assert entry_of(flagship, "bases.Kadena.us_aircraft").is_judgement  # said once, for all bases
    assert entry_of(flagship, "injects.3.effects.threat").source == "[nri2026]"


def test_what_governments_want_is_listed_as_judgement_with_its_range(flagship):
    victory = entry_of(flagship, "utilities.japan.outcomes.victory")
    assert (victory.value, victory.low, victory.high, victory.is_judgement) == (0.1, -10, 10, True)
    aircraft = entry_of(flagship, "utilities.japan.measures.aircraft_lost_japan")
    assert aircraft.value == -0.001
    assert "for each" in aircraft.unit
    assert "aircraft" in aircraft.meaning
    wanted = load("reset_2027").utilities
    listed = [entry for entry in flagship.entries if entry.path.startswith("utilities.")]
    each = (wanted.china, wanted.taiwan, wanted.japan, wanted.us)
    assert len(listed) == sum(len(one.outcomes.model_dump()) + len(one.measures) for one in each)
    assert not [entry for entry in inventory.take("practice").entries if entry.path.startswith("utilities.")]


def test_what_was_judged_from_a_source_is_judgement():
    assert source_of("[cmpr2024]: carriers to frigates") == "[cmpr2024]"
    assert source_of("judgement: 800 fighters [cmpr2024], and more") == "judgement"
    assert source_of("") == "judgement"


def test_a_size_that_its_source_does_not_give_is_judgement_and_keeps_the_reference():
    """Experts said that nearly all expect the US to fight; nobody said 55 in 100."""
    entries = inventory.defaults()
    (base,) = [entry for entry in entries.entries if entry.path == "model.deterrence.us_base"]

    assert base.is_judgement
    assert base.after == "[chinapower2024]"
    assert base in entries.only("chinapower2024", assumptions=True).entries


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("model.defence.us_munitions", "[csis-firstbattle]"),  # 88 LRASM were bought in 2023
        ("model.defence.taiwan_coastal", "[taipeitimes2026]"),  # 131 are made in a year, and 70 more
        ("model.air.loss_per_sortie", "[csis-firstbattle]"),  # below 1% in most wars, 2% in the Battle of Britain
        ("model.deploy.leave_share", "[csis-firstbattle]"),  # to set up at another base takes a turn
    ],
)
def test_a_number_near_the_published_one_is_judgement_after_it(path, source):
    (entry,) = [entry for entry in inventory.defaults().entries if entry.path == path]

    assert entry.is_judgement
    assert entry.after == source


def test_no_weight_of_a_score_claims_a_size_that_only_a_model_can_have():
    """No poll and no study publishes weights in log-odds; what was computed from a poll is named here."""
    computed = {"model.politics.opinion_step"}
    fitted = ("[calibration]", "[estimate]")  # to results that were published, or to games of this model
    claimed = {
        entry.path
        for entry in inventory.defaults().entries
        if entry.unit.startswith("logits") and not entry.is_judgement and entry.source not in fitted
    }

    assert claimed == computed


def test_a_number_of_a_source_leans_on_no_judgement(flagship):
    assert entry_of(flagship, "model.trade.ban_drag").after == ""


def test_the_remark_of_a_part_speaks_for_what_stands_in_it(tmp_path):
    file = tmp_path / "some.yaml"
    file.write_text("a: # of all [one]\n  b: 1\n  c: {d: 2} # of d [two]\n# above [three]\ne:\n  f: 3\n\n\ng: 4\n")
    found = remarks(file)
    assert found["a.b"] == "of all [one]"
    assert found["a.c.d"] == "of d [two]"
    assert found["e.f"] == "above [three]"
    assert found["g"] == ""


def test_a_search_wants_every_word_and_assumptions_are_all_judgement(flagship):
    found = flagship.only("tariff trust")
    assert "model.trust.tariff_effect" in [entry.path for entry in found.entries]
    assert all("tariff" in entry.words and "trust" in entry.words for entry in found.entries)
    assumed = flagship.only(assumptions=True)
    assert judgement_of(assumed.entries) == (len(assumed.entries), judgement_of(flagship.entries)[0])
