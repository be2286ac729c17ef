"""How orders become events: one rule a file, and the order of the turn.

Each rule has `DICE` (how many uniform numbers a world needs; "bases" stands for one a base), `Params` (its
numbers), and `apply(world, orders, params, dice) -> World`. What a person is told of it stands in
`wargame/engine/telling/`; pieces of physics that rules are made of, whose numbers `Params` then inherit, in
`wargame/engine/physics/`.
These tuples are the only list of rules: names, parameters, documents and contract tests come from them.
"""

from types import ModuleType

from wargame.engine.rules import (
    access,
    aftermath,
    air,
    bargain,
    coercion,
    convoys,
    defence,
    deploy,
    deterrence,
    ground,
    hardship,
    injects,
    interdiction,
    landing,
    law,
    mainland,
    mobilise,
    politics,
    relief,
    resolve,
    sea,
    sorties,
    standoff,
    strike,
    submarines,
    supply,
    surface,
    trade,
    trust,
)

CRISIS_PHASES = (
    injects,  # first: the news is known when everything else happens
    bargain,  # before trade and trust: a bargain broken this turn hurts this turn
    trade,
    trust,
    defence,
    politics,
    coercion,
    deterrence,  # last: Beijing looks at all of it, and goes or waits
)
BLOCKADE_PHASES = (
    law,  # first: the legal situation bounds what Tokyo can permit
    convoys,
    interdiction,
    hardship,  # after interdiction: what arrived is burnt and eaten
    deterrence,  # Beijing looks again at the odds of a landing
    standoff,  # last: it goes on, ends, or becomes a war
)
ON_WAR = (mobilise,)  # once, before the war
WAR_PHASES = (
    law,  # first: the legal situation bounds what Tokyo can permit
    access,  # what Tokyo permits limits what may fly from where
    strike,  # before sorties: runways hit now do not launch this turn
    sorties,
    mainland,  # after sorties, which say what bombers bring; before air: what is destroyed on the ground flies no more
    air,  # before sea and landing: who holds the air decides what gets through
    submarines,
    sea,
    surface,
    landing,  # after sea: what was sunk lands no more
    ground,
    supply,
    relief,  # what gets through fights from the next turn on
    deploy,  # aircraft that come or move set up until the next turn [csis-firstbattle]
    resolve,  # last: losses move will, and will ends wars
)
ON_END = (aftermath,)  # once, when a game is over
PHASES: tuple[tuple[ModuleType, ...], ...] = (CRISIS_PHASES, BLOCKADE_PHASES, WAR_PHASES)  # in the order of STAGES
ALL_RULES: tuple[ModuleType, ...] = tuple(
    dict.fromkeys((*CRISIS_PHASES, *BLOCKADE_PHASES, *ON_WAR, *WAR_PHASES, *ON_END))
)


def name(rule: ModuleType) -> str:
    """The name of a rule: of its file, its parameters and its dice."""
    return rule.__name__.rpartition(".")[2]


def summary(rule: ModuleType) -> str:
    """The first line of a rule's docstring."""
    return (rule.__doc__ or "").strip().splitlines()[0]
