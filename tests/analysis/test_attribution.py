"""The effect of a stance in parts: switched one by one on the same dice, and together the whole."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.played import in_pieces, played
from wargame.analysis.attribution.document import as_document, finding, largest_said
from wargame.analysis.attribution.hearing import LISTENER_OF, LISTENERS, WORD, Hearing, HearingModel
from wargame.analysis.attribution.shares import ALL, Attribution, largest_part, parts, prepare, shapley, total
from wargame.batch.simulate import Block, Task, paired, simulate
from wargame.charts.standalone.attribution import waterfall
from wargame.cli import app
from wargame.engine.measures import BY_NAME
from wargame.engine.orders.script import Script
from wargame.engine.outcome import KEYS, TAKEN
from wargame.installed import PACKAGE
from wargame.scenario.factors import FactorFault, cells, read_vary
from wargame.statistics.intervals import paired_difference
from wargame.statistics.moments import CHUNK
from wargame.statistics.stopping_rule import Width

SEED, WORLDS = 3, 150


@pytest.fixture(scope="module")
def found() -> Attribution:
    return played(prepare("reset_2027", "refuse", "combat", "taken", (), SEED, WORLDS))


def test_none_switched_is_the_first_stance_and_all_switched_the_second() -> None:
    stances = cells("reset_2027", (), read_vary(["japan.stance=refuse,combat"]))
    (block,) = simulate(stances, 60, SEED)
    asked = prepare("reset_2027", "refuse", "combat", seed=SEED)
    for switched, rows in ((frozenset(), block.rows[0]), (frozenset(way.key for way in ALL), block.rows[1])):
        mixed = asked.player()(Task(0, 60, asked.combinations.index(switched))).rows
        for name in BY_NAME:
            assert mixed[name].tobytes() == rows[name].tobytes(), name


def test_the_parts_of_every_world_add_up_to_its_effect(found: Attribution) -> None:
    (block,) = paired(found.player(), len(found.combinations), 40)
    values = np.column_stack([found.asked.take(rows) for rows in block.rows]).astype(float)
    each = shapley(values, found.combinations, [way.key for way in found.ways])
    assert np.allclose(each.sum(axis=1), values[:, -1] - values[:, 0])
    whole, interval = total(found)
    assert sum(part.mean for part in parts(found)) == pytest.approx(whole)
    assert interval.low < whole < interval.high < 0


def test_a_way_that_moved_no_world_is_near_nothing_and_not_nothing_for_certain() -> None:
    asked = played(prepare("first_battle_base", "combat", "join", "nuclear", (), SEED, 60))
    for part in parts(asked):
        assert part.interval.low < part.mean < part.interval.high, part.way.key
    assert not replace(asked, until=Width(0.001)).narrow


def test_the_whole_effect_has_the_interval_that_run_gives_it(found: Attribution) -> None:
    stances = cells("reset_2027", (), read_vary(["japan.stance=refuse,combat"]))
    (block,) = simulate(stances, WORLDS, SEED)
    before, after = (np.isin(rows["outcome"], [KEYS.index(key) for key in TAKEN]) for rows in block.rows)
    gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
    assert total(found)[1] == pytest.approx(paired_difference(gained, lost, WORLDS))


def test_deeds_and_deterrence_both_keep_taiwan(found: Attribution) -> None:
    by_way = {part.way.key: part for part in parts(found)}
    for key in ("deeds", "beijing"):
        assert by_way[key].interval.high < 0, key
    assert abs(by_way["tokyo"].mean) < abs(by_way["beijing"].mean)


@given(st.integers(1, 4), st.data())
def test_a_part_is_the_mean_over_every_order_of_switching(count: int, data: st.DataObject) -> None:
    keys = [f"way{number}" for number in range(count)]
    switched = [frozenset(key for at, key in enumerate(keys) if number >> at & 1) for number in range(2**count)]
    values = np.array([data.draw(st.lists(st.floats(-1, 1), min_size=2**count, max_size=2**count))])
    expected = {key: [] for key in keys}
    for order in permutations(keys):
        before: frozenset[str] = frozenset()
        for key in order:
            after = before | {key}
            expected[key].append(values[0, switched.index(after)] - values[0, switched.index(before)])
            before = after
    assert shapley(values, switched, keys)[0] == pytest.approx([np.mean(expected[key]) for key in keys], abs=1e-12)


def _first_turn(hearing: Hearing, said: str):
    (cell,) = cells("reset_2027")
    model = HearingModel(hearing, cell.scenario, SEED, 40, 0, Script({WORD: said}))
    model.step()
    return model.world


def test_beijing_believes_the_word_that_it_hears_and_nobody_else_does() -> None:
    nobody = Hearing("combat", frozenset())
    refused, pledged = _first_turn(nobody, "refuse"), _first_turn(nobody, "combat")
    mixed = _first_turn(Hearing("combat", frozenset({"beijing"})), "refuse")
    assert (refused.believed_access < pledged.believed_access).all()
    assert (mixed.believed_access > refused.believed_access).all()
    for name in ("pledge", "pledge_credibility", "approval", "elite_trust", "fear", "access_support"):
        assert (getattr(mixed, name) == getattr(refused, name)).all(), name


def test_who_hears_what_is_said_plays_the_game_as_it_is() -> None:
    same = _first_turn(Hearing("refuse", frozenset({"beijing", "washington"})), "refuse")
    plain = _first_turn(Hearing("refuse", frozenset()), "refuse")
    assert (same.believed_access == plain.believed_access).all()
    assert (same.odds == plain.odds).all()


def test_every_reader_of_tokyos_word_is_a_listener() -> None:
    readers = set()
    for path in [*(PACKAGE / "engine" / "rules").glob("*.py"), *(PACKAGE / "engine" / "agents").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            attribute = isinstance(node, ast.Attribute) and node.attr in ("pledge", "pledge_credibility")
            of_params = attribute and isinstance(node.value, ast.Name) and node.value.id == "params"
            if (attribute and not of_params) or (isinstance(node, ast.Constant) and node.value == WORD):
                readers.add(path.stem)
    assert readers - {"__init__", "observation"} == set(LISTENER_OF)
    assert sum(map(len, LISTENERS.values())) == len(LISTENER_OF)


def test_after_the_crisis_all_is_deeds() -> None:
    asked = played(prepare("first_battle_pessimistic", "refuse", "combat", "severity", (), SEED, 60))
    deeds, *words = parts(asked)
    assert deeds.mean == pytest.approx(total(asked)[0])
    assert [word.mean for word in words] == [0, 0, 0]


def test_with_the_word_alone_tokyo_decides_what_it_does() -> None:
    asked = prepare("reset_2027", "refuse", "combat", "taken", (), SEED, 60, word_only=True)
    rows = asked.player()(Task(0, 60, asked.combinations.index(frozenset()))).rows
    fought = rows["access"][rows["access"] >= 0]
    assert len(set(fought.tolist())) > 1  # under the stance all would refuse
    assert [way.key for way in asked.ways] == ["beijing", "washington", "tokyo"]


def test_processes_and_blocks_change_nothing() -> None:
    asked = ("practice", "refuse", "combat", "odds", (), SEED, 40)
    whole, shared, pieces = (played(prepare(*asked), **how) for how in ({}, {"jobs": 2}, {"block_worlds": 17}))
    assert total(whole)[0] != 0
    assert as_document(shared) == as_document(whole)
    assert as_document(pieces) == as_document(whole)


def test_fractions_add_up_alike_in_any_blocks() -> None:
    asked = ("first_battle_base", "refuse", "combat", "severity", (), SEED, CHUNK + 100)
    whole, pieces = prepare(*asked), prepare(*asked)
    (block,) = paired(whole.player(), len(whole.cases), CHUNK + 100)
    whole.add(block)
    for piece in in_pieces(block, 130):
        pieces.add(piece)
    assert as_document(pieces) == as_document(whole)


def test_it_ends_once_every_interval_is_narrow() -> None:
    asked = prepare("first_battle_base", "refuse", "combat", "severity", (), SEED, 5_000, until=Width(0.05))
    for block in paired(asked.player(), len(asked.cases), 5_000, block_worlds=100):
        asked.add(block)
        if asked.complete:
            break
    assert asked.narrow
    assert asked.worlds < 5_000
    halves = [(part.interval.high - part.interval.low) / 2 for part in parts(asked)]
    assert max(halves) <= asked.widest_half <= 0.05
    assert as_document(asked)["until"]["reached"] is True


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (("refuse", "refuse", "war"), "the same stance"),
        (("refuse", "combar", "war"), "did you mean combat"),
        (("refuse", "combat", "tooken"), "did you mean taken"),
    ],
)
def test_what_cannot_be_parted_is_said(how: tuple[str, str, str], words: str) -> None:
    with pytest.raises(FactorFault, match=words):
        prepare("reset_2027", *how)


def test_a_setting_of_what_the_stance_sets_is_refused() -> None:
    with pytest.raises(FactorFault, match=r"both set japan\.access"):
        prepare("reset_2027", "refuse", "combat", set_=[("japan.access", "join")])


def test_the_command_writes_numbers_that_add_up_and_a_picture(tmp_path: Path) -> None:
    folder = tmp_path / "ways"
    done = CliRunner().invoke(
        app.commands,
        ["attribute", "practice", "--from", "refuse", "--to", "combat", "-n", "30", "--json", "--out", str(folder)],
    )
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told == json.loads((folder / "attribution.json").read_text())
    assert sum(part["mean"] for part in told["parts"]) == pytest.approx(told["total"]["mean"])
    assert told["to"]["mean"] - told["from"]["mean"] == pytest.approx(told["total"]["mean"])
    assert len(told["mixes"]) == 16
    assert (folder / "attribution.svg").read_text().startswith("<svg")


def test_the_table_fits_80_columns_and_says_n_and_definitions() -> None:
    done = CliRunner().invoke(
        app.commands, ["attribute", "practice", "--from", "refuse", "--to", "join", "-n", "20"], env={"COLUMNS": "80"}
    )
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines())) <= 80
    for words in ("N 20 worlds", "95% interval", "the whole effect", "Shapley", "no published game"):
        assert words in done.stdout.replace("\n", " "), words


def test_the_picture_names_every_way_and_the_whole(found: Attribution) -> None:
    drawn = waterfall(found)
    for words in (*(way.name for way in ALL), "The whole effect", f"N {WORLDS}"):
        assert words in drawn


def _of_parts(*worlds: tuple[float, float, float], times: int = 200) -> Attribution:
    """An attribution of a word whose three ways add these parts, each on its own, so many times over."""
    found = prepare("reset_2027", "refuse", "combat", "severity", (), SEED, len(worlds) * times, word_only=True)
    parts_of = np.array(worlds * times)
    keys = [way.key for way in found.ways]
    values = [parts_of[:, [key in some for key in keys]].sum(axis=1) for some in found.combinations]
    object.__setattr__(found, "asked", replace(found.asked, take=lambda rows: rows["value"]))
    found.add(Block(0, len(parts_of), tuple({"value": value} for value in values)))
    return found


def test_a_part_is_called_the_largest_only_where_it_leads_every_other_in_the_same_worlds() -> None:
    clear = _of_parts((0.3, 0.1, 0.0), (0.2, 0.1, 0.1))
    assert largest_part(clear).is_clear
    assert "Most of it goes by one way: Beijing hears the word, +0.25" in largest_said(clear)
    tied = _of_parts((0.3, 0.0, 0.0), (0.0, 0.31, 0.0))
    assert {clear.ways[at].key for at in largest_part(tied).together} == {"beijing", "washington"}
    assert "cannot be told apart: Washington hears the word, +0.155" in finding(tied)
    assert as_document(tied)["largest"]["not_told_apart"] == ["beijing"]


def test_a_part_that_works_the_other_way_is_ranked_by_its_size() -> None:
    for sign in (1, -1):
        found = _of_parts((0.1 * sign, -0.3 * sign, 0.0), (0.11 * sign, -0.29 * sign, 0.0))
        assert found.ways[largest_part(found).first].key == "washington"
        assert largest_part(found).is_clear
        assert largest_said(found).startswith("Most of it goes by one way: Washington")


def test_the_largest_part_is_called_most_only_where_it_is_clearly_more_than_half() -> None:
    for parts_of, said in (
        ((0.30, 0.15, 0.10), "Most of it goes by one way"),
        ((0.26, 0.15, 0.12), "The largest part of it"),  # less than half
    ):
        assert largest_said(_of_parts(parts_of)).startswith(said)
    unsure = _of_parts((0.9, 0.1, 0.1), (-0.3, 0.1, 0.1), times=20)  # more than half, and by far not in every sample
    assert not unsure.is_most(0)
