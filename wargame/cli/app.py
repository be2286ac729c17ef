"""The command line: arguments in, text and files out. Each command imports its work when it is called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import wraps
from io import TextIOWrapper
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from wargame import __version__
from wargame.batch.processes import make_ready
from wargame.cli.faults import CommandGroup

if TYPE_CHECKING:
    from wargame.statistics.stopping_rule import Width

MOST_SEED = 2**63 - 1  # what a column of the table of worlds can hold
MOST_RUNS = 100_000_000  # the same as simulate.MOST_GAMES, held equal by a test; importing that takes a second
MOST_JOBS = 256
RUNS, MOST_UNTIL = 1_000, 100_000  # worlds where nothing else is said
LEAST_PART = 0.01  # of a share, that an interval can be asked to be as narrow as

SET = click.option("--set", "set_", multiple=True, metavar="FACTOR=VALUE", help="Set a factor; may be repeated.")
JSON = click.option("--json", is_flag=True, help="Print one JSON document and nothing else.")
SEED = click.option("--seed", type=click.IntRange(0, MOST_SEED), default=0, show_default=True, help="Of all dice.")
JOBS = click.option("--jobs", type=click.IntRange(1, MOST_JOBS), default=1, show_default=True, help="Processes.")
EVENTS = click.option(
    "--least-events",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="With --until: go on until it has come in so many worlds of a cell, as rare events need.",
)
WORK = (
    JOBS,
    click.option("--scheduler", metavar="ADDRESS", help="Play on a Dask cluster, such as tcp://127.0.0.1:8786."),
    click.option("--out", type=click.Path(path_type=Path), help="A new folder for rows, summary, pictures and report."),
    click.option("--resume", is_flag=True, help="Go on with the run in --out that was cut off."),
    click.option("--csv", is_flag=True, help="Write the worlds as CSV too."),
    click.option("--series", is_flag=True, help="Keep what every turn left, one row a world and turn."),
)


class Half(click.FloatRange):
    """Half the width of an interval: in its unit, or with % as a part of the share that it is the interval of.

    Nothing is outside a range that is asked of `nan`, nor ever as narrow as it.
    """

    name = "width"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        from wargame.statistics.stopping_rule import Width, read_width

        if isinstance(value, Width):
            return value
        try:
            width = read_width(str(value))
        except ValueError:
            self.fail(f"{value!r} is no width; write 0.01, or 10% for a tenth of the share.", param, context)
        if not isfinite(width.half):
            self.fail(f"{value} is not a number that an interval can reach.", param, context)
        if width.is_relative:
            if not LEAST_PART <= width.half <= 1:
                self.fail(f"{value} is not from {LEAST_PART:.0%} to 100% of a share.", param, context)
            return width
        return Width(super().convert(width.half, param, context))


def worked(command: Callable[..., None]) -> Callable[..., None]:
    """Make a command that plays for long: its options, and what lets it begin soon."""

    @wraps(command)
    def ready(**given: Any) -> None:
        gc.disable()  # until Work.open: loading code leaves no garbage, and looking for some takes a tenth of its time
        try:
            make_ready(given["jobs"])
            command(**given)
        finally:
            gc.enable()

    for option in reversed(WORK):
        ready = option(ready)
    return ready


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wargame")
def commands() -> None:
    """Linchpin: an agent-based wargame of a Taiwan crisis around 2027.

    A SCENARIO is the name of a shipped one, such as reset_2027, or the path of a file. A FACTOR is an order
    (japan.access), the stance japan.stance (what Tokyo says and does, together), or a path of the scenario
    (forces.us.lrasm, model.trust.tariff_effect). The value of a path may be uncertain: {uniform: [0.1, 0.3]}.
    """


@commands.command()
@click.argument("scenario", default="reset_2027")
@click.option("--port", type=click.IntRange(0, 65535), help="Of the web app; else the first free one from 8765.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Listen at this address; 0.0.0.0 opens the game to every network of this machine.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    envvar="WARGAME_NAME",
    metavar="NAME",
    help="A host name it is opened by; may be repeated. Or WARGAME_NAME.",
)
@click.option(
    "--base-path",
    default="",
    envvar="WARGAME_BASE_PATH",
    metavar="PATH",
    help="Serve everything under a path, such as /linchpin. Or WARGAME_BASE_PATH.",
)
@click.option(
    "--proxy",
    is_flag=True,
    envvar="WARGAME_PROXY",
    help="Trust X-Forwarded-For, -Proto and -Host: a proxy stands in front of it. Or WARGAME_PROXY=1.",
)
def play(
    scenario: str, port: int | None, no_browser: bool, host: str, names: tuple[str, ...], base_path: str, proxy: bool
) -> None:
    """Start the web app and play in a browser.

    Without --host only this machine can open it. docs/SERVING.md says how to serve a class.
    """
    from wargame.scenario import load
    from wargame.ui.guard.site import BadSite
    from wargame.ui.server import PortTaken, serve

    load(scenario)  # its faults are told before a page opens
    try:
        serve(scenario, port, not no_browser, host, names, base_path, proxy)
    except (PortTaken, BadSite) as fault:
        raise click.ClickException(str(fault)) from fault


@commands.command()
@click.argument("scenario")
@click.option("--runs", type=click.IntRange(1), help="Worlds of each cell, 1000 by default; with --until the most.")
@SEED
@SET
@click.option("--vary", multiple=True, metavar="FACTOR=A,B,C", help="Compare values on the same dice; may be repeated.")
@worked
@click.option(
    "--until",
    type=Half(0.0005, 0.5),
    metavar="HALF",
    help="Stop once the interval is no wider than this to either side: 0.01 is one point, 10% a tenth of the share "
    "(of the larger of two).",
)
@EVENTS
@click.option(
    "--of",
    default="war",
    show_default=True,
    metavar="OUTCOME",
    help="Whose share --until looks at: taken (China gets Taiwan), war, or a class of outcome.",
)
@click.option(
    "--against",
    default="",
    metavar="CELL",
    help="Differences to this cell in place of the first, by its value (combat) or name (japan.stance=combat); "
    "all for every pair.",
)
@JSON
def run(
    scenario: str, runs: int | None, seed: int, set_: tuple[str, ...], vary: tuple[str, ...],
    until: Width | None, of: str, against: str, least_events: int, json: bool, **work: Any,
) -> None:  # fmt: skip
    """Play many complete games, and count how they end: above all, whether China gets Taiwan."""
    from wargame.cli.commands.run import Asked
    from wargame.cli.commands.run import run as run_games
    from wargame.cli.long_run import Work

    runs = runs or (RUNS if until is None else MOST_UNTIL)
    sys.exit(run_games(Asked(scenario, runs, seed, set_, vary, until, of, against, least_events), Work(**work), json))


@commands.command()
@click.argument("file", required=False)
@worked
@JSON
def study(file: str | None, json: bool, **work: Any) -> None:
    """Play the study of a FILE, and answer its question; without FILE, list the studies that come with the game.

    A study says in YAML what is asked, which factors vary over which range, and which points are played.
    """
    from wargame.cli.commands.study import list_studies
    from wargame.cli.commands.study import study as play_study
    from wargame.cli.long_run import Work

    sys.exit(list_studies(json) if file is None else play_study(file, Work(**work), json))


@commands.command()
@click.argument("scenario")
@click.option("--runs", type=click.IntRange(1), default=1000, show_default=True, help="Worlds with and without each.")
@SEED
@SET
@worked
@JSON
def linchpin(scenario: str, runs: int, seed: int, set_: tuple[str, ...], json: bool, **work: Any) -> None:
    """Remove each base and each host's consent: what it takes from the flow of sorties, and from many games."""
    from wargame.cli.commands.linchpin import Asked
    from wargame.cli.commands.linchpin import linchpin as analyse
    from wargame.cli.long_run import Work

    sys.exit(analyse(Asked(scenario, runs, seed, set_), Work(**work), json))


@commands.command()
@click.argument("scenario")
@click.option("--from", "before", required=True, metavar="STANCE", help="refuse, support, combat or join.")
@click.option("--to", "after", required=True, metavar="STANCE", help="The stance whose effect is parted.")
@click.option("--of", default="taken", show_default=True, metavar="MEASURE", help="What is asked of each world.")
@click.option("--word", is_flag=True, help="Only what Tokyo says differs; what it then does, it decides itself.")
@click.option(
    "--runs", "-n", type=click.IntRange(2), help="Worlds of each mix, 1000 by default; with --until the most."
)
@SEED
@SET
@worked
@click.option(
    "--until",
    type=Half(0.0, min_open=True),
    metavar="HALF",
    help="Stop once no part's interval is wider than this to either side: 0.01 is one point of a share, 10% a tenth "
    "of the larger of the two means.",
)
@EVENTS
@JSON
def attribute(
    scenario: str, before: str, after: str, of: str, word: bool, runs: int | None, seed: int, set_: tuple[str, ...],
    until: Width | None, least_events: int, json: bool, **work: Any,
) -> None:  # fmt: skip
    """Part the effect of a stance: how much by what Tokyo does, and by who hears what it says.

    Every mix of the two stances is played on the same dice. The parts add up to the whole effect.
    """
    from wargame.cli.commands.attribute import Asked
    from wargame.cli.commands.attribute import attribute as part
    from wargame.cli.long_run import Work

    runs = runs or (RUNS if until is None else MOST_UNTIL)
    sys.exit(part(Asked(scenario, before, after, of, word, runs, seed, set_, until, least_events), Work(**work), json))


@commands.command()
@click.argument("scenario")
@click.option("--strategies", multiple=True, metavar="FACTOR=A,B,C", help="What a side chooses from, not its doctrine.")
@click.option(
    "--player",
    "players",
    multiple=True,
    type=click.Choice(["china", "taiwan", "japan", "us"]),
    help="Who chooses, all four by default; may be repeated.",
)
@click.option("--runs", "-n", type=click.IntRange(2), default=200, show_default=True, help="Worlds of each profile.")
@SEED
@SET
@worked
@JSON
def equilibria(
    scenario: str, strategies: tuple[str, ...], players: tuple[str, ...], runs: int, seed: int,
    set_: tuple[str, ...], json: bool, **work: Any,
) -> None:  # fmt: skip
    """Take the governments' doctrines, or orders, as a game: which strategies does nobody gain by leaving?

    Payoffs are the scenario's `utilities`, over games on the same dice. Says how sure each equilibrium is.
    """
    from wargame.cli.commands.equilibria import Asked
    from wargame.cli.commands.equilibria import equilibria as solve
    from wargame.cli.long_run import Work

    sys.exit(solve(Asked(scenario, strategies, players, runs, seed, set_), Work(**work), json))


@commands.command()
@click.argument("scenario")
@SEED
@click.option("--world", type=click.IntRange(0, MOST_RUNS - 1), default=0, show_default=True, help="Row of a batch.")
@SET
@click.option("--why", is_flag=True, help="Say for each decision and result what moved it, the chance and the die.")
@JSON
def show(scenario: str, seed: int, world: int, set_: tuple[str, ...], why: bool, json: bool) -> None:
    """Tell one game turn by turn: orders, what happened, and how it ended; with --why also why."""
    from wargame.cli.commands.show import show as show_game

    show_game(scenario, seed, world, set_, why, json)


@commands.command()
@click.argument("code")
@JSON
def verify(code: str, json: bool) -> None:
    """Play the game of a share CODE again, and see whether it came out as the code says."""
    from wargame.cli.commands.verify import verify as verify_code

    sys.exit(verify_code(code, json))


@commands.command()
@click.option("--runs", type=click.IntRange(500, 100_000), default=1000, show_default=True, help="Worlds.")
@SEED
@JSON
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write one page that needs no network.")
def evidence(runs: int, seed: int, json: bool, html: Path | None) -> None:
    """Hold the model against published games and polls: hits and misses."""
    from wargame.cli.commands.evidence import evidence as hold

    hold(runs, seed, json, html)


@commands.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> None:
    """Check scenario files; every fault is printed with its place."""
    from wargame.cli.commands.check import check as check_files

    sys.exit(check_files(files))


@commands.command()
@click.argument("scenario", default="reset_2027")
@click.option("--assumptions", is_flag=True, help="List only numbers that are judgement.")
@click.option("--search", default="", metavar="WORD", help="List only numbers that say this; several words all count.")
@JSON
def parameters(scenario: str, assumptions: bool, search: str, json: bool) -> None:
    """List every number of the model: value, unit, range, source and meaning."""
    from wargame.cli.commands.parameters import parameters as list_numbers

    list_numbers(scenario, assumptions, search, json)


@commands.command()
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from wargame.cli.commands.check import schema as print_schema

    print_schema()


def main() -> None:
    """Run a command; what a person got wrong ends with a plain message and status 2."""
    for stream in (sys.stdout, sys.stderr):
        _write_everything(stream)
    commands()


def _write_everything(stream: TextIO) -> None:
    """Let a stream take every letter: a terminal shows ? for those that it has not, files and pipes are UTF-8.

    What PYTHONIOENCODING says about the encoding holds, but no letter ends a command.
    """
    if not isinstance(stream, TextIOWrapper):
        return  # closed, or replaced by a program that calls the commands
    if not stream.isatty() and not os.environ.get("PYTHONIOENCODING"):
        stream.reconfigure(encoding="utf-8")
    if stream.encoding.lower().replace("-", "") != "utf8":
        stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
