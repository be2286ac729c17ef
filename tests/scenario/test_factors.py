"""Factors: what may be set and varied, and what a slip is told."""

from __future__ import annotations

import pytest

from wargame.scenario import ScenarioFaults
from wargame.scenario.factors import FactorFault, cells, read_set, read_vary, split_values


def test_commas_inside_brackets_do_not_part_values() -> None:
    assert split_values("0.1,{uniform: [0.1, 0.3]}, 0.5") == ["0.1", "{uniform: [0.1, 0.3]}", "0.5"]


def test_without_factors_there_is_one_cell_as_written() -> None:
    (cell,) = cells("reset_2027")
    assert (cell.name, cell.settings, dict(cell.script.always)) == ("as written", (), {})


def test_an_order_holds_in_the_script_and_leaves_the_scenario_alone() -> None:
    (cell,) = cells("reset_2027", read_set(["us.tariff=25"]))
    assert cell.script.always == {"us.tariff": "25"}
    assert cell.scenario == cells("reset_2027")[0].scenario


def test_a_stance_is_what_tokyo_says_and_what_it_does() -> None:
    (cell,) = cells("reset_2027", read_set(["japan.stance=join"]))
    assert cell.script.always == {"japan.pledge": "combat", "japan.convoys": "join", "japan.access": "join"}


def test_a_fixed_order_of_the_scenario_is_the_order_and_is_overridden() -> None:
    assert cells("no_access")[0].refuses_access
    (cell,) = cells("no_access", read_set(["orders.japan.access=combat"]))
    assert cell.script.always == {"japan.pledge": "refuse", "japan.access": "combat"}


def test_a_path_changes_the_scenario() -> None:
    (cell,) = cells("reset_2027", read_set(["forces.us.lrasm=400"]))
    assert cell.scenario.forces.us.lrasm == 400


def test_a_path_may_be_uncertain() -> None:
    low, spread = cells("reset_2027", (), read_vary(["model.japan.fear=-2,{uniform: [-3, -1]}"]))
    assert low.scenario.model.japan.fear == -2
    assert spread.scenario.model.japan.fear.values == (-3, -1)


def test_varied_factors_make_every_combination_the_last_turning_fastest() -> None:
    found = cells("reset_2027", (), read_vary(["japan.stance=refuse,join", "us.tariff=0,25"]))
    assert [cell.name for cell in found] == [
        "japan.stance=refuse, us.tariff=0",
        "japan.stance=refuse, us.tariff=25",
        "japan.stance=join, us.tariff=0",
        "japan.stance=join, us.tariff=25",
    ]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("japan.acess=refuse", "did you mean japan.access?"),
        ("japan.stanse=refuse", "did you mean japan.stance?"),
        ("trust.tariff_effect=1", "did you mean model.trust.tariff_effect?"),
        ("nonsense=1", "'nonsense' is not a factor"),
        ("japan.access=combt", "one of refuse, support, combat, join (did you mean combat?)"),
        ("japan.stance=perhaps", "one of refuse, support, combat, join"),
    ],
)
def test_a_slip_is_told_with_what_may_stand_there(setting: str, told: str) -> None:
    with pytest.raises(FactorFault) as fault:
        cells("reset_2027", read_set([setting]))
    assert told in str(fault.value)


def test_a_path_that_is_nearly_right_is_named_by_the_loader() -> None:
    with pytest.raises(ScenarioFaults, match=r"did you mean forces\.us\.lrasm\?"):
        cells("reset_2027", read_set(["forces.us.lrasms=4"]))


def test_a_number_out_of_range_names_the_bound_and_the_option_that_was_written() -> None:
    with pytest.raises(ScenarioFaults, match=r"--set forces\.us\.carriers=40.*from 0 to 11"):
        cells("reset_2027", read_set(["forces.us.carriers=40"]))
    with pytest.raises(ScenarioFaults, match=r"--vary forces\.us\.carriers=40"):
        cells("reset_2027", (), read_vary(["forces.us.carriers=2,40"]))


@pytest.mark.parametrize("texts", [["japan.stance=join", "japan.access=refuse"], ["us.tariff=0", "us.tariff=10"]])
def test_two_factors_may_not_set_the_same_thing(texts: list[str]) -> None:
    with pytest.raises(FactorFault, match="give it once"):
        cells("reset_2027", read_set(texts))


@pytest.mark.parametrize("text", ["japan.stance", "=3", "japan.stance=", "us.tariff=0,,10", "us.tariff=0,0"])
def test_what_is_not_a_list_of_values_is_refused(text: str) -> None:
    with pytest.raises(FactorFault):
        read_vary([text])


@pytest.mark.parametrize(
    "text",
    [
        "model.sorties.escort_need=0.2,0.20",
        "forces.us.lrasm=400,4e2,400.0",
        "model.japan.fear={uniform: [-3, -1]},{uniform: [-3.0,-1]}",
    ],
)
def test_a_number_written_in_two_ways_is_one_value(text: str) -> None:
    with pytest.raises(FactorFault, match="the same value twice"):
        read_vary([text])


def test_words_and_what_cannot_be_read_are_told_apart_as_they_are_written() -> None:
    assert read_vary(["us.tariff=0,25", "japan.stance=refuse,join"])[1] == ("japan.stance", ["refuse", "join"])
    assert read_vary(["forces.us.lrasm=1,true,{uniform"])[0][1] == ["1", "true", "{uniform"]


def test_too_many_cells_are_refused_before_any_is_loaded() -> None:
    many = [("forces.us.lrasm", [str(number) for number in range(500)])]
    with pytest.raises(FactorFault, match="at most 400"):
        cells("reset_2027", (), many)


@pytest.mark.parametrize(
    ("listed", "written"),
    [("1,000", "1000"), ("12,050", "12050"), ("1,500", "1500"), ("50,200", "50200"), ("1,000,500", "1000500"),
     ("0,5", "0.5"), ("0,25", "0.25"), ("0,1", "0.1"), ("1,05", "1.05")],
)  # fmt: skip
def test_a_number_with_a_comma_in_it_is_no_list(listed, written):
    with pytest.raises(FactorFault, match="one number, or a list") as fault:
        read_vary([f"forces.us.lrasm={listed}"])
    assert f"Write the number as {written}, and a list with spaces" in str(fault.value)
    spaced = listed.replace(",", ", ")
    assert read_vary([f"forces.us.lrasm={spaced}"]) == [("forces.us.lrasm", listed.split(","))]


@pytest.mark.parametrize("listed", ["100,400", "200,400,800", "1,2", "0,1,2", "400,400.5", "0.1,0.2", "50,100,200"])
def test_a_list_is_a_list(listed):
    assert read_vary([f"forces.us.lrasm={listed}"]) == [("forces.us.lrasm", listed.split(","))]


def test_the_levels_of_an_order_are_words_and_no_numbers():
    assert read_vary(["us.tariff=0,25"]) == [("us.tariff", ["0", "25"])]
