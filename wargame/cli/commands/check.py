"""`wargame check` and `wargame schema`: for those who write scenarios."""

from __future__ import annotations

from collections.abc import Sequence

import click

from wargame.scenario import ScenarioFaults, load
from wargame.scenario.json_schema import render
from wargame.scenario.schema.scenario import Scenario


def check(files: Sequence[str]) -> int:
    """Check every file. Returns the exit status."""
    status = 0
    for file in files:
        try:
            load(file)
        except ScenarioFaults as faults:
            click.echo(str(faults), err=True)
            status = 2
        else:
            click.echo(f"{file}: no fault")
    return status


def schema() -> None:
    """Print the JSON Schema."""
    click.echo(render(Scenario), nl=False)
