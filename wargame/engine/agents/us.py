"""The United States decides: tariffs and bargains, what it says, whether and how it fights."""

from __future__ import annotations

import numpy as np

from wargame.engine.agents.decision import Chance, Decision, Reason, choose
from wargame.engine.agents.observation import Observation
from wargame.engine.explain import SHARE
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.threshold import Limit, Threshold, always, chosen
from wargame.engine.world import BLOCKADE, US, WAR
from wargame.text.phrase import say

DICE = (2,)  # a change of tariff, an offer


class Params(Section):
    """Numbers of this government."""

    fight_base: Number = sourced(
        1.3, "logits", (-10, 10), "judgement, after [chinapower2024]", "leaning to fight for Taiwan"
    )
    fight_commitment: Number = sourced(2.0, "logits", (0, 10), "judgement", "a commitment that was made clear")
    fight_approval: Number = sourced(
        2.0, "logits per share", (0, 20), "judgement, after [chicago2025]", "support of the administration"
    )
    fight_access: Number = sourced(
        0.6, "logits per rung", (0, 5), "judgement, after [csis-firstbattle]", "what Tokyo permits or has said"
    )
    fight_attacked: Number = sourced(3.0, "logits", (0, 10), "judgement", "American aircraft or ships have been lost")
    fight_losses: Number = sourced(
        -4.0, "logits per share", (-20, 0), "judgement", "will that has fallen below one half"
    )
    escort_base: Number = sourced(
        0.8, "logits", (-10, 10), "judgement, after [chinapower2024]", "leaning to escort ships through a blockade"
    )
    insure_cut: Number = sourced(-1.2, "logits", (-10, 10), "judgement", "where it insures and loads ships")
    break_cut: Number = sourced(2.5, "logits", (-10, 10), "judgement", "where its warships attack the blockade")
    escort_shots: Number = sourced(0.8, "logits", (0, 10), "judgement", "warships have fired on each other")
    tariff_chance: Number = sourced(
        0.10, "share per quarter", (0, 1), "judgement", "that a transactional White House moves the tariff"
    )
    offer_chance: Number = sourced(0.30, "share per quarter", (0, 1), "judgement", "that it offers a bargain")
    mainland_temper: Number = sourced(0.8, "share", (0, 1), "judgement", "boldness above which it strikes the mainland")


def transactional(seen: Observation, dice: Array, params: Params) -> Decision:
    """Every tie has a price (judgement): tariffs as leverage, demands, bargains for spending, little said on Taiwan."""
    half = params.tariff_chance * seen.clock.quarters / 2
    bound = (seen.bargain > 0) & (seen.returns > -1).all(axis=1)  # it owes nothing where Tokyo delivers less
    high, middle, low = (choose("us.tariff", name) for name in ("25", "15", "10"))
    tariff = Chance(
        "Chance that the White House goes its own way on the tariff",
        # a bargain is a bargain until it is not
        {"tariffs as leverage": 2 * half, "the bargain in force": np.where(bound, -half, 0.0)},
        dice[:, 0],
        (
            (np.where(bound, low, high), np.where(bound, 1 - half, half)),
            (np.where(bound, middle, low), np.where(bound, 1.0, 2 * half)),
            (_nearest(seen.tariff), 1.0),
        ),
    )
    return _decide(
        seen, params, lean=-0.3, tariff=tariff, demand="3.5",
        bargain=_offer(seen, params.offer_chance, dice, "spending"), commitment="ambiguous",
    )  # fmt: skip


def alliance_builder(seen: Observation, dice: Array, params: Params) -> Decision:
    """Allies are the strategy (integrated deterrence [nds2022]): relief, a pledge, a clear commitment."""
    relief = always(
        np.minimum(_nearest(seen.tariff), choose("us.tariff", "10")),
        say("This doctrine keeps the tariff, at 10% at most."),
    )
    return _decide(
        seen, params, lean=0.6, tariff=relief, demand="2.5",
        bargain=_offer(seen, 2 * params.offer_chance, dice, "pledge"), commitment="clear",
    )  # fmt: skip


def restraint(seen: Observation, dice: Array, params: Params) -> Decision:
    """No war for Taiwan (restraint [posen2014]): supplies at most, allies carry their own weight."""
    kept = always(_nearest(seen.tariff), say("This doctrine keeps the tariff in force."))
    return _decide(
        seen, params, lean=-2.2, tariff=kept, demand="3.5",
        bargain=always(choose("us.bargain", "none")), commitment="ambiguous",
    )  # fmt: skip


POLICIES = {"transactional": transactional, "alliance_builder": alliance_builder, "restraint": restraint}


def _decide(
    seen: Observation,
    params: Params,
    lean: float,
    tariff: Chance | Threshold,
    demand: str,
    bargain: Chance | Threshold,
    commitment: str,
) -> Decision:
    """One administration: its lean towards war, and its ways in trade and words."""
    if seen.clock.stage == WAR:
        return _wage(seen, params, lean)
    if seen.clock.stage == BLOCKADE:
        return _convoy(seen, params, lean)
    dealings = {"us.tariff": tariff, "us.bargain": bargain}
    chances = {key: weighed for key, weighed in dealings.items() if isinstance(weighed, Chance)}
    welcome = Limit("support in Japan for US combat operations", seen.access_support, 0.4, SHARE)
    pressed = Limit("Chinese pressure on Taiwan", seen.pressure >= 1)
    looks = {
        **{key: fixed for key, fixed in dealings.items() if isinstance(fixed, Threshold)},
        "us.demand": always(choose("us.demand", demand)),
        "us.commitment": always(choose("us.commitment", commitment)),
        "us.investment": _either("us.investment", (welcome,), "resilience", "munitions"),
        "us.arms": _either("us.arms", (pressed,), "faster", "usual"),
    }
    given = {key: chance.choices() for key, chance in chances.items()}
    return Decision({**given, **chosen(looks, len(seen.stage))}, chances=chances, thresholds=looks)


def _either(key: str, limits: tuple[Limit, ...], yes: str, no: str) -> Threshold:
    """One choice where all limits hold, another where not."""
    return Threshold(((limits, choose(key, yes)), ((), choose(key, no))))


def _convoy(seen: Observation, params: Params, lean: float) -> Decision:
    """The blockade: stay out, insure, escort, or attack whoever stops the ships."""
    rung = np.where(seen.clock.turn == 0, np.array([-1.0, 0.0, 0.3, 1.0])[seen.pledge], seen.access - 1.0)
    escort = Reason(
        {
            "leaning": params.escort_base,
            "doctrine": np.full(1, lean),
            "commitment": params.fight_commitment * (seen.commitment - 0.3),
            "support at home": params.fight_approval * (seen.approval[:, US] - 0.42),
            "Tokyo's stance": params.fight_access * rung,
            "shots were fired": params.escort_shots * (seen.clashes > 0),
            "will spent": params.fight_losses * (0.5 - seen.will).clip(0, None),
        },
        (params.insure_cut, np.zeros(1), params.break_cut),
        seen.temper,
        ("[chinapower2024]", "[chicago2025]", "judgement"),
    )
    return Decision({"us.convoys": escort.steps()}, {"us.convoys": escort})


def _wage(seen: Observation, params: Params, lean: float) -> Decision:
    """The war: fight or not, how close, how fast, how far."""
    unsaid = (seen.clock.turn == 0) & (seen.blockade_turns == 0)  # a blockade has shown what Tokyo does
    rung = np.where(unsaid, np.array([-1.0, 0.0, 0.3, 1.0])[seen.pledge], seen.access - 1.0)
    fight = Reason(
        {
            "leaning": params.fight_base,
            "doctrine": np.full(1, lean),
            "commitment": params.fight_commitment * (seen.commitment - 0.3),
            "support at home": params.fight_approval * (seen.approval[:, US] - 0.42),
            "Tokyo's stance": params.fight_access * rung,
            "Americans attacked": params.fight_attacked * (seen.aircraft_lost[:, US] + seen.ships_lost[:, US] > 0),
            "will spent": params.fight_losses * (0.5 - seen.will).clip(0, None),
        },
        (np.full(1, -1.0), np.zeros(1)),
        seen.temper,
        ("[chinapower2024]", "[chicago2025]", "judgement"),
    )
    losing = seen.area_km2 > 3000
    bold = 1 - params.mainland_temper
    deep = Chance(
        "Chance that Washington strikes the mainland",
        {"a bold White House does": bold, "but not while Taiwan holds out": np.where(losing, 0.0, -bold)},
        seen.temper,
        (
            (choose("us.mainland", "no"), np.where(losing, params.mainland_temper, 1.0)),
            (choose("us.mainland", "yes"), 1.0),
        ),
    )
    thin = (
        Limit("the stock of anti-ship missiles (LRASM)", seen.lrasm, 100.0, "missiles", below=True),
        Limit("the stock of other missiles (JASSM)", seen.jassm, 1000.0, "missiles", below=True),
    )
    hit = Limit("a US carrier lost", seen.carriers_lost)
    looks = {
        "us.carriers": _either("us.carriers", (hit,), "stand_off", "forward"),
        "us.missiles": _either("us.missiles", thin, "husband", "surge"),
    }
    return Decision(
        {
            "us.intervene": fight.steps(),
            "us.mainland": deep.choices(),
            **chosen(looks, len(seen.stage)),
        },
        {"us.intervene": fight},
        {"us.mainland": deep},
        looks,
    )


def _offer(seen: Observation, chance: Array, dice: Array, price: str) -> Chance:
    """Whether it offers a bargain this turn: never while one is in force."""
    ready = chance * seen.clock.quarters
    free = np.where(seen.bargain == 0, ready, 0.0)
    return Chance(
        "Chance that Washington offers a bargain",
        {"it looks for one": np.minimum(ready, 1.0), "one is in force": free.clip(None, 1) - np.minimum(ready, 1.0)},
        dice[:, 1],
        ((choose("us.bargain", price), free), (choose("us.bargain", "none"), 1.0)),
    )


def _nearest(tariff: Array) -> Array:
    """The choice of us.tariff that is nearest to the tariff in force."""
    values = np.array([0.0, 0.10, 0.15, 0.25])
    return np.abs(tariff[:, None] - values).argmin(axis=1).astype(np.int8)
