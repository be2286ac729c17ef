"""Study files: shipped ones load, and every slip is told by file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.statistics.sized import sized
from wargame.analysis.study.file import read_study, shipped_studies
from wargame.analysis.study.plan import PlanFault, make
from wargame.scenario import ScenarioFaults
from wargame.scenario.file.extends import names_in

START = "question: Why?\nscenario: reset_2027\ndesign: {design}\nworlds: 4\nfactors:\n"


def _write(folder: Path, factors: str, design: str = "grid", more: str = "") -> Path:
    path = folder / "mine.yaml"
    path.write_text(START.format(design=design) + factors + more)
    return path


@pytest.mark.parametrize("name", names_in(shipped_studies()))
def test_every_shipped_study_can_be_played(name: str) -> None:
    plan = make(read_study(name))
    assert plan.study.file.question.endswith("?")
    assert 1000 <= plan.games <= 1_000_000


def test_there_are_studies_to_start_from() -> None:
    assert len(names_in(shipped_studies())) >= 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  model.trust.tarif_effect: declared\n", ":6:3:.*unknown factor.*did you mean model.trust.tariff_effect?"),
        ("  japan.acess: [refuse]\n", ":6:3:.*did you mean japan.access?"),
        ("  japan.stance: [refuse, perhaps]\n", ":6:26:.*'perhaps' is not a choice"),
        ("  japan.stance: declared\n", ":6:17:.*a list of values"),
        ("  forces.us.carriers: [2, 40]\n", ":6:27:.*40 is greater than 11; a whole number from 0 to 11"),
        ("  forces.us.carriers: {uniform: [2, 40]}\n", ":6:23:.*40 is greater than 11"),
        ("  model.trust.tariff_effect: {uniform: [0.3, 0.1]}\n", "rising order"),
        ("  model.trust.tariff_effect: {around: 2}\n", "at most 1"),
        ("  model.trust.tariff_effect: {round: 0.2}\n", "no way to vary a factor; `declared`"),
        ("  model.trust.tariff_effect: as written\n", "certain in the scenario"),
        ("  model.trust: [1, 2]\n", ":6:16:.*a part with 20 numbers"),
        ("  model.trust: as written\n", "nothing varies"),
        ("  relations.Japan.threshold: declared\n", "unknown factor"),
        ("  relations.Vietnam.threshold: declared\n", "a list of values"),
        ("  japan.stance: [refuse]\n  japan.access: [support]\n", "both set japan.access"),
        ("  forces.us.lrasm: [4, 4]\n", "the same value twice"),
        ("  forces.us.lrasm: [{uniform: [4, 9]}, 4, 4.0]\n", "the same value twice"),
        (
            "  us.tariff: [0]\n  orders.us.tariff: [25]\n",
            ":7:3:.*us.tariff under another name, given above; each factor once",
        ),
        ("  us.tariff: []\n", ":6:14:.*an empty list; give values"),
        ("  us.tariff: [[0], 25]\n", ":6:14:.*a list in a list; give values"),
        ("  us.tariff: [0, ~]\n", ":6:14:.*nothing in a list; give values"),
        ("  us.tariff: [0, true]\n", ":6:18:.*'true' is not a choice"),
        ("  forces.us.lrasm: [.nan, 4]\n", ":6:21:.*nan is not a number"),
        ("  forces.us.lrasm: {uniform: [1, 2, 3]}\n", r":6:20:.*uniform needs \[low, high\]"),
        ("\tus.tariff: [0, 25]\n", ":6:1: a tab; indent with spaces"),
        ("us.tariff: [0, 25]\n", ":5:9: factors: nothing"),
        ("  forces.us.lrasm: declared\n  forces.us.lrasm: declared\n", "lrasm"),
    ],
)
def test_a_slip_in_a_factor_is_told_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ScenarioFaults, match=told):
        read_study(_write(tmp_path, line))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("worlds: 4", "worlds: 0", ":4:9: worlds: 0 is less than 1; a whole number from 1 to 1,000,000"),
        ("worlds: 4", "worlds: -3", ":4:9: worlds: -3 is less than 1"),
        ("worlds: 4", "worlds: 1000000000000", ":4:9: worlds: 1000000000000 is greater than 1,000,000"),
        ("worlds: 4", "worlds: many", ":4:9: worlds: 'many' is text"),
        ("worlds: 4", "world: 4", "did you mean worlds?"),
        ("design: grid", "design: latin_cube", "did you mean latin_hypercube?"),
        ("design: grid", "design: grid\nmeasure: victori", "did you mean victory?"),
        ("design: grid", "design: sobol_indices\npoints: 100", ":4:9: points: 100 points would unbalance.*64 or 128"),
        ("design: grid", "design: grid\npoints: 500", r":4:9: points: grid has no use for it; leave it out: .*`steps`"),
        ("design: grid", "design: one_at_a_time\npoints: 500", ":4:9: points: one_at_a_time has no use for it"),
        ("design: grid", "design: morris\nsteps: 5", r":4:8: steps: morris has no use for it; leave it out: `points`"),
        ("design: grid", "design: one_at_a_time\nsteps: 5", ":4:8: steps: one_at_a_time has no use for it"),
        ("scenario: reset_2027", "scenario: reset_2072", ":2:11: scenario: .*did you mean reset_2027?"),
        ("design: grid", "design: grid\nset: {us.tarif: 25}", "did you mean us.tariff?"),
        ("design: grid", "design: grid\nset: {japan.access: refuse, japan.stance: join}", "give it once"),
        ("question: Why?\n", "", "question: missing"),
        ("worlds: 4\n", "", "worlds: missing; a whole number"),
        ("worlds: 4", "worlds: [4]", ":4:9: worlds: a list"),
        ("worlds: 4", "worlds: 4\nworlds: 5", ":5:1: the key 'worlds' stands here again; it is given first on line 4"),
        ("worlds: 4", "worlds: 4\ncolour: red", ":5:1: colour: unknown key"),
        ("worlds: 4", "worlds: 4\nseed: -1", ":5:7: seed: -1 is less than 0"),
        ("scenario: reset_2027", "scenario: /", ":2:11: scenario: a folder"),
        ("scenario: reset_2027", f"scenario: {'long' * 1000}", ":2:11: scenario: there is no scenario 'long"),
        ("scenario: reset_2027", 'scenario: ""', ":2:11: scenario: '' is not allowed"),
        ("question: Why?", 'question: "Why?', ":1:11: a quotation mark that is never closed"),
    ],
)
def test_a_slip_in_the_rest_is_told_with_its_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    path = _write(tmp_path, "  model.trust.tariff_effect: declared\n")
    path.write_text(path.read_text().replace(before, after))
    with pytest.raises(ScenarioFaults, match=told):
        read_study(path)


@pytest.mark.parametrize(("text", "told"), [("", "empty"), ("- a", "a mapping"), ("a: [", "mine.yaml:")])
def test_what_is_no_study_is_told_so(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    with pytest.raises(ScenarioFaults, match=told):
        read_study(path)


def test_a_study_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(ScenarioFaults, match=r"did you mean war_tornado\?"):
        read_study("war_tornados")


def test_a_part_is_all_its_numbers_and_one_that_is_named_goes_its_own_way(tmp_path: Path) -> None:
    found = read_study(_write(tmp_path, "  model.trust: declared\n  model.trust.tariff_effect: [0, 1]\n"))
    assert len(found.factors) == 20
    (named,) = (factor for factor in found.factors if factor.path == "model.trust.tariff_effect")
    assert named.levels == ("0", "1")


def test_around_is_a_share_of_the_value_within_its_bounds(tmp_path: Path) -> None:
    study = read_study(
        _write(tmp_path, "  model.politics.access_rest: {around: 0.1}\n  model.sorties.escort_need: {around: 0.1}\n")
    )
    assert study.factors[0].ends() == pytest.approx((0.405, 0.495))
    assert study.factors[1].ends() == (0, 1)  # the scenario's own spread


@pytest.mark.parametrize("design", ["grid", "one_at_a_time", "sobol_indices", "latin_hypercube"])
def test_a_study_too_large_is_refused_before_any_point_is_made(tmp_path: Path, design: str) -> None:
    factors = "  model: declared\n  forces: declared\n"
    path = _write(tmp_path, factors, sized(design, points=65536, steps=50))
    path.write_text(path.read_text().replace("worlds: 4", "worlds: 1000000"))
    with pytest.raises(PlanFault, match="the limit is 20,000,000"):
        make(read_study(path))


def test_a_scenario_beside_the_study_is_found_from_anywhere(tmp_path: Path) -> None:
    (tmp_path / "warmer.yaml").write_text("extends: reset_2027\ntitle: Warmer\n")
    path = _write(tmp_path, "  model.trust.tariff_effect: declared\n")
    path.write_text(path.read_text().replace("reset_2027", "warmer"))
    assert make(read_study(path)).cells[0].scenario.title == "Warmer"


def test_the_example_in_the_guide_is_a_study(tmp_path: Path) -> None:
    text = (shipped_studies() / "README.md").read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(text.partition("```yaml\n")[2].partition("```")[0])
    study = read_study(path)
    assert {"bases.Kadena.shelters", "forces.us.lrasm", "model.ground.battalion_km2"} <= {
        factor.path for factor in study.factors
    }


def test_more_points_than_fit_in_memory_are_refused_and_more_worlds_are_not(tmp_path: Path) -> None:
    path = _write(tmp_path, "  forces.us.lrasm: {around: 0.5}\n", "sobol_indices", "points: 65536\n")
    with pytest.raises(PlanFault, match=r"196,608 points; the limit is 100,000: .* more worlds of each"):
        make(read_study(path))
    path.write_text(path.read_text().replace("65536", "1024").replace("worlds: 4", "worlds: 5000"))
    assert make(read_study(path)).games == 15_360_000


def test_what_is_so_or_not_is_set_as_on_the_command_line(tmp_path: Path) -> None:
    path = _write(tmp_path, "  us.tariff: [0, 25]\n", "grid", "set: {bases.Kadena.closed: true}\n")
    assert read_study(path).set_ == (("bases.Kadena.closed", "true"),)
