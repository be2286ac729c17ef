"""A study as a small YAML file: what is asked, what is varied, and which points are played."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import PydanticCustomError, core_schema

from wargame.analysis.questions import ASKED
from wargame.analysis.study.factor import Factor
from wargame.engine.orders import BY_KEY
from wargame.engine.parameters import Distribution
from wargame.installed import shipped
from wargame.scenario import Fault, ScenarioFaults, check, known_paths
from wargame.scenario.factors import STANCE, FactorFault, cells, check_apart, factor_key, is_repeated
from wargame.scenario.file.extends import display, names_in
from wargame.scenario.file.faults import Place, fault_at, listed, nearest, shown
from wargame.scenario.file.reader import Node, read_file
from wargame.scenario.numbers import Declared, declared
from wargame.text.validation_error import misfit

MOST_SEED = 2**63 - 1
MOST_POINTS = 65_536
MOST_WORLDS = 1_000_000
DESIGNS = ("grid", "one_at_a_time", "latin_hypercube", "sobol_sequence", "sobol_indices", "morris", "discovery")
POWERS = ("sobol_sequence", "sobol_indices")
UNREAD = {
    "points": "leave it out: factors, and in a grid `steps`, say which points are played",
    "steps": "leave it out: `points` says how many are played, or each factor moves alone",
}
UNSAMPLED = ("grid", "one_at_a_time")  # their points follow from the factors
HOW = (
    "`declared`, `as written`, {around: 0.25}, a list of values, or a distribution such as {uniform: [0.1, 0.3]}"
)  # fmt: skip


class Varied(NamedTuple):
    """How a study file says that a factor varies."""

    kind: str  # "declared", "as written", "around", "values" or "distribution"
    value: Any = None


class _HowVaried:
    """Reads what stands behind a factor."""

    @staticmethod
    def check(value: Any) -> Varied:
        if value in ("declared", "as written"):
            return Varied(str(value))
        if isinstance(value, list):
            odd = [item for item in value if not isinstance(item, (str, int, float, dict))]
            if value and not odd:
                return Varied("values", value)
            found = f"{shown(odd[0])} in a list" if odd else "an empty list"
            raise misfit("varied", found, "give values, such as [0.1, 0.3]")
        elif isinstance(value, dict) and len(value) == 1:
            ((kind, given),) = value.items()
            if kind == "around":
                if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 < given <= 1:
                    found = f"{shown(given)} cannot be the share around a value"
                    raise misfit("around", found, "a number above 0, at most 1")
                return Varied("around", float(given))
            if kind in Distribution.SHAPES:
                return Varied("distribution", value)
        raise misfit("varied", f"{shown(value)} is no way to vary a factor", HOW)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"description": HOW}


Text = Annotated[str, Field(min_length=1)]
_NAMES: Any = Literal[tuple(ASKED)]
_DESIGNS: Any = Literal[DESIGNS]


class StudyFile(BaseModel):
    """What a person writes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    question: Text = Field(description="what is asked, in words")
    scenario: Text = Field(description="the name of a shipped scenario, or a path")
    measure: _NAMES = Field("war", description="what is asked of each world")
    design: _DESIGNS = Field(description="which points are played")
    points: int = Field(
        64, ge=2, le=MOST_POINTS, description="points of a sample; base points of sobol_indices; paths of morris"
    )
    worlds: int = Field(ge=1, le=MOST_WORLDS, description="worlds played at each point")
    steps: int = Field(3, ge=2, le=50, description="values of each factor that has a spread, in a grid")
    seed: int = Field(1, ge=0, le=MOST_SEED, description="of all dice, and of the sample")
    set: dict[str, str | int | float | bool] = Field({}, description="factors that hold at every point")
    factors: dict[str, Annotated[Varied, _HowVaried()]] = Field(min_length=1, description="what varies, and how")

    @model_validator(mode="after")
    def _sizes_are_read(self) -> StudyFile:
        """A size that the design would ignore is refused: who wrote it expects another study."""
        unread = {"points": self.design in UNSAMPLED, "steps": self.design != "grid"}
        for name in sorted(self.model_fields_set & unread.keys()):
            if unread[name]:
                raise misfit("unread", f"{self.design} has no use for it", UNREAD[name], at=(name,))
        return self

    @model_validator(mode="after")
    def _points_are_balanced(self) -> StudyFile:
        if self.design in POWERS and self.points & (self.points - 1):
            below = 1 << (self.points.bit_length() - 1)
            found = f"{self.points} points would unbalance a Sobol sequence"
            raise misfit("power_of_two", found, f"a power of two such as {below} or {2 * below}", at=("points",))
        return self


class Study(NamedTuple):
    """A study file that was checked against its scenario."""

    name: str
    scenario: str  # as the loader finds it
    file: StudyFile
    factors: tuple[Factor, ...]
    set_: tuple[tuple[str, str], ...]


def shipped_studies() -> Path:
    """The folder of the studies that come with the package: in a wheel, or at the top of the repository."""
    return shipped("studies")


def read_study(path_or_name: str | Path) -> Study:
    """Read a study and check it against its scenario.

    Args:
        path_or_name: a file, or the name of a shipped study such as `stance_or_escorts`.

    Raises:
        ScenarioFaults: with every fault of the file, each at its place; or with those of its scenario.
    """
    if not str(path_or_name):
        raise ScenarioFaults([fault_at(Place("an empty name"), "give the name of a study, or the path of a file")])
    path = _find(path_or_name)
    tree = read_file(path, display(path))
    if not isinstance(tree.value, dict):
        found = "the file is empty" if tree.value is None else f"the file holds {shown(tree.value)}"
        raise ScenarioFaults([fault_at(tree.place, found, "a study is a mapping, `key: value`")])
    file = check(StudyFile, tree)
    return _Checked(file, tree, path).study()


def _find(name: str | Path) -> Path:
    folder = shipped_studies()
    for file in (Path(name), *(folder / f"{name}{ending}" for ending in ("", ".yaml", ".yml"))):
        try:
            if file.is_file() or (file.exists() and file == Path(name)):
                return file
        except (OSError, ValueError):  # a name too long, or with a zero byte
            continue
    known = list(dict.fromkeys([*names_in(Path(name).parent), *names_in(folder)]))
    raise ScenarioFaults(
        [
            fault_at(
                Place(str(name)),
                f"there is no study {shown(str(name))}",
                f"one of {listed(names_in(folder))}, or the path of a file",
                suggestion=nearest(Path(name).stem, known),
            )
        ]
    )


class _Checked:
    """Holds a study file against its scenario; every fault is kept with its place."""

    def __init__(self, file: StudyFile, tree: Node, path: Path) -> None:
        self.file, self.tree, self.path = file, tree, path
        self.faults: list[Fault] = []
        scenario = self._scenario()
        self.paths = known_paths(scenario)
        self.scenario = scenario
        self.set_ = tuple((factor_key(name), _text(value)) for name, value in file.set.items())
        for name, value in file.set.items():
            self._try("set", name, factor_key(name), _text(value))
        self._raise()
        try:
            (base,) = cells(scenario, self.set_)
        except FactorFault as fault:
            raise ScenarioFaults([fault_at(self._place("set"), str(fault), path="set")]) from None
        self.numbers = declared(base.scenario)
        self.parts = {path[:at] for path in self.numbers for at, letter in enumerate(path) if letter == "."}

    def study(self) -> Study:
        named = {key for key in map(factor_key, self.file.factors) if key not in self.parts}
        found: dict[str, Factor] = {}
        for name, varied in self.file.factors.items():
            key = factor_key(name)
            if key in self.parts:
                inner = [number for path, number in self.numbers.items() if path.startswith(f"{key}.")]
                if varied.kind in ("values", "distribution"):
                    self._fault(name, f"{name} is a part with {len(inner)} numbers", "`declared` or {around: 0.25}")
                    continue
                for number in inner:
                    if number.path not in named:
                        factor = self._spread(number, varied, name, forgiving=True)
                        if factor is not None:
                            found.setdefault(number.path, factor)
            else:
                factor = self._factor(name, key, varied)
                if key in found:
                    self._fault(name, f"{key} under another name, given above", "each factor once", at_key=True)
                elif factor is not None:
                    found[key] = factor
        self._raise()
        if not found:
            self._fault("", "nothing varies", "at least one number that is not 0, or with a spread")
            self._raise()
        self._check_apart(found)
        if self.file.design == "discovery":
            self._check_discovery(list(found.values()))
        return Study(display(self.path), self.scenario, self.file, tuple(found.values()), self.set_)

    def _check_discovery(self, found: list[Factor]) -> None:
        """Two choices are compared, over numbers, by what happens or does not."""
        words = [factor for factor in found if not factor.is_number]
        if len(words) != 1 or len(words[0].levels) != 2:
            given = ", ".join(f"{factor.path} with {len(factor.levels)}" for factor in words) or "none"
            self._fault("", f"factors of words: {given}", "one with two values, which discovery compares")
        if len(words) == len(found):
            self._fault("", "no number varies", "at least one, for conditions to be found in")
        if not ASKED[self.file.measure].is_share:
            names = listed([name for name, asked in ASKED.items() if asked.is_share])
            self.faults.append(
                fault_at(self._place("measure"), f"{self.file.measure} is no event", f"one of {names}", "measure")
            )
        self._raise()

    def _factor(self, name: str, key: str, varied: Varied) -> Factor | None:
        number = self.numbers.get(key)
        if number is not None and varied.kind == "values":
            return self._levels(number, varied.value, name)
        if number is not None:
            return self._spread(number, varied, name)
        if key not in BY_KEY and key != STANCE and key not in self.paths:
            known = [*BY_KEY, STANCE, *self.paths]
            near = next((path for path in known if path.endswith(f".{key}")), "") or nearest(key, known)
            allowed = f"an order such as japan.access, {STANCE}, or a path of the scenario such as forces.us.lrasm"
            self._fault(name, "unknown factor", allowed, near, at_key=True)
            return None
        if varied.kind != "values":
            self._fault(name, "a factor of words, or a number that worlds cannot differ in", "a list of values")
            return None
        levels = tuple(_text(value) for value in varied.value)
        if is_repeated(key, levels):
            self._fault(name, "the same value twice", "each value once")
        for index, level in enumerate(levels):
            self._try("factors", name, key, level, index)
        return Factor(key, levels, is_number=False)

    def _levels(self, number: Declared, values: list[Any], name: str) -> Factor | None:
        if any(isinstance(value, dict) for value in values):  # a distribution among the levels: a scenario of its own
            levels = tuple(_text(value) for value in values)
            if is_repeated(number.path, levels):
                self._fault(name, "the same value twice", "each value once")
            for index, level in enumerate(levels):
                self._try("factors", name, number.path, level, index)
            return Factor(number.path, levels, is_number=False, as_written=number.words, unit=number.unit)
        checked: list[float] = []
        for index, value in enumerate(values):
            try:
                checked.append(float(number.bounds.check(value)))  # type: ignore[arg-type]
            except PydanticCustomError as error:
                self._bound(name, error, index)
        if len(set(checked)) < len(checked):
            self._fault(name, "the same value twice", "each value once")
        levels = tuple(repr(value) if not value.is_integer() else f"{value:.0f}" for value in checked)
        return Factor(number.path, levels, whole=number.bounds.whole, unit=number.unit, as_written=number.words)

    def _spread(self, number: Declared, varied: Varied, name: str, forgiving: bool = False) -> Factor | None:
        """A number with what it is drawn from; None, and a fault where it was named, if it would not move."""
        spread = self._distribution(number, varied, name, forgiving)
        if spread is None:
            return None
        return Factor(
            number.path, spread=spread, whole=number.bounds.whole, unit=number.unit, as_written=number.words
        )  # fmt: skip

    def _distribution(self, number: Declared, varied: Varied, name: str, forgiving: bool) -> Distribution | None:
        bounds, value = number.bounds, number.value
        if varied.kind == "declared":
            return Distribution("uniform", (bounds.low, bounds.high), bounds.low, bounds.high)
        if varied.kind == "distribution":
            try:
                spread = bounds.check(varied.value)
            except PydanticCustomError as error:
                self._bound(name, error)
                return None
            assert isinstance(spread, Distribution)
            return spread
        if isinstance(value, Distribution):  # around what is uncertain is its own spread
            return value
        if varied.kind == "as written":
            if not forgiving:
                self._fault(name, f"{value:g} is certain in the scenario", "a spread or a list of values")
            return None
        low, high = sorted((value * (1 - varied.value), value * (1 + varied.value)))
        low, high = max(low, bounds.low), min(high, bounds.high)
        if bounds.whole:
            low, high = float(round(low)), float(round(high))
        if low == high:
            if not forgiving:
                self._fault(name, f"{value:g} has no room around it", "a spread or a list of values")
            return None
        return Distribution("uniform", (low, high), bounds.low, bounds.high)

    def _try(self, part: str, name: str, key: str, value: str, index: int | None = None) -> None:
        """Load the scenario with one value, and keep what is wrong with it."""
        node = self.tree.child(part)
        node = node.child(name) if node else None
        item = node.child(index) if node and index is not None else node
        place = item.place if item else self._place(part)
        try:
            cells(self.scenario, [(key, value)])
        except FactorFault as fault:
            self.faults.append(fault_at(place, str(fault), path=f"{part}.{name}"))
        except ScenarioFaults as found:
            self.faults += [
                replace(fault, file=place.file, line=place.line, column=place.column, path=f"{part}.{name}")
                for fault in found.faults
            ]

    def _check_apart(self, found: dict[str, Factor]) -> None:
        """No two factors, and no setting, may set the same thing."""
        try:
            check_apart([*(name for name, _ in self.set_), *found])
        except FactorFault as fault:
            self._fault("", str(fault), "")
        self._raise()

    def _scenario(self) -> str:
        """The scenario as it is found from here, or beside the study."""
        name = self.file.scenario
        for file in (self.path.parent / name, self.path.parent / f"{name}.yaml"):
            try:
                if file.is_file():
                    return str(file)
            except OSError:  # a name too long
                continue
        try:
            known_paths(name)
        except ScenarioFaults as found:
            node = self.tree.child("scenario")
            place = node.place if node else self.tree.place
            raise ScenarioFaults(
                replace(fault, file=place.file, line=place.line, column=place.column, path="scenario")
                if fault.line is None
                else fault
                for fault in found.faults
            ) from None
        return name

    def _place(self, part: str, name: str = "", index: int | None = None, at_key: bool = False) -> Place:
        node = self.tree.child(part) or self.tree
        if at_key and name in node.key_places:
            return node.key_places[name]
        inner = node.child(name) if name else None
        item = inner.child(index) if inner and index is not None else None
        return (item or inner or node).place

    def _fault(self, name: str, found: str, allowed: str, near: str = "", at_key: bool = False) -> None:
        path = f"factors.{name}" if name else "factors"
        self.faults.append(fault_at(self._place("factors", name, None, at_key), found, allowed, path, near))

    def _bound(self, name: str, error: PydanticCustomError, index: int | None = None) -> None:
        found, _, allowed = error.message().partition("; ")
        self.faults.append(fault_at(self._place("factors", name, index), found, allowed, f"factors.{name}"))

    def _raise(self) -> None:
        if self.faults:
            raise ScenarioFaults(dict.fromkeys(self.faults))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
