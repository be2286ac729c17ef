"""Capacity of a war turn: flows whose cut can be checked by hand, and the theatre's own beside the rule that flies."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worlds import apply, at_war, orders
from wargame.analysis.linchpin.capacity import EXACT, SDF, SOURCE, flow, network
from wargame.engine.rules import sorties
from wargame.engine.theatre import STRAIT
from wargame.scenario.factors import Cell, cells


def scenario(name: str = "reset_2027", *set_: tuple[str, str]) -> Cell:
    (cell,) = cells(name, set_)
    return cell


def small(parking: dict[str, int], sdf: dict[str, int] | None = None) -> nx.DiGraph:
    """Bases of one host by what their parking launches, and SDF aircraft by what they fly, in whole sorties."""
    graph = nx.DiGraph()
    graph.add_nodes_from([SOURCE, STRAIT])
    for name, most in parking.items():
        nx.add_path(graph, [SOURCE, ("consent", "host"), ("ground", name)])
        graph.add_edge(("ground", name), name, capacity=most * EXACT)
        graph.add_edge(name, STRAIT)
    for name, most in (sdf or {}).items():
        graph.add_edge(SOURCE, SDF)
        graph.add_edge(SDF, ("ground", name), capacity=most * EXACT)
    return graph


# --- Cuts that a reader can check


def test_two_bases_with_open_skies_are_cut_at_their_parking():
    cut = flow(small({"Near": 5, "Far": 3}))

    assert cut.sorties == 8
    assert [(arc.base, arc.limit, arc.sorties) for arc in cut.cut] == [("Near", "parking", 5), ("Far", "parking", 3)]


def test_a_track_that_carries_less_than_its_bases_launch_is_the_cut():
    graph = small({"Near": 5, "Far": 3})
    for name in ("Near", "Far"):
        graph.remove_edge(name, STRAIT)
        graph.add_edge(name, "Track")
    graph.add_edge("Track", STRAIT, capacity=6 * EXACT)

    found = flow(graph)

    assert found.sorties == 6
    assert [(arc.base, arc.limit) for arc in found.cut] == [("Track", "flight")]


def test_a_base_shared_with_the_sdf_holds_no_more_than_its_parking():
    assert flow(small({"Shared": 5}, {"Shared": 4})).sorties == 5


def test_a_base_of_the_sdf_alone_is_cut_at_its_aircraft():
    graph = small({"Shared": 5}, {"Own": 4})
    graph.add_edge(("ground", "Own"), "Own", capacity=9 * EXACT)
    graph.add_edge("Own", STRAIT)

    found = flow(graph)

    assert found.sorties == 9
    assert {(arc.base, arc.limit, arc.sorties) for arc in found.cut} == {
        ("Shared", "parking", 5), ("Own", "SDF aircraft", 4),
    }  # fmt: skip


def test_no_consent_no_flow():
    graph = small({"Near": 5})
    graph.remove_edge(SOURCE, ("consent", "host"))

    assert (flow(graph).sorties, flow(graph).cut) == (0, ())


BASES = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 9), min_size=1)


@given(BASES, st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 9)), st.integers(0, 30))
def test_the_most_that_flows_is_the_least_that_cuts(parking, sdf, track):
    """Ford and Fulkerson's theorem, on graphs in which every base flies over one track."""
    graph = small(parking, {name: most for name, most in sdf.items() if name in parking})
    for name in parking:
        graph.remove_edge(name, STRAIT)
        graph.add_edge(name, "Track")
    graph.add_edge("Track", STRAIT, capacity=track * EXACT)

    found = flow(graph)

    assert found.sorties == sum(arc.sorties for arc in found.cut) == min(track, sum(parking.values()))


# --- The flow of the theatre


def test_the_flow_is_what_the_rule_flies_from_full_bases_with_nothing_struck():
    usual = at_war()
    theatre = usual.theatre
    us = np.where(theatre.us_may_use, theatre.parking - usual.japan_aircraft[0], 0)
    before = at_war(us_aircraft=us, japan_fights=True, carriers=0)

    flown = apply(sorties, before, orders(japan__sdf="offensive")).sorties[0]
    found = flow(network(scenario()))

    assert found.sorties == pytest.approx(flown.sum(), abs=0.1)
    for name, carried in found.by_base.items():
        assert carried == pytest.approx(flown[theatre.index(name)], abs=0.01), name


@pytest.mark.parametrize("name", ["reset_2027", "no_access", "excursions/philippines_open", "first_battle_optimistic"])
def test_in_every_theatre_the_cut_is_worth_the_flow(name):
    whole = flow(network(scenario(name)))

    assert whole.sorties > 0
    assert sum(arc.sorties for arc in whole.cut) == pytest.approx(whole.sorties)


def test_a_tokyo_that_permits_and_does_not_join_keeps_the_sdf_at_home():
    combat, join = (flow(network(scenario("reset_2027", ("japan.stance", each)))) for each in ("combat", "join"))

    assert combat.by_base["Naha"] == 0 < join.by_base["Naha"]
    assert combat.by_base["Kadena"] == join.by_base["Kadena"]
    assert join.sorties == flow(network(scenario())).sorties  # what nobody orders is open
