"""`wargame verify`: the game of a share code, played again."""

from __future__ import annotations

import json as json_text

import click

from wargame import scenario as files
from wargame.game.play import situation
from wargame.game.share import BadCode, decode, fingerprint, open_shared

DIFFERS = 1  # exit status: the game was read, and does not come out as it was said


def verify(code: str, json: bool) -> int:
    """Replay a code and hold its end against its fingerprint. Raises ClickException on a code that cannot be read."""
    try:
        shared = decode(code)
        if shared.scenario not in files.shipped_names():
            raise BadCode(
                f"The code is of the scenario {shared.scenario!r}, which is not among those shipped: "
                f"{', '.join(files.shipped_names())}."
            )
        game = open_shared(shared, files.load(shared.scenario))
    except BadCode as fault:
        raise click.UsageError(str(fault)) from None
    now = situation(game)
    found = fingerprint(game) if now.stage == "over" else None
    told = {
        "scenario": shared.scenario, "seed": shared.seed, "world": shared.world, "seat": shared.seat or "watch",
        "turns": len(game.orders), "outcome": now.outcome.label if now.outcome else None,
        "fingerprint": found, "verified": found is not None and found == shared.fingerprint,
    }  # fmt: skip
    click.echo(json_text.dumps(told, indent=2) if json else _words(told, shared.fingerprint))
    return 0 if told["verified"] or shared.fingerprint is None else DIFFERS


def _words(told: dict[str, object], said: str | None) -> str:
    where = f"{told['scenario']}, seed {told['seed']}, world {told['world']}, seat {told['seat']}"
    ended, found = f"It ended: {told['outcome']}.", told["fingerprint"]
    if told["outcome"] is None:
        result = "The game is not over, so there is nothing to verify."
    elif said is None:
        result = f"{ended} The code carries no fingerprint; that of this end is {found}."
    elif told["verified"]:
        result = f"{ended} Verified: fingerprint {said}."
    else:
        result = f"{ended} NOT as the code says: fingerprint {found}, not {said}."
    return f"{where}: {told['turns']} turns\n{result}"
