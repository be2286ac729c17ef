"""A turn that has been played: what was ordered then, and the buttons that step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.game.forecasts import BY_KEY
from wargame.text.html import Template
from wargame.text.language import tr
from wargame.text.phrase import marked, say
from wargame.ui.turn import decision

if TYPE_CHECKING:
    from wargame.engine.orders import Order
    from wargame.game.play import Situation

BACK = (("first", "Home", say("First turn"), "|◂"), ("back", marked("ArrowLeft"), say("Turn before"), say("◂ Back")))
ON = (("on", marked("ArrowRight"), say("Next turn"), say("Next ▸")), ("last", "End", say("Last turn"), "▸|"))


def where(now: Situation, at: int, last: int) -> Markup:
    """Which turn is shown, for the bar."""
    return _DRAWN.where(at, tr("The end") if now.stage == "over" else now.date)


def ordered(now: Situation, given: Mapping[str, str], said: Mapping[str, float], mine: bool = True) -> Markup:
    """The decision of a turn as it was made; nothing in it can be changed."""
    if now.outcome is not None:
        return _DRAWN.ended(now.outcome)
    if not given and now.decisions:
        return _DRAWN.waits(mine)
    main = decision.asked(now)
    others = [d for d in now.decisions if d not in main and d.order.key in given]
    forecasts = [(100 * share, BY_KEY[key].words) for key, share in said.items() if key in BY_KEY]
    return _DRAWN.ordered(decision.decision(now, given), others, given, forecasts, mine)


def footer(
    at: int, last: int, over: bool, leads: str = "", copies: bool = False, problem: str = "", attempt: int = 0
) -> Markup:
    """The bar below: first, back, which turn, on, last; the way back; and the way into a copy from this turn."""
    turns = last if over else last + 1
    said = tr("The end, replay") if over and at == last else tr("Turn {at} of {turns}, replay", at=at + 1, turns=turns)
    back = leads or (tr("To the debrief") if over else tr("Back to the game"))
    return _DRAWN.footer(attempt, problem, BACK, at == 0, said, ON, at == last, copies, back)


def _label_of(order: Order, choice: str) -> str:
    return next((c.label for c in order.choices if c.name == choice), choice)


_DRAWN = Template("ui/replay/turn.html", label_of=_label_of)
