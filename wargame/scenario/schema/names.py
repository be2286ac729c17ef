"""Names in a scenario that refer to keys of another part of the same scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import core_schema

from wargame.scenario.file.faults import listed, shown
from wargame.text.phrase import say
from wargame.text.validation_error import misfit


@dataclass(frozen=True)
class NameOf:
    """Metadata of a name that must be a key of the mapping at `part`: `Annotated[str, NameOf("bases")]`.

    The loader gives the keys as validation context, so an unknown name is reported together with all other
    faults. Without that context, or where the scenario has no such part, nothing is checked.
    """

    part: str

    def check(self, name: Any, info: ValidationInfo) -> Any:
        known = (info.context or {}).get(self.part)
        if known is None or name in known:
            return name
        raise misfit(
            "unknown_name",
            say("{found} is not in {part}", found=shown(name), part=self.part),
            say("one of {names}", names=listed(list(known))) if known else say("{part} is empty", part=self.part),
            known=list(known),
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "description": f"a name from {self.part}", "x-names-of": self.part}
