"""The governments: who decides, by which doctrine, and what each can see."""

from types import ModuleType

from wargame.engine.agents import china, japan, taiwan, us
from wargame.engine.orders import SIDES

GOVERNMENTS: tuple[ModuleType, ...] = (china, taiwan, japan, us)  # in the order of SIDES
DOCTRINES: dict[str, tuple[str, ...]] = {
    side: tuple(module.POLICIES) for side, module in zip(SIDES, GOVERNMENTS, strict=True)
}
