"""What hangs on each base and each host: the flow that goes without it, and paired games beside it."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from tests.played import played
from wargame.analysis.linchpin.capacity import EXACT, flow, network
from wargame.analysis.linchpin.document import as_document, notes
from wargame.analysis.linchpin.removals import Effect, Linchpin, Moved, prepare, removals, without
from wargame.batch.simulate import simulate
from wargame.charts.standalone.linchpin import picture
from wargame.report.tables.linchpin import render
from wargame.scenario.factors import Cell, cells

SVG = "{http://www.w3.org/2000/svg}"


def scenario(name: str = "reset_2027", *set_: tuple[str, str]) -> Cell:
    (cell,) = cells(name, set_)
    return cell


@pytest.fixture(scope="module")
def found() -> Linchpin:
    return played(prepare("reset_2027", scenario(), 7, 120))


# --- The flow without a base or a host


def test_kadena_takes_more_than_its_own_sorties_with_it_for_its_tankers_fly_for_others():
    analysis = prepare("reset_2027", scenario(), 0, 1)
    (kadena,) = (row for row in analysis.rows if row.removal.key == "Kadena")

    assert kadena.lost > analysis.flow.by_base["Kadena"] > 0
    assert kadena.flow.by_base.get("Kadena", 0) == 0
    assert kadena.flow.by_base["Andersen"] < analysis.flow.by_base["Andersen"]
    assert kadena.flow.by_base["Futenma"] == analysis.flow.by_base["Futenma"]  # near enough to need no tanker


def test_without_japans_consent_all_that_flows_starts_on_us_soil():
    analysis = prepare("reset_2027", scenario(), 0, 1)
    japan = analysis.rows[0]

    assert japan.removal.key == "japan"
    assert {name for name, carried in japan.flow.by_base.items() if carried > 0} == {"Andersen", "Tinian"}


def test_a_consent_that_was_never_given_takes_nothing_with_it():
    analysis = played(prepare("no_access", scenario("no_access"), 7, 30))
    japan = next(row for row in analysis.rows if row.removal.key == "japan")

    assert japan.lost == 0
    assert all(moments.difference == 0 for moments in japan.effect.moved.values())
    assert (japan.effect.taken.gained, japan.effect.taken.lost) == (0, 0)


def test_only_bases_from_which_somebody_may_fly_are_removed():
    keys = {removal.key for removal in removals(scenario())}

    assert {"japan", "us", "Kadena", "Naha", "Andersen"} <= keys
    assert not keys & {"Basa", "Kunsan", "Shimojishima", "Sasebo", "philippines", "south_korea"}


def test_manila_is_a_host_where_the_scenario_opens_its_fields():
    found = {removal.key: removal for removal in removals(scenario("excursions/philippines_open"))}

    closed = {path for path, _ in found["philippines"].cell.settings}
    assert closed == {f"bases.{name}.closed" for name in ("Basa", "Laoag", "Tuguegarao", "Clark", "Subic", "Mactan")}
    assert found["Basa"].cell.settings == (("bases.Basa.closed", "true"),)
    assert found["Basa"].cell.scenario.bases["Basa"].closed


def test_a_stance_that_was_set_gives_way_to_the_refusal():
    cell = scenario("reset_2027", ("japan.stance", "join"), ("us.tariff", "25"))
    refused = next(removal.cell for removal in removals(cell) if removal.key == "japan")

    assert refused.settings == (("us.tariff", "25"), ("japan.stance", "refuse"))
    assert refused.script.always["japan.access"] == "refuse"
    assert refused.script.always["us.tariff"] == "25"


SHIPPED = scenario()
FLYING = [removal.key for removal in removals(SHIPPED) if removal.kind == "base"]


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(FLYING), max_size=6), st.sets(st.sampled_from(FLYING), max_size=4))
def test_closing_more_bases_never_adds_capacity(some, more):
    few, many = (flow(network(without(SHIPPED, sorted(names)))).sorties for names in (some, some | more))

    assert many <= few + len(FLYING) / EXACT  # capacities are rounded to thousandths


def test_the_bases_that_hold_half_hold_half_and_the_last_of_them_is_needed():
    analysis = prepare("reset_2027", scenario(), 0, 1)
    half = analysis.halving

    assert flow(network(without(analysis.cell, half))).sorties <= analysis.flow.sorties / 2
    assert flow(network(without(analysis.cell, half[:-1]))).sorties > analysis.flow.sorties / 2


# --- Games beside it


def test_effects_are_differences_of_the_same_worlds(found):
    kadena = next(row for row in found.rows if row.removal.key == "Kadena")
    (block,) = simulate([found.cell, kadena.removal.cell], 120, 7)
    there, here = block.rows
    both = there["war"] & here["war"]
    moved = (here["us_sorties"] - there["us_sorties"])[both]
    moments = kadena.effect.moved["us_sorties"]

    assert moments.pairs == both.sum() > 5
    assert moments.difference == pytest.approx(moved.mean())
    assert moments.interval.low < moments.difference < moments.interval.high < 0
    assert kadena.effect.war.difference == 0  # Beijing does not look at single bases


def test_blocks_one_after_another_count_like_one(found):
    cut = [found.cell, found.rows[0].removal.cell]
    one, several = Effect(), Effect()
    for effect, size in ((one, 60), (several, 25)):
        for block in simulate(cut, 60, 7, block_worlds=size):
            effect.add(block.rows[1], block.rows[0])

    assert one.taken == several.taken
    for name, moments in one.moved.items():
        assert (moments.pairs, moments.difference) == (several.moved[name].pairs, several.moved[name].difference)
        assert moments.interval == several.moved[name].interval


def test_a_refusal_lets_china_get_taiwan_more_often_and_flies_less(found):
    japan = found.rows[0].effect

    assert japan.taken.difference > 0
    assert japan.moved["us_sorties"].interval.high < 0
    assert japan.moved["battalions_ashore"].interval.low > 0


# --- What is shown


def test_the_report_fits_80_columns_and_says_what_the_flow_is_and_is_not(found):
    console = Console(width=80, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(render(found))
    text = console.export_text()

    assert max(len(line) for line in text.splitlines()) <= 80
    said = " ".join(text.split())
    for words in ("everything open and nothing struck", "It is no forecast", "N 120 worlds", "seed 7", "Without Japan:",
                  "Kadena", "no published game isolates", "Minimum cut"):  # fmt: skip
        assert words in said, words


def test_the_document_is_json_with_every_removal(found):
    document = json.loads(json.dumps(as_document(found), allow_nan=False))

    assert [row["name"] for row in document["without"]][:2] == ["japan", "us"]
    assert document["capacity"]["sorties"] == pytest.approx(
        sum(arc["sorties"] for arc in document["capacity"]["minimum_cut"])
    )
    kadena = next(row for row in document["without"] if row["name"] == "Kadena")
    assert kadena["factors"] == {"bases.Kadena.closed": "true"}
    assert set(kadena["games"]) >= {"us_sorties", "ships_lost_china", "battalions_ashore", "china_gets_taiwan", "war"}


@pytest.mark.parametrize("with_games", [True, False])
def test_the_map_is_a_document_of_its_own_with_every_base(found, with_games):
    analysis = found if with_games else prepare("reset_2027", scenario(), 7, 0)
    root = ElementTree.fromstring(picture(analysis))
    titles = " ".join(node.text or "" for node in root.iter(f"{SVG}title"))
    texts = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))

    for row in analysis.rows:
        assert row.removal.name in texts
        assert row.removal.kind == "host" or f"Without {row.removal.name}:" in titles
    assert "nothing struck" in texts
    assert "Minimum cut" in texts


def test_without_wars_there_is_no_disagreement_and_no_number_of_war():
    analysis = prepare("reset_2027", scenario(), 7, 0)

    assert not [note for note in notes(analysis) if note.startswith("Without Japan:")]
    assert as_document(analysis)["without"][0]["games"]["us_sorties"]["difference"] is None


def test_a_share_of_what_was_flown_has_the_interval_of_a_ratio() -> None:
    """Of worlds of very unlike size each loses a third, a little more or less: the share is known well."""
    number = np.random.default_rng(4)
    held = 0
    for _ in range(200):
        before = number.uniform(10, 1000, 70)
        lost = Moved()
        lost.add(before * number.normal(2 / 3, 0.05, 70), before)
        low, high = lost.share_interval or (0.0, 0.0)
        assert high - low < 0.05
        assert lost.interval is not None
        held += low <= -1 / 3 <= high
    assert 183 <= held <= 198  # of 200, at 95%: 190
