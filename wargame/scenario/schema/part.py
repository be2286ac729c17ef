"""What parts of a scenario have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Quarter = Annotated[str, StringConstraints(pattern=r"^20\d\d Q[1-4]$")]
Text = Annotated[str, StringConstraints(min_length=1)]
SHARE = (0.0, 1.0)
CHANGE = (-1.0, 1.0)


class Part(BaseModel):
    """A part of a scenario that is not only numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
