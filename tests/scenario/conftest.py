"""A small scenario class, and ways to load it, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, StringConstraints

from wargame.engine.parameters import Number, Section, quantity, sourced
from wargame.scenario import Fault, NameOf, ScenarioFaults, check
from wargame.scenario.file.extends import read_with_parents
from wargame.scenario.file.reader import read_text

BaseName = Annotated[str, NameOf("bases")]
Policy = Literal["hedging", "loyal", "autonomous"]
Share = Annotated[float, Field(ge=0, le=1)]


class Base(Section):
    aircraft: Number = quantity("aircraft", (0, 1000), "combat aircraft on D-day", whole=True)
    runways: list[Annotated[float, Field(ge=300)]] = Field([])
    port: bool = False


class Side(Section):
    readiness: Number = quantity("share", (0, 1), "of what it was told to be able to do")
    doctrine: Policy | dict[Policy, Share] = "hedging"
    home: BaseName | None = None


class Trust(Section):
    tariff_effect: Number = sourced(0.2, "share", (0, 1), "judgement", "trust lost to a tariff")


class Rules(Section):
    trust: Trust = Trust()


class SmallScenario(Section):
    title: Annotated[str, StringConstraints(min_length=1)]
    start: Annotated[str, StringConstraints(pattern=r"^20\d\d Q[1-4]$")] = Field(
        "2027 Q1", description="the first quarter, as in 2025 Q4"
    )
    turns: int = Field(8, ge=1, le=40)
    tempo: Literal["quarter", "month", "week"] = "quarter"
    bases: dict[str, Base]
    sides: dict[Literal["china", "japan"], Side] = Field({})
    losses: dict[BaseName, int] = Field({})
    notes: list[str] = Field([])
    model: Rules = Rules()


VALID = """\
title: A small crisis
turns: 12
tempo: month
bases:
  Kadena:
    aircraft: 80
    runways: [3688, 3688]
  Misawa:
    aircraft: {uniform: [20, 40]}
sides:
  china:
    readiness: 0.7
  japan:
    readiness: 0.5
    doctrine: {hedging: 0.7, loyal: 0.3}
    home: Kadena
model:
  trust: {tariff_effect: {triangular: [0.1, 0.2, 0.3]}}
"""


@pytest.fixture(scope="session")
def small() -> type[SmallScenario]:
    return SmallScenario


@pytest.fixture(scope="session")
def valid() -> str:
    return VALID


@pytest.fixture(scope="session")
def load_text() -> Callable[..., SmallScenario]:
    """Load YAML text as a small scenario, with settings."""

    def load(text: str, **settings: str) -> SmallScenario:
        return check(SmallScenario, read_text(text, "a.yaml"), settings)

    return load


@pytest.fixture(scope="session")
def faults_of() -> Callable[..., list[str]]:
    """The faults of what is called, as the person sees them."""

    def faults(act: Callable[..., Any], *arguments: Any, **named: Any) -> list[str]:
        with pytest.raises(ScenarioFaults) as caught:
            act(*arguments, **named)
        return str(caught.value).splitlines()

    return faults


@pytest.fixture(scope="session")
def faults_if_any() -> Callable[..., list[Fault]]:
    """The faults of what is called; none where it succeeds. Any other error is passed on."""

    def faults(act: Callable[..., Any], *arguments: Any, **named: Any) -> list[Fault]:
        try:
            act(*arguments, **named)
        except ScenarioFaults as caught:
            return caught.faults
        return []

    return faults


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def load_file(folder: Path) -> Callable[..., SmallScenario]:
    """Load a file of the working folder as a small scenario."""

    def load(name: str, **settings: str) -> SmallScenario:
        return check(SmallScenario, read_with_parents(folder / name), settings)

    return load
