"""Japan decides: what to say and do about the bases, what to spend, and how far the SDF goes."""

from __future__ import annotations

import numpy as np

from wargame.engine.agents.decision import Chance, Decision, Reason, choose
from wargame.engine.agents.observation import Observation
from wargame.engine.contributions import Contributions
from wargame.engine.explain import SHARE
from wargame.engine.orders import BY_KEY
from wargame.engine.orders.ladders import ESCORT, JOIN, STAY_OUT
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.threshold import Limit, Threshold, chosen
from wargame.engine.world import BLOCKADE, JAPAN, WAR
from wargame.text.phrase import say

DICE = (1,)  # how the cabinet leans this turn
LEAN = 0.3  # how far a die moves the trust of officials, when a bargain is before them
AFRAID, WEAK = 0.5, 0.4  # fear at which a cabinet holds back from joint work, and strength under which from its price
LADDER = BY_KEY["japan.access"].names


class Params(Section):
    """Numbers of this government."""

    caution: Number = sourced(
        -0.35, "logits", (-5, 5), "judgement, after [asahi2023]", "standing caution of any cabinet"
    )
    public_trust: Number = sourced(2.5, "logits per share", (0, 20), "judgement", "public trust in the US")
    elite_trust: Number = sourced(3.0, "logits per share", (0, 20), "judgement", "trust of officials in the US")
    threat: Number = sourced(2.0, "logits per share", (0, 20), "judgement", "threat perceived from China")
    fear: Number = sourced(-2.0, "logits per share", (-20, 0), "judgement", "fear of retaliation")
    cabinet: Number = sourced(1.5, "logits per share", (0, 20), "judgement", "strength of the cabinet")
    support: Number = sourced(2.0, "logits per share", (0, 20), "judgement", "public support for US combat operations")
    affinity: Number = sourced(1.5, "logits per share", (0, 20), "judgement", "affinity of the public to the US")
    pledge: Number = sourced(0.7, "logits per rung", (0, 5), "judgement", "word given in the crisis")
    attacked: Number = sourced(
        3.0, "logits", (0, 10), "judgement, after [csis-firstbattle]", "missiles have fallen on Japan"
    )
    us_fights: Number = sourced(0.5, "logits", (0, 5), "judgement, after [kanehara2023]", "Washington fights, and asks")
    us_escorts: Number = sourced(0.5, "logits", (0, 5), "judgement", "US warships sail with the convoys of a blockade")
    us_stays_out: Number = sourced(-0.8, "logits", (-10, 0), "judgement", "Washington does nothing for them")
    us_absent: Number = sourced(-1.5, "logits", (-10, 0), "judgement", "Washington does not fight")
    grievance: Number = sourced(-0.5, "logits", (-5, 0), "judgement", "a bargain that Washington broke")
    first_cut: Number = sourced(-1.5, "logits", (-10, 10), "judgement", "where support begins")
    second_cut: Number = sourced(-0.2, "logits", (-10, 10), "judgement", "where US combat operations begin")
    third_cut: Number = sourced(2.6, "logits", (-10, 10), "judgement, after [csis-firstbattle]", "where joining begins")
    partner: Number = sourced(
        3.0, "logits per share", (0, 20), "judgement", "what a doubting partner asks more, for each share under a half"
    )
    alliance_lean: Number = sourced(
        0.8, "logits", (0, 5), "judgement", "lean of a cabinet that puts the alliance first"
    )
    autonomy_lean: Number = sourced(-0.9, "logits", (-5, 0), "judgement", "lean of one that keeps its distance")


def hedging(seen: Observation, dice: Array, params: Params) -> Decision:
    """Keep both capitals guessing (hedging [kuik2008]): say little, spend as the threat grows, decide in war."""
    return _decide(seen, dice, params, lean=np.zeros(1), spends=("2.0", "2.5"), speaks=2.0)


def alliance_first(seen: Observation, dice: Array, params: Params) -> Decision:
    """Bind Washington by binding oneself (fear of abandonment [snyder1984]): spend, pledge, accept."""
    return _decide(seen, dice, params, lean=params.alliance_lean, spends=("2.5", "3.5"), speaks=0.6)


def autonomy(seen: Observation, dice: Array, params: Params) -> Decision:
    """Stay out of others' wars (fear of entrapment [snyder1984]): arm for home defence, promise nothing."""
    return _decide(seen, dice, params, lean=params.autonomy_lean, spends=("2.0", "3.0"), speaks=3.0)


POLICIES = {"hedging": hedging, "alliance_first": alliance_first, "autonomy": autonomy}


def _decide(
    seen: Observation, dice: Array, params: Params, lean: Array, spends: tuple[str, str], speaks: float
) -> Decision:
    """One cabinet: `lean` on the ladder, its low and high budget, and the score at which it speaks out."""
    die = seen.temper
    strain = partner_strain(seen, params)
    reason = Reason(
        access_contributions(seen, params, lean),
        (params.first_cut, params.second_cut + strain, params.third_cut + strain),
        die,
        ("judgement", "[csis-firstbattle]", "[asahi2023]"),
        raised=(strain, say("The coalition partner balks at combat use while the public is against it")),
    )
    if seen.clock.stage == WAR:
        access = reason.steps()
        offensive, home = choose("japan.sdf", "offensive"), choose("japan.sdf", "home")
        struck, joins = (
            Limit("missiles on Japan", seen.japan_struck),
            Limit("an order to join", access == JOIN),
        )
        looks = {"japan.sdf": Threshold((((struck,), offensive), ((joins,), offensive), ((), home)))}
        return Decision(
            {"japan.access": access, **chosen(looks, len(access))}, {"japan.access": reason}, thresholds=looks
        )
    if seen.clock.stage == BLOCKADE:
        return Decision({"japan.convoys": reason.steps()}, {"japan.convoys": reason})

    said = Reason(
        reason.contributions,
        (params.first_cut - 1.0, params.first_cut + 0.5 + speaks / 2, params.second_cut + speaks + strain),
        die,
        reason.sources,
        raised=reason.raised,
    )
    strong = Limit("the strength of the cabinet", seen.approval[:, JAPAN], 0.45, SHARE)
    would = (0.5 + (seen.elite_trust - 0.5) / LEAN).clip(0, 1)
    accepting = np.where(strong.holds(), would, 0.0)
    answer = Chance(
        "Chance that Tokyo would accept a bargain",
        {
            "officials in two minds": np.full(1, 0.5),
            "officials' trust": would - 0.5,
            "a weak cabinet": accepting - would,
        },
        dice[:, 0],
        ((choose("japan.answer", "decline"), 1 - accepting), (choose("japan.answer", "accept"), 1.0)),
    )
    answered = answer.choices()
    looks = _build(seen, strong, Limit("a bargain it accepts", answered == choose("japan.answer", "accept")), spends)
    return Decision(
        {"japan.pledge": said.steps(), "japan.answer": answered, **chosen(looks, len(answered))},
        {"japan.pledge": said},
        {"japan.answer": answer},
        looks,
    )


def _build(seen: Observation, strong: Limit, accepts: Limit, spends: tuple[str, str]) -> dict[str, Threshold]:
    """What Tokyo spends, and on what: by threat and fear, as far as the cabinet can; a bargain binds it."""
    threat = Limit("the threat from China", seen.threat, 0.55, SHARE)
    fear = Limit("the fear of retaliation", seen.fear, 0.4, SHARE)
    afraid = Limit("the fear of retaliation", seen.fear, AFRAID, SHARE)
    weak = Limit("the strength of the cabinet", seen.approval[:, JAPAN], WEAK, SHARE, below=True)
    bound = Limit("a bargain in force", seen.bargain > 0)
    low, high = (choose("japan.spending", name) for name in spends)
    owed = max(low, choose("japan.spending", "2.5"))
    hardened = ("interceptors", "airfields", "shelters")
    first, second, third = (choose("japan.resilience", name) for name in hardened)
    return {
        "japan.spending": Threshold((((threat, strong), high), ((bound, strong), owed), ((accepts,), owed), ((), low))),
        "japan.collaboration": _promised("japan.collaboration", bound, afraid, "deepen"),
        "japan.ties": _promised("japan.ties", bound, weak, "invest"),
        "japan.resilience": Threshold((((fear,), first), ((threat, strong), second), ((), third))),
    }


def _promised(key: str, bound: Limit, unable: Limit, gives: str) -> Threshold:
    """A return that is given where a bargain asks for it, unless one thing stands against it."""
    hold, give = choose(key, "hold"), choose(key, gives)
    return Threshold((((bound, unable), hold), ((bound,), give), ((), hold)))


def partner_strain(seen: Observation, params: Params) -> Array:
    """(worlds,) logits by which a junior partner raises what combat use takes, while the public is against it."""
    return params.partner * seen.partner_doubt * (0.5 - seen.access_support).clip(0, None)


def access_contributions(seen: Observation, params: Params, lean: Array) -> Contributions:
    """The score on the ladder of access, in logits."""
    at_war = seen.clock.stage == WAR
    blockade = seen.clock.stage == BLOCKADE
    fights = seen.us_share > 0
    word = np.array([-1.5, 0.0, 0.5, 1.5])[seen.pledge]
    return {
        "standing caution": params.caution,
        "doctrine": lean,
        "public trust in the US": params.public_trust * (seen.public_trust - 0.35),
        "officials' trust": params.elite_trust * (seen.elite_trust - 0.55),
        "threat from China": params.threat * (seen.threat - 0.5),
        "fear of retaliation": params.fear * (seen.fear - 0.3),
        "strength of the cabinet": params.cabinet * (seen.approval[:, JAPAN] - 0.5),
        "public support": params.support * (seen.access_support - 0.4),
        "affinity to the US": params.affinity * (seen.affinity - 0.77),
        "word given": params.pledge * word * (at_war or blockade),
        "Japan attacked": params.attacked * seen.japan_struck,
        "whether Washington fights": np.where(fights, params.us_fights, params.us_absent * (seen.clock.turn > 0))
        * at_war,
        "US warships with the convoys, or no US help": (
            np.where(seen.escort >= ESCORT, params.us_escorts, params.us_stays_out * (seen.escort == STAY_OUT))
            * (blockade and seen.clock.turn > 0)
        ),
        "broken bargain": params.grievance * seen.grievance[:, JAPAN],
    }
