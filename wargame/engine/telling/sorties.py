"""Sorties, told: how many flew over the strait, and from where."""

from __future__ import annotations

from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.physics.flight import tanker_cover
from wargame.engine.rules.sorties import Params
from wargame.engine.world import World
from wargame.text.phrase import say


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What flew, and from where."""
    theatre = after.theatre
    from_japan = float((after.sorties[0] * theatre.on_japan).sum())
    elsewhere = float((after.sorties[0] * ~theatre.on_japan).sum())
    sentence = say(
        "{from_japan:.0f} fighter sorties from Japan, {elsewhere:.0f} from elsewhere, "
        "{carrier_sorties:.0f} from carriers; {bomber_loads:.1f} bomber strikes.",
        from_japan=from_japan,
        elsewhere=elsewhere,
        carrier_sorties=after.carrier_sorties[0],
        bomber_loads=after.bomber_loads[0],
    )
    tankers = float(tanker_cover(theatre, before.tanker_open_share, before.support_share, params)[0])
    why = Explanation(
        title="Fighter sorties over the strait, by where they start",
        contributions=(
            *((name, float(count)) for name, count in zip(theatre.names, after.sorties[0], strict=True) if count > 0),
            ("carriers", float(after.carrier_sorties[0])),
        ),
        score=float(after.sorties[0].sum() + after.carrier_sorties[0]),
        otherwise=say("{tankers:.0%} of the tankers were up; what flies far needs them.", tankers=tankers),
        rule="sorties",
        unit="sorties",
        sources=("judgement",),
    )
    return [Event("sorties", "us", sentence, why, weight=3)]
