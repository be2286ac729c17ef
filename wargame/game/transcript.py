"""The transcript of one game: its record as a person reads it, turn by turn."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from wargame.engine.orders import BY_KEY, SIDES
from wargame.engine.sides import SHORT_NAMES
from wargame.game.record import Record
from wargame.text.markdown import plain

WIDTH = 80
COUNTED = 5.0  # what is as large as this is a count, and has no hundredths
HEADLINES = "injects"  # the phase whose sentences are a scenario's, in Markdown


def transcript(record: Record, why: bool = True) -> str:
    """A whole game as text of at most 80 characters a line.

    Each turn has its orders (after the first of a stage, those that differ from the turn before), what happened and
    what was weighed, the weightiest first; with `why` also what moved each, the chance, the die, and what another
    die would have brought.
    """
    return "\n".join([*_head(record), *_turns(record, why), *_end(record)]) + "\n"


def _head(record: Record) -> Iterator[str]:
    yield f"{record['title']}: seed {record['seed']}, world {record['world']}, scenario {record['scenario']}"
    yield from wrap(plain(record["summary"]), WIDTH)
    doctrines = ", ".join(f"{SHORT_NAMES[side]} {_plain(name)}" for side, name in record["doctrines"].items())
    yield f"Doctrines: {doctrines}"
    if record["settings"]:
        yield from _wrapped("Set: ", ", ".join(f"{name}={value}" for name, value in record["settings"].items()))
    if record["fixed_orders"]:
        fixed = ", ".join(f"{name}={value}" for name, value in record["fixed_orders"].items())
        yield from _wrapped("Orders that hold whatever the doctrine says: ", fixed)


def _turns(record: Record, why: bool) -> Iterator[str]:
    before: dict[str, str] = {}
    for turn in record["turns"]:
        yield ""
        yield f"== {turn['date']} ({turn['stage']} turn {turn['turn'] + 1}) ".ljust(WIDTH, "=")
        yield from _orders(turn["orders"], turn["given"], before)
        before = turn["orders"]
        if turn["events"]:
            yield "What happened"
            for event in sorted(turn["events"], key=lambda event: -event["weight"]):
                yield from _told(event, "  - ", why)
        weighed = [event for event in turn["decisions"] if event["why"] and event["why"]["die"] is not None]
        if weighed:
            yield "What was weighed"
            for event in weighed:
                yield from _told(event, "  - ", why)
        plain_choices = [event for event in turn["decisions"] if event not in weighed]
        if plain_choices and why:
            yield "What was decided without a die"
            for event in plain_choices:
                yield from _told(event, "  - ", why)


def _orders(orders: dict[str, str], given: dict[str, str], before: dict[str, str]) -> Iterator[str]:
    """The orders of each side; only those that differ, where the turn before was of the same stage."""
    again = orders.keys() == before.keys()
    changed = {key: choice for key, choice in orders.items() if not again or before[key] != choice}
    yield "Orders" if not again else "Orders that changed" if changed else "Orders as before"
    for side in SIDES:
        words = [_order(key, choice, key in given) for key, choice in changed.items() if BY_KEY[key].side == side]
        if words:
            yield from _wrapped(f"  {SHORT_NAMES[side] + ':':<8}", "; ".join(words))


def _order(key: str, choice: str, fixed: bool) -> str:
    order = BY_KEY[key]
    return f"{order.label}: {order.choices[order.index(choice)].label}{' (fixed)' if fixed else ''}"


def _told(event: Record, mark: str, reasons: bool) -> Iterator[str]:
    yield from _wrapped(mark, plain(event["sentence"]) if event["phase"] == HEADLINES else event["sentence"])
    why = event["why"]
    if why is None or not reasons:
        return
    blank = "           "
    title = why["title"] if why["title"].endswith("?") else f"{why['title']}:"
    yield from _wrapped("      why: ", title)
    if why["contributions"]:
        digits = _digits(why)
        moved = sorted(why["contributions"].items(), key=lambda item: -abs(item[1]))
        told = [(name, _signed(value, digits)) for name, value in moved]
        parts = ", ".join(f"{name} {value}" for name, value in told if value.strip("0."))
        yield from _wrapped(
            blank, f"{parts or 'nothing weighed'}; in all {_signed(why['score'], digits)} {why['unit']}."
        )
    if why["conditions"]:
        yield from _wrapped(blank, f"{'; '.join(condition['said'] for condition in why['conditions'])}.")
    steps = [f"“{name}” from {_signed(cut)}" for name, cut in why["cuts"].items()]
    die = f"Die {why['die'] * 100:.0f}" if why["die"] is not None else ""
    throws = [throw["said"].removesuffix(".") for throw in why["throws"]]
    said = [", ".join(steps), why["odds"], die, why["otherwise"].removesuffix("."), *throws]
    rest = " ".join(f"{part}." for part in said if part)
    if rest:
        yield from _wrapped(blank, rest)


def _digits(why: Record) -> int:
    """Two for scores; for counts of ships and the like none, or one where they are not whole."""
    values = [*why["contributions"].values(), why["score"]]
    if why["cuts"] or max(abs(value) for value in values) < COUNTED:
        return 2
    return 0 if all(abs(value - round(value)) < 0.005 for value in values) else 1


def _end(record: Record) -> Iterator[str]:
    outcome = record["outcome"]
    yield ""
    yield "== Outcome ".ljust(WIDTH, "=")
    yield f"{outcome['label']}. {outcome['sentence']}"
    for detail in outcome["details"]:
        yield from wrap(detail, WIDTH)
    if record["refuses_access"]:
        yield from wrap(
            "Tokyo was made to refuse: what followed is a prediction of the model; no published game isolates it.",
            WIDTH,
        )


def _wrapped(lead: str, words: str) -> list[str]:
    return wrap(words, WIDTH, initial_indent=lead, subsequent_indent=" " * min(len(lead), 11)) or [lead.rstrip()]


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _signed(value: float, digits: int = 2) -> str:
    text = f"{value:+.{digits}f}".replace("-", "−")
    return text if text.strip("+−0.") else text[1:]
