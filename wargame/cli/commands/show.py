"""`wargame show`: one game of a batch, turn by turn."""

from __future__ import annotations

import json as json_text
from collections.abc import Sequence

import click

from wargame.game.record import record
from wargame.game.transcript import transcript
from wargame.scenario.factors import cells, read_set


def show(scenario: str, seed: int, world: int, set_: Sequence[str], why: bool, json: bool) -> None:
    """Play and tell one world."""
    (cell,) = cells(scenario, read_set(set_))
    told = record(scenario, cell, seed, world)
    click.echo(json_text.dumps(told, indent=2, ensure_ascii=False) if json else transcript(told, why), nl=json)
