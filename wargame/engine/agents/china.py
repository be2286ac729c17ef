"""China decides: how hard to press, whether to go, whom to strike, and when to stop."""

from __future__ import annotations

import numpy as np

from wargame.engine.agents.decision import Chance, Decision, Reason, choose, pick
from wargame.engine.agents.observation import Observation
from wargame.engine.contributions import Contributions
from wargame.engine.explain import SHARE
from wargame.engine.orders.ladders import ATTACK, BOARD, STRIKES, SUBMARINES
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.threshold import Limit, Threshold, always, chosen
from wargame.engine.world import BLOCKADE, BLOCKADE_TURN_DAYS, CHINA, MISSILES, WAR
from wargame.text.phrase import marked, say

DICE = (2,)  # the order to go, the end
CAUTIOUS, FORWARD, BOLD = 0.3, 0.4, 0.75  # tempers: below, it spares its fleet; above, it presses Japan; signals
NOT_YET = -30.0  # logits: a decision put off, whatever speaks for it


class Params(Section):
    """Numbers of this government."""

    odds_weight: Number = sourced(
        7.0, "logits per share", (0, 30), "judgement", "what its odds weigh in the order to go"
    )
    odds_needed: Number = sourced(0.62, "share", (0, 1), "judgement", "odds at which it is torn")
    deadline_weight: Number = sourced(
        1.6, "logits", (0, 10), "judgement, after [cia2023]", "what the target date adds once it has come"
    )
    deadline_years: Number = sourced(1.5, "years", (0.1, 10), "judgement", "before the date over which that grows")
    resolve_weight: Number = sourced(
        2.0, "logits per share", (0, 10), "judgement", "what the leadership's resolve adds"
    )
    standing_doubt: Number = sourced(
        -3.2, "logits", (-20, 10), "judgement, after [odni2026]", "doubt against any war in a quarter"
    )
    blockade_band: Number = sourced(
        2.4,
        "logits",
        (0, 5),
        "judgement, after [chinapower2024]",
        "below the order to go in which it blockades, the easier way",
    )
    blockade_futile: Number = sourced(
        1.0, "share", (0, 1), "judgement", "of that band that a sure belief in convoys from Japan takes away"
    )
    rung_leak: Number = sourced(
        0.35, "share", (0, 1), "judgement", "of what Taiwan needs, arriving, at which it makes a blockade harsher"
    )
    rung_weeks: Number = sourced(2, "weeks", (0, 52), "judgement", "before it makes a blockade harsher")
    invade_leak: Number = sourced(
        1.5, "logits", (0, 10), "judgement", "a blockade that lets all through, in the order to invade"
    )
    invade_vessel: Number = sourced(
        0.05, "logits per vessel", (0, 2), "judgement", "Chinese vessels lost in a blockade, in the order to invade"
    )
    invade_attacked: Number = sourced(
        0.8, "logits", (0, 10), "judgement", "US warships that attack the blockade, in the order to invade"
    )
    relent_base: Number = sourced(-4.2, "logits", (-20, 10), "judgement", "leaning to relent in a week at full will")
    relent_will: Number = sourced(6.0, "logits per share", (0, 30), "judgement", "what spent will adds")
    relent_dark: Number = sourced(
        -2.0, "logits per share", (-20, 0), "judgement", "Taiwan's homes in darkness: it is running out"
    )
    lift_cut: Number = sourced(1.2, "logits", (0, 10), "judgement", "above the first step, where it lifts a blockade")
    strike_base: Number = sourced(
        0.2, "logits", (-10, 10), "judgement, after [csis-firstbattle]", "leaning to strike Japan on D-day"
    )
    strike_access: Number = sourced(
        2.2, "logits per share", (0, 10), "judgement", "belief that US forces will fight from Japan"
    )
    all_bases_cut: Number = sourced(
        1.5, "logits", (0, 10), "judgement", "above the first step, where it strikes all bases"
    )
    strike_seen: Number = sourced(
        1.0, "logits", (0, 10), "judgement, after [csis-firstbattle]", "US aircraft do fight from Japan"
    )
    spare_refuser: Number = sourced(-2.0, "logits", (-10, 0), "judgement", "Japan has refused, and may stay out")
    strike_wait: Number = sourced(
        0.0, "turns", (0, 10), "[csis-firstbattle]", "that it waits for US aircraft to mass in Japan before it strikes"
    )
    strike_joined: Number = sourced(2.5, "logits", (0, 10), "judgement", "Japan is at war with China already")
    spare_bystander: Number = sourced(-3.0, "logits", (-10, 0), "judgement", "Washington stays out, and may go on so")
    end_base: Number = sourced(-2.5, "logits", (-10, 10), "judgement", "leaning to stop at full will")
    end_will: Number = sourced(4.0, "logits per share", (0, 20), "judgement", "what spent will adds")
    escalate_will: Number = sourced(0.25, "share", (0, 1), "judgement", "will below which the bold signal instead")


def deadline(seen: Observation, dice: Array, params: Params) -> Decision:
    """Meet the date that was set (the 2027 order [cia2023]): build, press, and go when the odds allow."""
    return _decide(seen, dice, params, haste=0.0, blockades=0.35, pressure="grey_zone", rungs=(BOARD, STRIKES))


def window(seen: Observation, dice: Array, params: Params) -> Decision:
    """Jump through a closing window [copeland2000]: go early if the balance is good, for it may turn."""
    return _decide(seen, dice, params, haste=0.7, blockades=0.2, pressure="grey_zone", rungs=(SUBMARINES, STRIKES))


def patience(seen: Observation, dice: Array, params: Params) -> Decision:
    """Win without fighting [suntzu]: squeeze Taiwan and Japan, blockade before landing, rarely go."""
    return _decide(seen, dice, params, haste=-1.2, blockades=0.8, pressure="quarantine", rungs=(BOARD, SUBMARINES))


POLICIES = {"deadline": deadline, "window": window, "patience": patience}


def _decide(
    seen: Observation,
    dice: Array,
    params: Params,
    haste: float,
    blockades: float,
    pressure: str,
    rungs: tuple[int, int],
) -> Decision:
    """One leadership: its haste, the width of its band for a blockade, and how hard it presses and blockades."""
    if seen.clock.stage == WAR:
        return _wage(seen, dice, params, haste)
    if seen.clock.stage == BLOCKADE:
        return _blockade(seen, dice, params, haste, rungs)
    band = params.blockade_band * blockades * (1 - params.blockade_futile * seen.believed_access)
    go = Reason(
        go_contributions(seen, params, haste, seen.clock.year),
        (-band, np.zeros(1)),
        dice[:, 0],
        ("judgement", "[odni2026]", "[cia2023]"),
    )
    friendly = seen.pledge >= 2
    bans = Threshold(
        (
            ((Limit("a promise from Tokyo", friendly),), choose("china.coercion", "trade")),
            (
                (Limit("support in Japan for US combat operations", seen.access_support, 0.45, SHARE),),
                choose("china.coercion", "trade"),
            ),
            ((), choose("china.coercion", "none")),
        )
    )
    coercion = Chance(
        "Chance that a leadership presses Japan by military means",
        {
            "a bold one does": np.full(1, 1 - FORWARD),
            "but not while Tokyo has promised nothing": np.where(friendly, 0.0, FORWARD - 1),
        },
        seen.temper,
        (
            (bans.choices(), np.where(friendly, FORWARD, 1.0)),
            (choose("china.coercion", "military"), 1.0),
        ),
        within=bans,
    )
    looks = {"china.pressure": _pressure(seen, pressure), "china.build": _build(seen)}
    return Decision(
        {
            "china.go": go.steps(),
            "china.coercion": coercion.choices(),
            **chosen(looks, len(seen.stage)),
        },
        {"china.go": go},
        {"china.coercion": coercion},
        looks,
    )


def _pressure(seen: Observation, most: str) -> Threshold:
    """Press Taiwan as hard as the doctrine does once the date is near and an invasion looks doubtful."""
    near = Limit("the time to the target date", seen.ready_by - seen.clock.year, 1.0, "years", below=True, step=0.1)
    doubtful = Limit("its own odds", seen.odds, 0.6, SHARE, below=True)
    return Threshold(
        (((near, doubtful), choose("china.pressure", most)), ((), choose("china.pressure", "grey_zone"))),
        say("A leadership of this doctrine presses no harder.") if most == "grey_zone" else "",
    )


def _build(seen: Observation) -> Threshold:
    """Missiles against the bases if US forces will fight from Japan; else ships."""
    believed = Limit("the belief that US forces will fight from Japan", seen.believed_access, 0.5, SHARE)
    return Threshold((((believed,), choose("china.build", "missiles")), ((), choose("china.build", "lift"))))


def go_contributions(seen: Observation, params: Params, haste: float, year: float | Array) -> Contributions:
    """Logits of the order to invade in a turn that begins in a year."""
    nearness = (1 - (seen.ready_by - year) / params.deadline_years).clip(0, 1)
    pace = np.log(max(seen.clock.quarters, 1e-6))  # a shorter turn has less chance
    return {
        "doubt": params.standing_doubt + pace,
        "doctrine": np.full(1, haste),
        "its own odds": params.odds_weight * (seen.odds - params.odds_needed),
        "the target date": params.deadline_weight * nearness,
        "resolve": params.resolve_weight * (seen.resolve - 0.5),
    }


def _blockade(seen: Observation, dice: Array, params: Params, haste: float, rungs: tuple[int, int]) -> Decision:
    """The blockade: how harsh, and whether to go on, talk, lift it, or invade.

    A leadership begins on the lower of its two rungs and goes up one at a time while ships get through; only a bold
    one goes to the higher end.
    """
    weeks = seen.clock.turn
    looks = {"china.blockade": _harshness(seen, params, rungs)}
    year = seen.began + weeks * BLOCKADE_TURN_DAYS / 365.25
    go = Reason(
        {
            **go_contributions(seen, params, haste, year),
            "ships get through": params.invade_leak * seen.arrived * (weeks > 0),
            "vessels lost": params.invade_vessel * (seen.ships_lost + seen.submarines_lost)[:, CHINA],
            "US warships that attack the blockade": params.invade_attacked * (seen.escort >= ATTACK),
        },
        (np.zeros(1),),
        dice[:, 0],
        ("judgement", "[odni2026]", "[cia2023]"),
        (marked("do not invade"), "invade"),
        say("Does Beijing invade instead?"),
    )
    invades = go.steps() > 0
    relent = Reason(
        {
            "leaning": params.relent_base,
            "doctrine": np.full(1, -haste / 2),
            "will spent": params.relent_will * (1 - seen.will),
            "Taiwan is running out": params.relent_dark * seen.dark,
        },
        (np.zeros(1), params.lift_cut),
        dice[:, 1],
        question="Does Beijing go on, offer terms, or lift the blockade?",
        before=(invades, "the order to invade came first"),
    )
    course = np.where(invades, choose("china.course", "invade"), relent.steps())
    return Decision(
        {"china.course": course, **chosen(looks, len(seen.stage))},
        {"china.course": relent},
        thresholds=looks,
        also={"china.course": go},
    )


def _harshness(seen: Observation, params: Params, rungs: tuple[int, int]) -> Threshold:
    """The rung of the blockade, one at a time from the lower to the higher of a doctrine's two."""
    low, high = rungs
    if seen.clock.turn == 0:
        return always(low - BOARD, say("Every leadership of this doctrine begins so."))
    early = Limit("the age of the blockade", np.full(1, seen.clock.turn), params.rung_weeks, "weeks", below=True)
    leaks = Limit("the part of what Taiwan needs that arrives", seen.arrived, params.rung_leak, SHARE)
    bold = Limit("the die of this leadership", seen.temper, 0.5, SHARE)
    armed = Limit(
        "the stock of missiles for Taiwan's ports", seen.missiles[:, MISSILES.index("short")], 0.0, "missiles"
    )
    mild = max(low, high - 1)
    tops = (
        ((armed, bold), high),
        ((armed,), mild),
        ((bold,), min(high, SUBMARINES)),
        ((), min(mild, SUBMARINES)),
    )
    steps = (((early,), 0), ((leaks,), 1), ((), 0))
    lines = [
        ((*when, *who), np.clip(seen.method + step, low, top) - BOARD) for when, step in steps for who, top in tops
    ]
    return Threshold(
        tuple(lines), say("The die is this leadership's, for the whole game: over 50 it is bold."), seen.temper
    )


def _wage(seen: Observation, dice: Array, params: Params, haste: float) -> Decision:
    """The war: strike Japan or not, keep landing or not, go on or stop."""
    fighting_from_japan = (seen.combat_share > 0) & (seen.us_share > 0)
    refused = (seen.access == 0) & (seen.clock.turn > 0)
    strike = Reason(
        {
            "leaning": params.strike_base,
            "doctrine": np.full(1, haste),
            "belief in access": params.strike_access * (seen.believed_access - 0.5),
            "US aircraft fight from Japan": params.strike_seen * fighting_from_japan,
            "Japan stays out": params.spare_refuser * refused,
            "Washington stays out": params.spare_bystander
            * ((seen.us_share + seen.bomber_share == 0) & (seen.clock.turn > 0)),
            "waiting for aircraft to mass": NOT_YET * (seen.clock.turn < params.strike_wait),
            "Japan at war already": params.strike_joined * seen.japan_fights,
        },
        (np.zeros(1), params.all_bases_cut),
        seen.temper,
        ("judgement", "[csis-firstbattle]"),
    )
    spent_will = seen.will < params.escalate_will
    bold = spent_will & (seen.temper > BOLD)
    end = Reason(
        {
            "leaning": params.end_base,
            "will spent": params.end_will * (1 - seen.will),
            "doctrine": np.full(1, -haste),
            "the war has only begun": NOT_YET * (seen.clock.turn == 0) * np.ones(1),
        },
        (np.zeros(1),),
        dice[:, 1],
        question="Does Beijing offer a ceasefire?",
        before=(bold, "a bold leadership whose will is spent signals nuclear use instead"),
    )
    stops = end.steps() > 0
    started = np.maximum(seen.landing_ships + seen.landing_ships_lost, 1)
    spent = seen.landing_ships / started < 0.15
    commit = choose("china.landing", "commit")
    landing = Chance(
        "Chance that a leadership holds its landing ships back",
        {
            "a cautious one does": CAUTIOUS * np.ones(1),
            "but not before most of the fleet is lost": np.where(spent, 0.0, -CAUTIOUS),
        },
        seen.temper,
        ((choose("china.landing", "hold"), np.where(spent, CAUTIOUS, 0.0)), (commit, 1.0)),
    )
    signal = Chance(
        "Chance that a leadership signals nuclear use",
        {"a bold one does, once its will is spent": np.full(1, 1 - BOLD)},
        seen.temper,
        (
            (pick("china.end", stops, "ceasefire", "continue"), np.where(spent_will, BOLD, 1.0)),
            (choose("china.end", "escalate"), 1.0),
        ),
        when=spent_will,
    )
    return Decision(
        {
            "china.strike": strike.steps(),
            "china.landing": landing.choices(),
            "china.end": signal.choices(),
        },
        {"china.strike": strike, "china.end": end},
        {"china.landing": landing},
        also={"china.end": signal},
    )
