"""Taiwan decides: what to buy, how to train, and how to fight a landing."""

from __future__ import annotations

import numpy as np

from wargame.engine.agents.decision import Chance, Decision, Reason, choose
from wargame.engine.agents.observation import Observation
from wargame.engine.orders.ladders import ESCORT
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.threshold import Limit, Threshold, always, chosen
from wargame.engine.world import BLOCKADE, STOCKS, TAIWAN, WAR
from wargame.text.phrase import say

DICE = (1,)  # whether parliament passes the budget
EARLY = 0.8  # temper below which a government fires its coastal missiles early


class Params(Section):
    """Numbers of this government."""

    budget_chance: Number = sourced(
        0.6, "share per quarter", (0, 1), "judgement", "that parliament passes a higher budget"
    )
    talk_base: Number = sourced(-3.0, "logits", (-20, 10), "judgement", "leaning to talk under blockade")
    talk_will: Number = sourced(8.0, "logits per share", (0, 30), "judgement", "will that has fallen below one half")
    talk_dark: Number = sourced(2.0, "logits per share", (0, 20), "judgement", "homes in darkness")
    talk_help: Number = sourced(-1.0, "logits", (-10, 0), "judgement", "US warships sail with the convoys")
    talk_offer: Number = sourced(3.0, "logits", (0, 20), "judgement", "terms from Beijing are on the table")
    yield_cut: Number = sourced(2.5, "logits", (0, 20), "judgement", "above the first step, where it gives way")
    ration_days: Number = sourced(10, "days", (0, 365), "judgement", "of gas or food left, at which all is rationed")
    depth_area: Number = sourced(1500, "km2", (0, 36000), "judgement", "lost before the army falls back")


def porcupine(seen: Observation, dice: Array, params: Params) -> Decision:
    """Deny the landing (overall defense concept [lee2020]): coastal missiles, mines, trained reserves."""
    return _decide(seen, dice, params, "asymmetric", "reform", "3.5", escorts=False)


def conventional(seen: Observation, dice: Array, params: Params) -> Decision:
    """Keep a balanced force (judgement): jets and ships that meet grey-zone patrols, reserves as they are."""
    return _decide(seen, dice, params, "conventional", "as_now", "2.5", escorts=True)


def mobilised(seen: Observation, dice: Array, params: Params) -> Decision:
    """Arm the whole society (judgement): a large budget, trained reserves, some of everything."""
    return _decide(seen, dice, params, "balanced", "reform", "5.0", escorts=True)


POLICIES = {"porcupine": porcupine, "conventional": conventional, "mobilised": mobilised}


def _decide(
    seen: Observation, dice: Array, params: Params, asymmetry: str, reserves: str, budget: str, escorts: bool
) -> Decision:
    if seen.clock.stage == BLOCKADE:
        return _hold_out(seen, params, escorts)
    if seen.clock.stage == WAR:
        pushed = Limit("the ground that China holds", seen.area_km2, params.depth_area, "km²")
        depth, beaches = choose("taiwan.defence", "depth"), choose("taiwan.defence", "beaches")
        looks = {"taiwan.defence": Threshold((((pushed,), depth), ((), beaches)))}
        early, hold = choose("taiwan.coastal", "early"), choose("taiwan.coastal", "hold")
        coastal = Chance(
            "Chance that a government fires its coastal missiles early",
            {"most would": np.full(1, EARLY)},
            seen.temper,
            ((early, EARLY), (hold, 1.0)),
        )
        return Decision(
            {"taiwan.coastal": coastal.choices(), **chosen(looks, len(seen.stage))},
            chances={"taiwan.coastal": coastal},
            thresholds=looks,
        )
    weak = seen.approval[:, TAIWAN] <= 0.3
    passing = np.where(weak, 0.0, params.budget_chance)
    passes = Chance(
        say("Chance that parliament passes a budget of {budget}% of GDP", budget=budget),
        {"parliament as it is": params.budget_chance, "a weak government": passing - params.budget_chance},
        dice[:, 0],
        ((choose("taiwan.spending", budget), passing), (choose("taiwan.spending", "2.5"), 1.0)),
    )
    looks = {
        "taiwan.asymmetry": always(choose("taiwan.asymmetry", asymmetry)),
        "taiwan.reserves": always(choose("taiwan.reserves", reserves)),
    }
    return Decision(
        {"taiwan.spending": passes.choices(), **chosen(looks, len(seen.stage))},
        chances={"taiwan.spending": passes},
        thresholds=looks,
    )


def _hold_out(seen: Observation, params: Params, escorts: bool) -> Decision:
    """The blockade: hold out or not, stretch what is left, and whether the navy sails."""
    answer = Reason(
        {
            "leaning": params.talk_base,
            "will to hold out, from a half": params.talk_will * (0.5 - seen.taiwan_will),
            "darkness": params.talk_dark * seen.dark,
            "US warships with the convoys": params.talk_help * (seen.escort >= ESCORT),
            "terms on the table": params.talk_offer * seen.offered,
        },
        # terms to talk about bring nobody nearer to giving way
        (np.zeros(1), params.yield_cut + params.talk_offer * seen.offered),
        seen.temper,
    )
    food, gas = seen.stocks[:, STOCKS.index("food")], seen.stocks[:, STOCKS.index("gas")]
    hungry = Limit("the food left", food, params.ration_days, "days", below=True)
    dry = Limit("the gas left", gas, params.ration_days, "days", below=True)
    everything, industry = choose("taiwan.rationing", "all"), choose("taiwan.rationing", "industry")
    shared, fuel = choose("taiwan.cargo", "shared"), choose("taiwan.cargo", "fuel")
    looks = {
        "taiwan.rationing": Threshold((((hungry,), everything), ((dry,), everything), ((), industry))),
        "taiwan.cargo": Threshold((((hungry,), shared), ((), fuel))),
        "taiwan.navy": always(choose("taiwan.navy", "escort" if escorts else "port")),
    }
    return Decision(
        {"taiwan.answer": answer.steps(), **chosen(looks, len(seen.stage))},
        {"taiwan.answer": answer},
        thresholds=looks,
    )
