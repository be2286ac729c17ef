"""Deterrence, told: what Beijing's staff believes, by what, and the order that was carried out."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from wargame.engine.contributions import total
from wargame.engine.explain import CERTAIN, LOG_ODDS, Event, Explanation, at_world, in_100, of_world
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.physics.success import strengths, success_contributions
from wargame.engine.rules.deterrence import Params, access_contributions, kind_weights, odds_contributions
from wargame.engine.threshold import Limit, Threshold
from wargame.engine.world import BLOCKADE, WAR, World
from wargame.text.phrase import Phrase, say, together


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What Beijing's staff makes of its chances."""
    events = [_belief(before, after, params, dice), _odds(before, after, params, dice)]
    if after.stage[0] == BLOCKADE != before.clock.stage:
        events.append(Event("deterrence", "china", "Beijing orders a blockade of Taiwan.", _order(orders), weight=20))
    if after.stage[0] == WAR:
        events.append(Event("deterrence", "china", "Beijing orders the invasion of Taiwan.", _order(orders), weight=20))
    return events


def _belief(before: World, after: World, params: Params, dice: Array) -> Event:
    """Whether Beijing's staff thinks that US forces would fight from Japan."""
    parts = access_contributions(before, params)
    die = float(dice[0, 0])
    error = (2 * die - 1) * float(params.fog[0])
    score = float(total(parts)[0])
    believed = float(after.believed_access[0])
    why = Explanation(
        title="Beijing's belief that US forces would fight from Japan",
        contributions=(*of_world(parts), ("error of the staff", error)),
        score=score + error,
        chance=believed,
        chance_of="US combat operations from Japan, as Beijing's staff sees it",
        die=die,
        otherwise=say(
            "The die is the error of the staff: at 50 there is none, and it would say {chance}.",
            chance=in_100(float(expit(score))),
        ),
        rule="deterrence",
        sources=("judgement",),
        unit=LOG_ODDS,
    )
    sentence = say(
        "Beijing's staff thinks US forces would fight from Japan: {believed:.0f} in 100.", believed=100 * believed
    )
    return Event("deterrence", "china", sentence, why, weight=2.1, secret=True)


def _odds(before: World, after: World, params: Params, dice: Array) -> Event:
    """What Beijing's staff makes of its chances in each kind of war, and of how likely each is."""
    die = float(dice[0, 1])
    error = (2 * dice[:, 1] - 1) * params.fog
    parts = odds_contributions(before, after.believed_access, params, error)
    weights = [at_world(weight, 0) for weight in kind_weights(before, after.believed_access, params).values()]
    chances = [part / max(weight, 1e-12) for (_, part), weight in zip(of_world(parts), weights, strict=True)]
    likeliest = tuple(parts)[int(np.argmax(weights))]
    moved = _most(before, likeliest, params)
    thrown = f"{float(error[0]):+.2f}"
    why = Explanation(
        title="Beijing's own odds, by the kind of war it would be",
        contributions=tuple(
            (
                say("{war}: {likely} likely, and won in {won}", war=kind, likely=in_100(weight), won=in_100(won)),
                won * weight,
            )
            for kind, weight, won in zip(parts, weights, chances, strict=True)
        ),
        score=float(total(parts)[0]),
        chance=float(after.odds[0]),
        chance_of="taking Taiwan, as Beijing's staff sees it",
        die=die,
        otherwise=together(
            [
                say("The die is the error of the staff, on every kind of war: {error}, none at 50.", error=thrown),
                say(
                    "What moved success most in a war of {war}, in points of score: {parts}.",
                    war=likeliest,
                    parts=moved,
                ),
            ]
        ),
        rule="deterrence",
        sources=("[estimate]", "[chinapower2024]", "judgement"),
        unit=CERTAIN,
    )
    sentence = say("Beijing's staff puts its odds of taking Taiwan at {odds:.0f} in 100.", odds=after.odds[0] * 100)
    return Event("deterrence", "china", sentence, why, weight=2, secret=True)


def _most(before: World, kind: str, params: Params) -> Phrase:
    """What moves success in one kind of war most, in log-odds."""
    moved = success_contributions(before, strengths(before), kind, params)
    parts = sorted(of_world(moved), key=lambda part: -abs(part[1]))
    told = ((name, f"{part:+.2f}") for name, part in parts[:5] if abs(part) >= 0.005)
    return together((say("{name} {part}", name=name, part=part) for name, part in told), ", ")


def _order(orders: Orders) -> Explanation:
    """The order that was carried out."""
    names = (say("peace"), say("a blockade"), say("an invasion"))
    invades = Limit("an order to invade", orders.are("china.go", "invade"))
    blockades = Limit("an order to blockade", orders.are("china.go", "blockade"))
    carried_out = Threshold((((invades,), 2), ((blockades,), 1), ((), 0)))
    return carried_out.explanation(
        say("What has Beijing ordered?"),
        "deterrence",
        lambda choice: names[choice],
        after=say("Beijing's own decision tells what moved it, and its die."),
    )
