"""Which edition of the game this is: its version, and a digest of what decides a result."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np

from wargame import __version__
from wargame.installed import PACKAGE

# What plays and counts begins here; all that these import decides results too.
PLAYED_FROM = (
    "wargame.batch.simulate",
    "wargame.analysis.attribution.shares",
    "wargame.analysis.equilibria.nash",
    "wargame.analysis.linchpin.removals",
    "wargame.analysis.study.plan",
    "wargame.analysis.study.answer",
)
NO_NUMBERS = ("text", "charts", "report", "ui")  # wings whose data are words, pictures and letters
_IMPORT = re.compile(r"^[ \t]*(?:from (wargame[\w.]*) import (\([^)]*\)|[^\n]+)|import (wargame[\w.]*))", re.MULTILINE)


@cache
def code() -> str:
    """A digest of the code that plays and of its data, in 12 digits: two editions of one version can differ."""
    return digest(PACKAGE)


def digest(package: Path) -> str:
    """The digest of a copy of the package, wherever it lies."""
    found = hashlib.sha256()
    for path in sorted({*_imported(package, PLAYED_FROM), *_data(package)}):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def edition() -> dict[str, str]:
    """What has to be the same for results to be the same to the last bit."""
    return {"version": __version__, "code": code(), "numpy": np.__version__}


def _imported(package: Path, names: Iterable[str]) -> set[Path]:
    """The files of some modules, and of every module of the package that they import, however late."""
    found: set[Path] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        path = _file(package, name)
        if path is None or path in found:
            continue
        found.add(path)
        waiting.append(name.rpartition(".")[0])  # the package that it stands in is imported first
        for module, names_of, whole in _IMPORT.findall(path.read_text(encoding="utf-8")):
            waiting += [whole or module, *(f"{module}.{name}" for name in re.findall(r"\w+", names_of))]
    return found


def _file(package: Path, module: str) -> Path | None:
    """The file of a module; None for a name that is no module, such as a function of one."""
    if "." not in module:
        return None
    path = package.joinpath(*module.split(".")[1:])
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def _data(package: Path) -> Iterator[Path]:
    """Files that the code reads numbers from, such as the fit of Beijing's odds."""
    for path in package.rglob("*"):
        parts = path.relative_to(package).parts
        words = parts[0] in NO_NUMBERS or parts[0].startswith("_") or "__pycache__" in parts
        if not words and path.is_file() and path.suffix != ".py":
            yield path
