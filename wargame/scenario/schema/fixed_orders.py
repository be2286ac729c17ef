"""Orders that a scenario fixes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, create_model

from wargame.engine.orders import ORDERS, SIDES
from wargame.scenario.schema.part import Part


def _as_written(value: Any) -> Any:
    """A number as text: whoever writes `tariff: 25` means the choice 25."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _fixed(side: str) -> Any:
    """The orders that a scenario may fix for a side."""
    fields: dict[str, Any] = {}
    for order in ORDERS:
        if order.side == side:
            choice: Any = Literal[order.names]
            one: Any = Annotated[choice, BeforeValidator(_as_written)]
            kind: Any = one | Annotated[list[one], Field(min_length=1)] | None
            meaning = f"{order.question} One choice, or a list: one a turn, the last of which stays."
            fields[order.name] = (kind, Field(None, description=meaning))
    return create_model(f"{side.title()}Orders", __base__=Part, __doc__=f"Fixed orders of {side}.", **fields)


ChinaOrders, TaiwanOrders, JapanOrders, UsOrders = map(_fixed, SIDES)


class FixedOrders(Part):
    """Orders that stand for the whole game, whatever the doctrine says."""

    china: ChinaOrders = Field(default_factory=ChinaOrders)  # type: ignore[valid-type]
    taiwan: TaiwanOrders = Field(default_factory=TaiwanOrders)  # type: ignore[valid-type]
    japan: JapanOrders = Field(default_factory=JapanOrders)  # type: ignore[valid-type]
    us: UsOrders = Field(default_factory=UsOrders)  # type: ignore[valid-type]

    def given(self) -> dict[str, str | list[str]]:
        """Order key to choice, or to a list of choices by turn, for those that are fixed."""
        return {
            f"{side}.{name}": choice
            for side in SIDES
            for name, choice in getattr(self, side).model_dump(exclude_none=True).items()
        }
