"""`wargame study`: the question of a file, answered with its points, effects and shares of variance."""

from __future__ import annotations

import json as json_
from contextlib import ExitStack
from pathlib import Path

import click
from rich.console import Console

from wargame.commands.watch import INTERRUPTED, progress, stops
from wargame.scenario.extends import names_in
from wargame.study.answer import Answer
from wargame.study.file import read_study, shipped_studies
from wargame.study.files import WorldWriter, as_json, write_answer
from wargame.study.output import open_folder
from wargame.study.plan import make, play
from wargame.study.report import show


def study(file: str, out: Path | None, jobs: int, json: bool) -> int:
    """Check, play, write and print. Returns the exit status."""
    plan = make(read_study(file))
    folder = None if out is None else open_folder(out)
    answer = Answer(plan)
    with ExitStack() as stack:
        stopped = stack.enter_context(stops())
        writer = None if folder is None else stack.enter_context(WorldWriter(folder, plan))
        told = stack.enter_context(progress(plan.games))
        for span, rows in play(plan, jobs, stopped, told):
            if writer is not None:
                writer.add(span, rows)
            answer.add(span, rows)
    if not answer.complete:
        click.echo(
            f"Stopped after {answer.games:,} of {plan.games:,} games: a part of a design answers nothing.", err=True
        )
        return INTERRUPTED
    if folder is not None:
        write_answer(folder, answer)
    if json:
        click.echo(as_json(answer))
    else:
        show(answer, Console())
        if folder is not None:
            click.echo(f"\nWritten to {folder}: {', '.join(sorted(path.name for path in folder.iterdir()))}")
    return 0


def list_studies(json: bool) -> int:
    """Tell the studies that come with the package. Returns the exit status."""
    found = []
    for name in names_in(shipped_studies()):
        read = read_study(name)
        found.append({"study": name, "question": read.file.question, "scenario": read.file.scenario,
                      "design": read.file.design})  # fmt: skip
    if json:
        click.echo(json_.dumps(found, indent=2, ensure_ascii=False))
    else:
        for each in found:
            click.echo(f"{each['study']}\n    {each['question']}")
    return 0
