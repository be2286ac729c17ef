"""How faults of a person's input are told: a plain message on standard error, and status 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

USER_FAULT, BROKEN, INTERRUPTED = 2, 1, 130


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what a person got wrong into a message; anything else is a fault of ours and shows its traceback."""
    try:
        yield
    except (click.exceptions.Exit, SystemExit):
        raise
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        status = _status(error)
        if status is None:
            raise
        click.echo(str(error), err=True)
        sys.exit(status)


def _status(error: Exception) -> int | None:
    """The exit status for an error with a message for people; imports only what is loaded already."""
    name = type(error).__name__
    if name in ("ScenarioFaults", "FactorFault", "UnlawfulOrder", "OutputFault"):
        return USER_FAULT
    return BROKEN if name == "SimulationFailed" else None
