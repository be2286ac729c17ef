"""What was decided in a turn, told as events: what each government chose, and why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wargame.engine.agents.decision import Decision
from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import BY_KEY, SIDES
from wargame.engine.sides import CAPITALS
from wargame.model import Turn
from wargame.text.phrase import say, together

# What the steps of a score are called, from the lowest.
STEPS = {
    "japan.pledge": (say("refuse"), say("say nothing"), say("support only"), say("US combat operations")),
    "japan.access": (say("refuse"), say("support only"), say("US combat operations"), say("join")),
    "china.go": (say("wait"), say("blockade"), say("invade")),
    "china.course": (say("go on"), say("offer terms"), say("lift it")),
    "taiwan.answer": (say("hold out"), say("talk"), say("give way")),
    "japan.convoys": (say("refuse"), say("ports and loading"), say("US escorts"), say("SDF escorts")),
    "us.convoys": (say("stay out"), say("insure"), say("escort"), say("attack")),
    "china.strike": (say("spare Japan"), say("US bases"), say("all bases")),
    "china.end": (say("continue"), say("offer a ceasefire")),
    "us.intervene": (say("stay out"), say("supplies only"), say("fight")),
}


def decided(turn: Turn) -> list[Event]:
    """The decisions of a turn as events: what each government chose, and why.

    What a doctrine orders whatever it sees is told in the first turn of a stage. An order that was given, by the
    scenario or by a player, is no choice of the doctrine: what that would have weighed is told, as no more than that.
    """
    events = []
    for side, decision in zip(SIDES, turn.governments, strict=True):
        for key in (*decision.reasons, *decision.chances, *decision.thresholds):
            order = BY_KEY[key]
            choice = order.choices[int(turn.orders.choice(key)[0])]
            first, *others = decision.explanations(key, STEPS.get(key, ()))
            if key in decision.thresholds and turn.turn > 0 and not first.conditions:
                continue
            # What a die alone decides is told after what was weighed, and what no die decides last.
            weight = 2.2 if key in decision.reasons else 0.9 if key in decision.chances else 0.6
            capital, staff = CAPITALS[side], order.choices[int(np.atleast_1d(decision.orders[key])[0])].label
            words = {"capital": capital, "order": order.label, "choice": choice.label}
            sentence = say("{capital} decided. {order}: {choice}.", **words)
            if key in turn.given:
                sentence = say("{capital} did not choose. {order}: {choice} (fixed by the scenario).", **words)
                first, others = _not_followed(first, staff), []
                if key in turn.ordered:
                    sentence = say("{capital} did as you ordered. {order}: {choice}.", **words)
                    first, weight = _of_a_player(first, staff), 0.9  # no news to whoever gave it
            secret = side == "china" or order.stage != "war"
            events.append(Event("decision", side, sentence, first, weight=weight, secret=secret))
            for why in others:
                sentence = say("{capital} threw a second die on this. {order}: {choice}.", **words)
                events.append(Event("decision", side, sentence, why, weight=weight, secret=secret))
    return events


def _not_followed(why: Explanation, staff: str) -> Explanation:
    """What a doctrine would have weighed, where the scenario gave its order."""
    said = [
        say("No die.") if why.die is None else "",
        say("The order was fixed by the scenario: no die would have changed it."),
        say("This doctrine would have chosen “{choice}”.", choice=staff),
    ]
    title = say("Not followed; what this doctrine would have weighed: {question}", question=why.title)
    return replace(why, title=title, otherwise=together(said))


def _of_a_player(why: Explanation, staff: str) -> Explanation:
    """What the staff would have weighed, where a person gave the order."""
    said = [
        say("No die.") if why.die is None else "",
        say("You gave the order: no die would have changed it."),
        say("Your staff would have chosen “{choice}”.", choice=staff),
    ]
    return replace(
        why, title=say("What your staff would have weighed: {question}", question=why.title), otherwise=together(said)
    )


def reasons(decision: Decision, key: str) -> Explanation:
    """Why a government orders what it orders, with the choices' names as steps of the score."""
    return decision.explanations(key, STEPS.get(key, ()))[0]
