"""`wargame study`: the question of a file, answered with its points, effects and shares of variance."""

from __future__ import annotations

import json as json_
from collections.abc import Sequence
from contextlib import ExitStack, closing, nullcontext

import click
from rich.console import Console

from wargame.analysis.study.answer import Answer
from wargame.analysis.study.file import read_study, shipped_studies
from wargame.analysis.study.plan import Plan, PointPlayer, Span, make
from wargame.batch.checkpoint import CSV, PARQUET, TURNS, Kept, held, told, write_text
from wargame.batch.tables import write_tables
from wargame.batch.tasks import Batch, digest
from wargame.cli.long_run import REPORT, Complete, Work, how_to_go_on
from wargame.cli.progress import INTERRUPTED, progress, stops
from wargame.report.files.study import ANSWER, PICTURE, POINTS, span_table, span_turns, write_answer
from wargame.report.files.summary import as_json
from wargame.report.tables.study import show
from wargame.scenario.file.extends import names_in


def study(file: str, work: Work, json: bool) -> int:
    """Check, play, write and print. Returns the exit status."""
    work.check()
    plan = make(read_study(file))
    player, spans = PointPlayer(plan, work.series), list(plan.spans())
    try:
        kept = work.open(_what(plan), plan.games, 0, lambda worlds: player(Span(0, 1, 0, min(worlds, plan.worlds))))
    except Complete:
        assert work.out is not None
        click.echo(f"The study in {work.out} is complete; nothing is left to play.", err=True)
        if json:
            click.echo((work.out / ANSWER).read_text(encoding="utf-8"), nl=False)
        return 0
    answer = Answer(plan, work.out)
    with ExitStack() as stack:
        if kept is not None:
            stack.enter_context(held(kept.folder))
        stopped = stack.enter_context(stops())
        pace = stack.enter_context(progress(plan.games))
        batch = Batch(player, spans, lambda span: span.games)
        for span, played in stack.enter_context(closing(batch.played(kept, work.jobs, work.scheduler, stopped, pace))):
            with nullcontext() if work.out is None else told(work.out):
                answer.add(span, played.rows)
        if kept is not None and answer.complete:
            _finish(file, kept, answer, spans, work)
    if not answer.complete:
        click.echo(
            f"Stopped after {answer.games:,} of {plan.games:,} games: a part of a design answers nothing.", err=True
        )
        if work.out is not None:
            click.echo(how_to_go_on(work.out), err=True)
        return INTERRUPTED
    if json:
        click.echo(as_json(answer))
    else:
        show(answer, Console())
        if work.out is not None:
            names = sorted(path.name for path in work.out.iterdir() if not path.name.startswith("."))
            click.echo(f"\nWritten to {work.out}: {', '.join(names)}")
    return 0


def _what(plan: Plan) -> dict[str, object]:
    """Everything that the answer depends on: a study goes on only where all of it is the same."""
    file = plan.study.file
    return {
        "kind": "study",
        "study": plan.study.name,
        "scenario": file.scenario,
        "rules_and_numbers": digest(plan.cells),
        "question": file.question,
        "measure": file.measure,
        "design": file.design,
        "points": len(plan.points),
        "worlds": file.worlds,
        "seed": file.seed,
        "set": dict(plan.study.set_),
        "factors": [factor.as_document() for factor in plan.study.factors],
    }


def _finish(file: str, kept: Kept, answer: Answer, spans: Sequence[Span], work: Work) -> None:
    """Make the files of the answer, and take the parts away."""
    plan, about = answer.plan, work.about(_what(answer.plan), _command(file, work))
    with told(kept.folder):
        tables = (span_table(plan, span, kept.rows(number)) for number, span in enumerate(spans))
        write_tables(kept.folder, PARQUET, tables, CSV if work.csv else None, about)
        if work.series:
            turns = (span_turns(plan, span, kept.turns(number)) for number, span in enumerate(spans))
            write_tables(kept.folder, TURNS, turns, about=about)
        write_answer(kept.folder, answer)
        write_text(kept.folder / REPORT, _report(file, answer, work))
        kept.done()


def _report(file: str, answer: Answer, work: Work) -> str:
    from wargame.report.papers.study import report  # late: nothing else here needs the page

    files = {ANSWER: "what was found, as JSON", POINTS: "each point with its mean and interval, as CSV",
             PICTURE: "Figure 1 as a picture"}  # fmt: skip
    return report(answer, _command(file, work), work.files(files))


def _command(file: str, work: Work) -> str:
    from wargame.report.papers.study import command_of  # late, as above

    return command_of(file, work.csv, work.series)


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
