"""The shipped scenarios: each loads, plays to its end, and says what it rests on."""

import json

import numpy as np
import pytest
import yaml
from pydantic import BaseModel

from tests.worlds import SHIPPED, bounds_broken, differences, play, shipped
from wargame.analysis.evidence.gauges import GAUGES
from wargame.analysis.evidence.history import play_named
from wargame.engine.agents import DOCTRINES
from wargame.engine.orders import SIDES, check
from wargame.engine.outcome import SEVERITY
from wargame.engine.parameters import bounds_of, distributions
from wargame.engine.world import CHINA, EFFECTS, JAPAN, OVER, US, World
from wargame.scenario import ScenarioFaults, load, shipped_folder, shipped_names
from wargame.scenario import check as check_tree
from wargame.scenario.file.reader import read_text
from wargame.scenario.json_schema import FILE_NAME, render
from wargame.scenario.opening import open_theatre
from wargame.scenario.schema.injects import Effects
from wargame.scenario.schema.scenario import Scenario

every_scenario = pytest.mark.parametrize("name", SHIPPED)


def test_these_are_all():
    assert tuple(shipped_names()) == SHIPPED


@every_scenario
def test_a_scenario_plays_to_its_end(name):
    after = play(name, worlds=8)

    assert (after.stage == OVER).all()
    assert bounds_broken(after) == []


@pytest.mark.parametrize("path", sorted(shipped_folder().rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_first_line_names_the_schema(path):
    up = "../" * (len(path.relative_to(shipped_folder()).parts) - 1)

    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first == f"# yaml-language-server: $schema={up}{FILE_NAME}"


def test_the_schema_beside_the_scenarios_is_current():
    assert (shipped_folder() / FILE_NAME).read_text(encoding="utf-8") == render(Scenario)


@every_scenario
def test_a_scenario_written_out_and_read_again_is_the_same(name):
    scenario = shipped(name)
    text = yaml.safe_dump(json.loads(scenario.model_dump_json(exclude_none=True)), allow_unicode=True, sort_keys=False)

    again = check_tree(Scenario, read_text(text, "again.yaml"))

    assert again == scenario
    assert differences(play(again, worlds=4), play(name, worlds=4)) == []


@every_scenario
def test_fixed_orders_are_lawful(name):
    check(shipped(name).orders.given())


@every_scenario
def test_doctrines_are_known_and_weigh_something(name):
    for side in SIDES:
        mix = getattr(shipped(name).actors, side).mix()
        assert set(mix) <= set(DOCTRINES[side])
        assert sum(mix.values()) == pytest.approx(1)


@every_scenario
def test_states_follow_states_that_exist(name):
    relations = shipped(name).relations
    for state, relation in relations.items():
        assert set(relation.follows) <= set(relations) - {state}


@every_scenario
def test_every_base_with_aircraft_has_a_runway_and_room_for_them(name):
    for base_name, base in shipped(name).bases.items():
        present = base.us_aircraft + base.japan_aircraft
        assert present <= base.parking, base_name
        assert bool(base.runways) != base.port, base_name
    theatre = open_theatre(shipped(name))
    assert theatre.in_reach[1][theatre.on_japan].all()
    assert round(theatre.kilometres[theatre.index("Kadena")]) == 639
    assert round(theatre.kilometres[theatre.index("Andersen")]) == 2756


def test_an_event_outside_the_game_is_a_fault(tmp_path):
    text = json.loads(shipped().model_dump_json(exclude_none=True))
    text["injects"] = [{"date": "2031 Q1", "headline": "Too late.", "effects": {}}]
    file = tmp_path / "late.yaml"
    file.write_text(json.dumps(text), encoding="utf-8")

    with pytest.raises(ScenarioFaults, match=r"injects\.0\.date: 2031 Q1 is outside the game; a quarter from 2025 Q4"):
        load(str(file))


def test_a_scenario_with_two_bases_is_a_fault_and_not_a_crash(tmp_path):
    text = json.loads(shipped().model_dump_json(exclude_none=True))
    text["bases"] = {name: text["bases"][name] for name in ("Kadena", "Andersen")}
    file = tmp_path / "two.yaml"
    file.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")

    with pytest.raises(ScenarioFaults, match="bases: a mapping of 2; a mapping of at least 3"):
        load(file)


@pytest.mark.parametrize(("turn", "turns"), [("month", 12), ("week", 26)])
def test_a_crisis_may_be_played_by_the_month_or_the_week(turn, turns):
    after = play(worlds=20, calendar__turn=turn, calendar__turns=str(turns))

    assert (after.stage == OVER).all()
    assert bounds_broken(after) == []


PHILIPPINES = "excursions/philippines_open"
EXCURSIONS = sorted(path.stem for path in (shipped_folder() / "excursions").glob("*.yaml"))


@pytest.mark.parametrize("name", EXCURSIONS)
def test_an_excursion_plays_to_its_end_and_is_not_in_the_lobby(name):
    after = play(load(f"excursions/{name}"), worlds=4)

    assert (after.stage == OVER).all()
    assert bounds_broken(after) == []
    assert name not in shipped_names()


@pytest.mark.parametrize("name", EXCURSIONS)
def test_an_excursion_changes_something(name):
    """It differs from its parent in what it sets, not in its title alone."""
    scenario = load(f"excursions/{name}")
    parent = shipped("reset_2027" if scenario.calendar.turns else "first_battle_base")

    told = {"title", "summary"}
    assert scenario.model_dump(exclude=told) != parent.model_dump(exclude=told)


def lost(what: str, side: int):
    return lambda world: getattr(world, what)[:, side]


def how_china_fares(world: World):
    return SEVERITY[world.outcome]


MORE, LESS = 1, -1
MOVES = {  # what an excursion is about, and which way it goes from the base case
    "civil_airports": (lost("aircraft_lost", US), LESS),
    "hardened_shelters": (lost("aircraft_lost", US), LESS),
    "japan_from_the_start": (lost("ships_lost", JAPAN), MORE),
    "japan_home_defence": (lost("ships_lost", JAPAN), LESS),
    "japan_neutral": (how_china_fares, MORE),
    "lift_low": (lambda world: world.battalions_landed, LESS),
    "mainland_strikes": (lambda world: world.battalions_landed, LESS),
    "missiles_fewer": (lost("aircraft_lost", US), LESS),
    "missiles_more": (lost("aircraft_lost", US), MORE),
    "no_jassm": (how_china_fares, MORE),
    "no_show_of_force": (lambda world: world.carriers_lost, LESS),
    "philippines_open": (lambda world: world.area_km2, LESS),
    "ship_defence_better": (lost("ships_lost", US), LESS),
    "ship_defence_worse": (lost("ships_lost", US), MORE),
    "taiwan_alone": (how_china_fares, MORE),
    "taiwan_frozen": (lambda world: world.area_km2, MORE),
    "us_air_edge": (lost("aircraft_lost", CHINA), MORE),
    "us_late": (how_china_fares, MORE),
}


def test_every_excursion_of_the_war_says_which_way_it_goes():
    assert set(MOVES) == set(EXCURSIONS) - {"delayed_strike"} - {
        "runways",
        "tariffs_2025",
    }  # the last two are rows of the evidence


@pytest.mark.parametrize("name", MOVES)
def test_an_excursion_moves_what_it_is_about_the_way_that_it_should(name, base_case):
    """On the same dice, by more than chance does."""
    take, way = MOVES[name]
    moved = take(play(f"excursions/{name}", worlds=400)).astype(float) - take(base_case)

    assert way * moved.mean() > 2 * moved.std() / np.sqrt(moved.size)


def test_a_delayed_strike_falls_on_japan_after_two_turns_and_not_before():
    opening, first, second, third = play_named("excursions/delayed_strike", worlds=100, seed=4).war[:4]

    assert not (opening.japan_struck | first.japan_struck | second.japan_struck).any()
    assert third.japan_struck.mean() > 0.5


@pytest.fixture(scope="module")
def base_case() -> World:
    return play("first_battle_base", worlds=400)


def test_japan_from_the_start_is_at_war_in_every_world_from_the_first_turn():
    for name in ("excursions/japan_from_the_start", "first_battle_optimistic"):
        assert play_named(name, worlds=100, seed=4).war[1].japan_fights.all(), name


def test_the_three_classes_of_the_first_battle_stand_in_their_order():
    """On D+14 the fewest battalions stand ashore, and the most landings are lost, where things help the defence."""
    played = [play_named(f"first_battle_{name}", worlds=200, seed=4) for name in ("optimistic", "base", "pessimistic")]

    ashore = [GAUGES["battalions left"](history, 14).mean() for history in played]
    defeats = [GAUGES["Chinese defeat"](history, 14).mean() for history in played]

    assert ashore == sorted(ashore)
    assert defeats == sorted(defeats, reverse=True)


def test_every_excursion_is_in_the_table_of_settings():
    text = (shipped_folder() / "README.md").read_text(encoding="utf-8")
    assert [name for name in EXCURSIONS if name not in text and name != "tariffs_2025"] == []


def test_what_an_event_may_move_is_what_the_world_knows():
    assert tuple(Effects.model_fields) == EFFECTS


@every_scenario
def test_a_tribute_to_uncertainty_is_drawn_within_bounds(name):
    """Every number a shipped scenario leaves uncertain lies within the bounds of its field."""
    scenario = shipped(name)
    for path, spread in distributions(scenario):
        part: BaseModel = scenario
        *parents, field = path.split(".")
        for parent in parents:
            part = part[parent] if isinstance(part, dict) else getattr(part, parent)
        bounds = bounds_of(type(part), field)
        assert bounds.low <= min(spread.values) <= max(spread.values) <= bounds.high, path


@every_scenario
def test_every_role_has_a_brief_and_goals(name):
    for side in SIDES:
        role = getattr(shipped(name).roles, side)
        assert len(role.brief) > 80
        assert len(role.goals) >= 3


def test_a_japan_that_stays_out_of_taiwans_war_is_spared():
    assert play("excursions/taiwan_alone", 200).japan_struck.mean() < 0.02


def test_the_fields_of_the_philippines_matter_most_where_tokyo_refuses():
    """The same 100 wars with Manila's fields shut and open, where Japan stays out and where it permits."""
    gained = {}
    for access in ("refuse", "combat"):
        orders = {"japan.access": access, "china.strike": "spare"}
        shut, opened = (play(name, worlds=100, given=orders) for name in ("first_battle_base", PHILIPPINES))
        gained[access] = (SEVERITY[shut.outcome] - SEVERITY[opened.outcome]).mean()

    assert gained["refuse"] > 0.1 > gained["combat"]


def test_every_field_of_the_philippines_is_shut_to_us_forces_until_a_scenario_opens_it():
    shut, opened = (open_theatre(shipped(name)) for name in ("first_battle_base", PHILIPPINES))
    theirs = np.array([base.host == "philippines" for base in shut.bases])

    assert theirs.sum() == 6
    assert not shut.us_may_use[theirs].any()
    assert opened.us_may_use[theirs].all()
    assert np.isfinite(opened.flight_km[theirs]).all()
