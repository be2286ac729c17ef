"""How a long command works: who plays, where its files go, and whether it goes on with a run that was cut off."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.batch.checkpoint import CSV, PARQUET, PARTS, RUN, TURNS, Kept, begin, is_begun, resume
from wargame.batch.disk_space import check_room
from wargame.batch.edition import edition
from wargame.batch.simulate import Played, block_size

if TYPE_CHECKING:
    from wargame.batch.tables import About

FORM = 1  # of run.json; another form gets another number
CLUSTER_SHARES = 16  # a cluster may have any number of workers: so many tasks at least
EVEN = 4  # cases for each process with which they share out evenly enough


REPORT = "report.html"


class Complete(Exception):
    """There is nothing left to play."""


@dataclass(frozen=True)
class Work:
    """What a person asked for beside the games themselves.

    Args:
        jobs: processes on this machine.
        scheduler: address of a Dask scheduler that plays instead.
        out: the folder of the answer.
        resume: whether to go on with the run of that folder.
        csv: whether to write the worlds as CSV too.
        series: whether to keep what each turn left.
    """

    jobs: int = 1
    scheduler: str | None = None
    out: Path | None = None
    resume: bool = False
    csv: bool = False
    series: bool = False

    def check(self) -> None:
        """Refuse options that do not go together."""
        for given, name in ((self.resume, "--resume"), (self.csv, "--csv"), (self.series, "--series")):
            if given and self.out is None:
                raise click.UsageError(f"{name} needs a folder; give --out too")
        if self.scheduler is not None and self.jobs > 1:
            raise click.UsageError("--jobs and --scheduler: one or the other; the workers of a cluster are its own")

    def block_size(self, cells: int, runs: int) -> int:
        """Worlds to play at once: cases share out the work too, and a small block plays slowly."""
        if self.scheduler is not None:
            return block_size(cells, runs, -(-CLUSTER_SHARES // cells))
        even = cells % self.jobs == 0 or cells >= EVEN * self.jobs
        return block_size(cells, runs, 1 if even else self.jobs)

    def open(
        self, what: Mapping[str, Any], games: int, block_worlds: int, trial: Callable[[int], Played]
    ) -> Kept | None:
        """The parts of this run in its folder, if it has one.

        Args:
            what: everything that its results depend on.
            games: how many.
            block_worlds: worlds to play at once in a run that begins.
            trial: plays so many worlds, to see how much room they take.

        Raises:
            Complete: if the folder holds this run to its end.
            OutputFault: if the folder cannot take it.
            ClusterFault: if nothing can be played at the scheduler.
        """
        if self.scheduler is None and self.jobs == 1:
            import_module("wargame.model")  # this process plays: what that needs is among what stays, too
        gc.freeze()  # what is loaded stays: looking through it after each block, and at the end, takes long
        gc.enable()
        if self.out is None:
            return None
        import pyarrow

        pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # gives back what it freed; its own keeps 150 MB of it
        run = {"linchpin": FORM, **edition(), **what, "csv": self.csv, "series": self.series}
        if self.resume and is_begun(self.out):
            kept = resume(self.out, run)
            if kept is None:
                raise Complete
            return kept
        if self.scheduler is not None:
            from wargame.batch.cluster import check  # late: an extra

            check(self.scheduler)  # before anything is written
        check_room(self.out, games, self.series, self.csv, trial)
        kept = begin(self.out, run, block_worlds)
        if self.resume:
            click.echo(f"No run was begun in {self.out}: playing from the first game.", err=True)
        return kept

    def about(self, what: Mapping[str, Any], command: str) -> About:
        """What the rows of this run are: what was asked, by which edition, and the command that plays it again."""
        from wargame.batch.tables import About  # late: it loads Arrow

        return About(str(what["scenario"]), {"form": FORM, **edition(), **what, "command": command})

    def files(self, others: Mapping[str, str]) -> list[tuple[str, str]]:
        """What lies in the folder: each name with what it holds."""
        named = {PARQUET: "one row a world: seed, number, factors, outcome and measures"}
        named |= {CSV: "the same as CSV"} if self.csv else {}
        named |= {TURNS: "one row a world and turn"} if self.series else {}
        return [*named.items(), *others.items(), (RUN, "what was asked, for --resume")]


def how_to_go_on(out: Path) -> str:
    """What to say where a run was cut off."""
    return f"The games that are complete are in {out / PARTS}. The same command with --resume goes on from there."
