"""Factors: what a person may set or vary from the command line, and the games that follow.

A factor is an order (`japan.access`), the stance `japan.stance`, or any number or word of the scenario by its
dotted path (`forces.us.lrasm`). An order holds for the whole game, whatever the doctrine says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any

from wargame.engine.orders import BY_KEY, STANCES, UnlawfulOrder, allowed
from wargame.engine.orders.script import Script
from wargame.scenario import Fault, ScenarioFaults, known_paths, load
from wargame.scenario.file.faults import cut, nearest
from wargame.scenario.file.reader import read_text
from wargame.scenario.schema.scenario import Scenario
from wargame.text.phrase import say, together, words_of

STANCE = "japan.stance"
MOST_CELLS = 400  # each is a scenario in memory and a row of the picture; more is an experiment plan of its own
AS_WRITTEN = "as written"

Setting = tuple[str, str]  # factor and value, as a person wrote them


@dataclass(frozen=True)
class Cell:
    """One game to be played many times: a scenario with its fixed orders, and how it came about.

    Args:
        name: what sets it apart from other cells, such as "japan.stance=refuse".
        settings: every factor that was set or varied.
        varied: of these, the factors that differ between cells.
        scenario: the scenario with its settings.
        script: the orders that always hold.
    """

    name: str
    settings: tuple[Setting, ...]
    varied: tuple[Setting, ...]
    scenario: Scenario
    script: Script

    @property
    def refuses_access(self) -> bool:
        """Whether Tokyo is made to refuse, which no published game isolates."""
        return "refuse" in self.script.always.get("japan.access", "")


class FactorFault(ValueError):
    """A factor or value that cannot be; the message has one line for each."""


def read_set(texts: Iterable[str]) -> list[Setting]:
    """Settings from `FACTOR=VALUE`."""
    return [_split(text, "--set", "FACTOR=VALUE") for text in texts]


def read_vary(texts: Iterable[str], option: str = "--vary") -> list[tuple[str, list[str]]]:
    """Factors with their values from `FACTOR=A,B,C`; commas inside brackets do not part values."""
    varied = []
    for text in texts:
        factor, listed = _split(text, option, "FACTOR=A,B,C")
        values = split_values(listed)
        if factor not in BY_KEY and (written := _one_number(listed)):
            raise FactorFault(
                f"{option} {cut(text)}: is {cut(listed)} one number, or a list? Write the number as {written}, "
                f'and a list with spaces in quotes, "{factor}={", ".join(values)}"'
            )
        if not all(values):
            raise FactorFault(f"{option} {cut(text)}: an empty value; write FACTOR=A,B,C")
        if is_repeated(factor, values):
            raise FactorFault(f"{option} {cut(text)}: the same value twice")
        varied.append((factor, values))
    return varied


def _one_number(listed: str) -> str:
    """How a list should have been written if it is one number with a comma in it; empty if it looks like a list.

    1,000 and 12,050 are no lists; 1,500 and 0,5 may be. 100,400 and 0,1,2 are lists.
    """
    grouped = re.fullmatch(r"(\d{1,3})((?:,\d{3})+)", listed)
    if grouped and (",0" in listed or (listed.count(",") == 1 and len(grouped[1]) < 3)):
        return listed.replace(",", "")
    return listed.replace(",", ".") if re.fullmatch(r"0,\d+|\d+,0\d*", listed) and listed != "0,0" else ""


def is_repeated(factor: str, values: Sequence[str]) -> bool:
    """Whether a value stands there twice: 0.2 and 0.20 are one number, however it is written; orders are words."""
    if len(set(values)) < len(values) or factor == STANCE or factor in BY_KEY:
        return len(set(values)) < len(values)
    read = [_read(value) for value in values]
    return any(value in read[:at] for at, value in enumerate(read))


def _read(text: str) -> tuple[type, Any]:
    """A value as the scenario reads it. What cannot be read is itself: the loader says what is wrong with it."""
    try:
        value = read_text(text, "", with_lines=False).plain()
    except ScenarioFaults:
        return str, text
    return (bool if isinstance(value, bool) else object), value  # true is no 1


def split_values(text: str) -> list[str]:
    """The values of a list with commas: "0.1,{uniform: [0.1, 0.3]}" has two."""
    values, depth = [""], 0
    for letter in text:
        depth += (letter in "[{") - (letter in "]}")
        if letter == "," and depth <= 0:
            values.append("")
        else:
            values[-1] += letter
    return [value.strip() for value in values]


def cells(
    scenario: str, set_: Sequence[Setting] = (), varied: Sequence[tuple[str, Sequence[str]]] = ()
) -> tuple[Cell, ...]:
    """Every combination of the varied values, the last factor turning fastest.

    Args:
        scenario: a file, or the name of a shipped scenario.
        set_: factors that hold in all cells.
        varied: factors with the values that each takes.

    Returns:
        One cell for each combination; one cell in all where nothing varies.

    Raises:
        FactorFault: for an unknown factor, an unlawful choice, or factors that set the same thing.
        ScenarioFaults: for faults of the file, and for values that a path of the scenario does not allow.
    """
    _check(scenario, [*set_, *((factor, value) for factor, values in varied for value in values)])
    check_apart([*(factor for factor, _ in set_), *(factor for factor, _ in varied)])
    count = prod(len(values) for _, values in varied)
    if count > MOST_CELLS:
        raise FactorFault(f"--vary makes {count:,} cells; at most {MOST_CELLS} can be compared at once")
    names = [factor for factor, _ in varied]
    return tuple(
        _cell(scenario, tuple(set_), tuple(zip(names, values, strict=True)))
        for values in product(*(values for _, values in varied))
    )


def _split(text: str, option: str, form: str) -> Setting:
    factor, equals, value = text.partition("=")
    if not equals or not factor.strip() or not value.strip():
        raise FactorFault(say("{option} {text}: not of the form {form}", option=option, text=cut(text), form=form))
    return factor_key(factor.strip()), value.strip()


def factor_key(factor: str) -> str:
    """The factor's one name: a fixed order of the scenario is the order itself."""
    order = factor.removeprefix("orders.")
    return order if order in BY_KEY else factor


def _orders(factor: str, value: str) -> dict[str, str]:
    """The orders that a factor gives; none for a path of the scenario."""
    if factor == STANCE:
        return STANCES[value]
    return {factor: value} if factor in BY_KEY else {}


def _check(scenario: str, settings: Sequence[Setting]) -> None:
    """All faults of orders and of names, before anything is loaded with them."""
    faults: list[str] = []
    paths: list[str] | None = None
    for factor, value in dict.fromkeys(settings):
        if factor == STANCE:
            if value not in STANCES:
                faults.append(
                    say("{key}: {found} is not a choice; {allowed}", key=STANCE, found=repr(cut(value)),
                        allowed=allowed(value, STANCES))
                )  # fmt: skip
        elif factor in BY_KEY:
            try:
                BY_KEY[factor].index(value)
            except UnlawfulOrder as fault:
                faults.append(words_of(fault))
        else:
            paths = known_paths(scenario) if paths is None else paths
            if factor.partition(".")[0] not in {path.partition(".")[0] for path in paths}:
                faults.append(_unknown(factor, paths))
    if faults:
        raise FactorFault(together(dict.fromkeys(faults), "\n"))


def _unknown(factor: str, paths: Sequence[str]) -> str:
    known = [*BY_KEY, STANCE, *paths]
    near = next((path for path in known if path.endswith(f".{factor}")), "") or nearest(factor, known)
    what = say(
        "{factor} is not a factor; one is an order such as japan.access, {stance}, or a path of the scenario such as "
        "forces.us.lrasm",
        factor=repr(cut(factor)),
        stance=STANCE,
    )
    return say("{what} (did you mean {near}?)", what=what, near=near) if near else what


def check_apart(factors: Sequence[str]) -> None:
    """No two factors may set the same order, for then the order of arguments would decide."""
    taken: dict[str, str] = {}
    for factor in factors:
        for key in _orders(factor, "refuse") if factor == STANCE else (factor,):
            if key in taken:
                if taken[key] == factor:
                    raise FactorFault(say("{factor} is given twice; give it once", factor=factor))
                raise FactorFault(
                    say("{one} and {other} both set {key}; give it once", one=taken[key], other=factor, key=key)
                )
            taken[key] = factor


def _cell(scenario: str, set_: tuple[Setting, ...], varied: tuple[Setting, ...]) -> Cell:
    settings = (*set_, *varied)
    paths = {factor: value for factor, value in settings if not _orders(factor, value)}
    try:
        loaded = load(scenario, paths)
    except ScenarioFaults as found:
        options = dict(varied)
        raise ScenarioFaults(_as_varied(fault, options) for fault in found.faults) from None
    always = loaded.orders.given()
    for factor, value in settings:
        always |= _orders(factor, value)
    name = ", ".join(f"{factor}={value}" for factor, value in varied) or AS_WRITTEN
    return Cell(name, settings, varied, loaded, Script(always))


def _as_varied(fault: Fault, varied: Mapping[str, str]) -> Fault:
    """Name the option that was written: a varied value reaches the loader as a setting."""
    option, _, setting = fault.file.partition(" ")
    if option == "--set" and setting.partition("=")[0] in varied:
        return replace(fault, file=f"--vary {setting}")
    return fault
