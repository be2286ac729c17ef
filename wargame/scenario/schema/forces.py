"""Forces of a scenario on D-day."""

from __future__ import annotations

from wargame.engine.parameters import Number, Section, quantity
from wargame.scenario.schema.part import SHARE, Part


class ChinaForces(Section):
    """China's forces for the strait."""

    short_missiles: Number = quantity("missiles", (0, 10000), "ballistic missiles to 1,000 km")
    medium_missiles: Number = quantity("missiles", (0, 10000), "ballistic missiles to 3,000 km")
    intermediate_missiles: Number = quantity("missiles", (0, 10000), "ballistic missiles to 5,500 km")
    cruise_missiles: Number = quantity("missiles", (0, 10000), "ground-launched cruise missiles")
    ship_missiles: Number = quantity("missiles", (0, 5000), "ballistic missiles kept for ships")
    aircraft: Number = quantity("aircraft", (0, 5000), "combat aircraft for the strait")
    landing_ships: Number = quantity("ships", (0, 1000), "amphibious ships and the Ro-Ro that land", whole=True)
    escorts: Number = quantity("ships", (0, 1000), "major surface combatants", whole=True)
    submarines: Number = quantity("boats", (0, 200), "attack submarines", whole=True)
    first_day_troops: Number = quantity("troops", (0, 100000), "landed on D-day by the whole fleet")
    turn_troops: Number = quantity("troops", (0, 300000), "landed in 3.5 days by the whole fleet")


class TaiwanForces(Section):
    """Taiwan's forces."""

    aircraft: Number = quantity("aircraft", (0, 5000), "combat aircraft")
    cave_aircraft: Number = quantity("aircraft", (0, 1000), "of these, safe in caves")
    shelters: Number = quantity("aircraft", (0, 2000), "hardened shelters on its fields")
    ships: Number = quantity("ships", (0, 500), "major surface combatants", whole=True)
    coastal_missiles: Number = quantity("missiles", (0, 10000), "anti-ship missiles ashore")
    mines: Number = quantity("share", SHARE, "of a full field")
    battalions: Number = quantity("battalions", (0, 500), "regular ground battalions", whole=True)
    reserve_battalions: Number = quantity("battalions", (0, 500), "reserve ground battalions", whole=True)


class JapanForces(Section):
    """Japan's forces at sea; its aircraft stand at their bases."""

    ships: Number = quantity("ships", (0, 500), "destroyers and frigates", whole=True)
    submarines: Number = quantity("boats", (0, 100), "attack submarines", whole=True)


class UnitedStatesForces(Section):
    """US forces for the theatre; fighters stand at their bases."""

    bomber_loads: Number = quantity("squadron loads per 3.5 days", (0, 20), "anti-ship bomber strikes")
    load_missiles: Number = quantity("missiles", (0, 500), "anti-ship missiles in a squadron load")
    lrasm: Number = quantity("missiles", (0, 10000), "LRASM")
    jassm: Number = quantity("missiles", (0, 20000), "JASSM that can strike ships; 0 if none can")
    carriers: Number = quantity("carriers", (0, 11), "carriers in the theatre", whole=True)
    ships: Number = quantity("ships", (0, 200), "other major surface combatants", whole=True)
    submarines: Number = quantity("boats", (0, 60), "in the strait on D-day", whole=True)
    submarines_following: Number = quantity("boats", (0, 60), "that arrive in each of two turns", whole=True)
    reinforcements: Number = quantity("aircraft per 3.5 days", (0, 500), "fighters that come from elsewhere")


class Forces(Part):
    """Forces of the four sides."""

    china: ChinaForces
    taiwan: TaiwanForces
    japan: JapanForces
    us: UnitedStatesForces
