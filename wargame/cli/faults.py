"""How faults of a person's input are told: a plain message on standard error, and status 2."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

USER_FAULT, BROKEN = 2, 1
# By name, so that a command imports only what it needs.
STATUS = {
    "ScenarioFaults": USER_FAULT, "FactorFault": USER_FAULT, "UnlawfulOrder": USER_FAULT, "OutputFault": USER_FAULT,
    "PlanFault": USER_FAULT, "MissingExtra": USER_FAULT, "ClusterFault": USER_FAULT, "TooManyGames": USER_FAULT,
    "SimulationFailed": BROKEN,
}  # fmt: skip


class Told(click.ClickException):
    """A message for a person, and the exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.exit_code = status  # type: ignore[misc]  # click reads it from the instance

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


class CommandGroup(click.Group):
    """Commands whose faults are told; an error of the program itself keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        with faults_told():
            return super().invoke(ctx)


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what a person got wrong into a message."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader of a pipe went away
            raise
        raise Told(f"{error.filename or 'a file'}: {error.strerror or error}", BROKEN) from error
    except Exception as error:
        status = STATUS.get(type(error).__name__)
        if status is None:
            raise
        raise Told(str(error), status) from error
