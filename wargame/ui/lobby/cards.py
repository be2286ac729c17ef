"""The lobby: choose a crisis, choose a seat, begin; or go on with a saved game."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wargame.charts import theatre_map
from wargame.charts.marks import side_glyph, side_shape
from wargame.charts.projection import FLAGSHIP, THUMBNAILS, Frame
from wargame.engine.sides import SIDE_NAMES
from wargame.text.html import attribute, counted, text
from wargame.text.language import tr
from wargame.text.markdown import block, inline, plain
from wargame.text.phrase import say
from wargame.ui.shared.topbar import ticks

SEATS = {
    "japan": say("Decide who may fly from your soil, and what it is worth."),
    "us": say("Tariffs, commitments, and whether to fight."),
    "taiwan": say("Hold long enough for help to matter."),
    "china": say("Press, blockade, invade, or wait."),
    "watch": say("The model plays all four. You see what each did, and why."),
}
THE = {**SIDE_NAMES, "us": say("the United States")}
WATCH = say("Watch")
DIFFICULTY = {"easy": 1, "medium": 2, "hard": 3}
HARD = {"easy": say("easy"), "medium": say("medium"), "hard": say("hard")}


@dataclass(frozen=True)
class Quick:
    """A quick question on the rules."""

    ask: str
    answers: tuple[str, ...]
    right: int  # from 1
    because: str


@dataclass(frozen=True)
class Brief:
    """What a seat is told: a few lines, and goals that pull apart."""

    words: str
    goals: tuple[str, ...]
    more: str = ""  # the long brief
    quiz: tuple[Quick, ...] = ()


@dataclass(frozen=True)
class Card:
    """A scenario as the lobby shows it."""

    name: str
    title: str
    summary: str
    minutes: int
    difficulty: str
    turns: int  # of the crisis
    briefs: Mapping[str, Brief]
    places: tuple[tuple[float, float], ...] = ()
    weeks: int = 0  # of a blockade with which it begins, at most


@dataclass(frozen=True)
class SavedRow:
    """A saved game in the list."""

    key: str
    title: str
    seat: str | None
    status: str
    turn: int
    turns: int
    when: str
    over: bool
    trouble: str = ""  # why it cannot be opened; empty if it can
    row: int = 0  # by which what is kept of it is found


def scenarios(cards: Sequence[Card], chosen: str, saved: Sequence[SavedRow], count: int = 0) -> str:
    """The left side: the flagship large, the others small, and the latest of the saved games, of how many."""
    if not cards:
        return (
            f"<h1>{tr('Choose a crisis')}</h1><p class='notice'>"
            f"{tr('There is no scenario to play in the folder scenarios.')}</p>"
        )
    first, rest = cards[0], cards[1:]
    small = "".join(_small(card, chosen, THUMBNAILS[i % len(THUMBNAILS)]) for i, card in enumerate(rest))
    return (
        f"<main class='lobby-main'><h1>{tr('Choose a crisis')}</h1><p class='lede'>"
        + tr(
            "You decide for one government. Afterwards you see the same dice under another Japanese "
            "stance. Or play nothing: <a href='./?page=compare' data-act='compare'>Compare stances over "
            "many games</a>."
        )
        + f"</p>{_latest(saved)}<div role='radiogroup' aria-label='{tr('Crisis')}'>{_large(first, chosen)}"
        f"{f'<div class=small-cards>{small}</div>' if small else ''}</div>{_saved(saved, count)}</main>"
    )


def seats(
    cards: Sequence[Card], chosen: str, seat: str, seed: int | None = None, error: str = "", attempt: int = 0
) -> str:
    """The right side: seats, the brief of each, and Begin; it says so where the address sets the dice."""
    rows = "".join(_seat(name, words, name == seat) for name, words in SEATS.items())
    card = next((c for c in cards if c.name == chosen), None)
    briefs = "".join(_brief(name, card) for name in SEATS)
    words = "".join(
        f"<span class='for-{name}'>{tr('Begin as {side}', side=tr(THE[name])) if name in THE else tr('Begin')}</span>"
        for name in SEATS
    )
    alert = f"<p class='notice' role='alert' tabindex='0'>{text(error)}</p>" if error else ""  # long ones scroll
    same = tr("Dice of seed {seed}: all who open this address meet the same.", seed=seed)
    dice = "" if seed is None else f"<p class='small dice'>{same}</p>"
    return (
        f"<aside class='lobby-aside' data-attempt='{attempt}'><div class='above'><h2 id='seats'>"
        f"{tr('Choose your seat')}</h2>{dice}<div class='seats' role='radiogroup' aria-label='{tr('Seat')}'>"
        f"{rows}</div>{briefs}</div><div class='begin'>{alert}<p class='phone-only small'>"
        f"<a href='#seats'>{tr('Choose another seat, or read its brief')}</a></p>"
        f"<button type='button' class='main' data-act='begin' data-asks='scenario seat'>{words}</button>"
        "<p class='label'>"
        f"{tr('The model plays every government that nobody holds.')}</p></div></aside>"
    )


def _large(card: Card, chosen: str) -> str:
    return (
        f"<label class='card flagship'>{_radio(card, chosen)}<span class='picture'>"
        f"{theatre_map.ground(FLAGSHIP, 'slice')}"
        f"{_dots(card, FLAGSHIP)}</span><span class='words'><span class='card-title'>{text(card.title)}</span>"
        f"<span class='summary'>{inline(tr(card.summary))}</span>{_facts(card, True)}</span></label>"
    )


def _small(card: Card, chosen: str, frame: Frame) -> str:
    return (
        f"<label class='card small-card'>{_radio(card, chosen)}<span class='picture'>"
        f"{theatre_map.ground(frame, 'slice')}"
        f"{_dots(card, frame)}</span><span class='words'><span class='card-title'>{text(card.title)}</span>"
        f"<span class='summary'>{inline(tr(card.summary))}</span>{_facts(card, False)}</span></label>"
    )


def _radio(card: Card, chosen: str) -> str:
    checked = "checked" if card.name == chosen else ""
    return f"<input type='radio' name='scenario' value='{attribute(card.name)}' data-act='scenario' {checked}>"


def _facts(card: Card, large: bool) -> str:
    hard = DIFFICULTY.get(card.difficulty, 2)
    dots = "".join(
        f"<circle cx='{5 + 12 * i}' cy='5' r='4' stroke='var(--ink2)' fill='{'var(--ink2)' if i < hard else 'none'}'/>"
        for i in range(3)
    )
    turns = (
        (
            tr("{turns} turns, then blockade or war if they come", turns=card.turns)
            if large
            else counted(card.turns, "turn")
        )
        if card.turns
        else tr("from D-day")
    )
    if card.weeks:
        turns = tr("{weeks} weeks at most", weeks=card.weeks)
    minutes = tr("{minutes} minutes", minutes=card.minutes) if large else tr("{minutes} min", minutes=card.minutes)
    return (
        f"<span class='facts'><span>{minutes}</span><span>"
        f"{turns}</span><span>"
        f"<svg class='glyph' aria-hidden='true' width='34' height='10' viewBox='0 0 34 10'>{dots}</svg> "
        f"{text(HARD.get(card.difficulty, card.difficulty))}</span></span>"
    )


def _dots(card: Card, frame: Frame) -> str:
    """US bases in Japan and Guam as squares, and Taiwan."""
    shapes = []
    for latitude, longitude in card.places:
        x, y = frame.at(latitude, longitude)
        if frame.holds(x, y):
            shapes.append(side_shape("us", round(x, 1), round(y, 1), 5))
    shapes.append(side_shape("taiwan", round(frame.taipei_x, 1), round(frame.taipei_y + 6, 1), 5.5))
    return (
        f"<svg class='marks' aria-hidden='true' viewBox='0 0 {frame.width} {frame.height}' "
        f"preserveAspectRatio='xMidYMid slice'>{''.join(shapes)}</svg>"
    )


def _seat(name: str, words: str, checked: bool) -> str:
    return (
        f"<label class='seat-row'><input type='radio' name='seat' value='{name}' data-act='seat' "
        f"{'checked' if checked else ''}>"
        f"{side_glyph(None if name == 'watch' else name, 18)}<span><b>{tr(SIDE_NAMES.get(name, WATCH))}</b>"
        f"<span class='small quiet'>{text(words)}</span></span><span class='dot'></span></label>"
    )


def _brief(name: str, card: Card | None) -> str:
    brief = card.briefs.get(name) if card else None
    if name == "watch" or brief is None:
        body = (
            "<p class='small quiet'>"
            + tr("Step through the game turn by turn. Every decision opens to its reasons.")
            + "</p>"
        )
        title = tr("You watch")
    else:
        goals = "".join(f"<li>{inline(tr(goal))}</li>" for goal in brief.goals)
        body = f"<div class='small prose'>{block(tr(brief.words))}</div><ol class='goals'>{goals}</ol>"
        if len(brief.goals) > 1:
            body += f"<p class='small faint'>{tr('These may pull apart. You may not get them all.')}</p>"
        if brief.more:
            body += (
                f"<details class='fold'><summary><span>{tr('Read more')}</span></summary><div class='small prose'>"
                f"{block(tr(brief.more))}</div></details>"
            )
        if brief.quiz:
            asks = "".join(_quick(f"{name}-{i}", quick) for i, quick in enumerate(brief.quiz))
            count = tr("{quiz} quick questions", quiz=len(brief.quiz))
            body += (
                f"<details class='fold'><summary><span>{count}</span><span class='now'>"
                f"{tr('if you like')}</span></summary>{asks}</details>"
            )
        title = tr("Your brief: {name}", name=tr(SIDE_NAMES[name]))
    return f"<section class='brief-of for-{name}'><h2>{title}</h2>{body}</section>"


def _quick(name: str, quick: Quick) -> str:
    """A question; the browser tells at once whether the answer was right, and why."""
    rows = "".join(
        (
            f"<label class='lever'><input type='radio' name='quiz-{name}' data-verdict='"
            f"{tr('Right.') if i == quick.right else tr('Not quite.')} {text(plain(tr(quick.because)))}'><span>"
            f"{inline(tr(answer))}</span></label>"
        )
        for i, answer in enumerate(quick.answers, 1)
    )
    return (
        f"<fieldset class='quick'><legend class='small'>{inline(tr(quick.ask))}</legend>{rows}"
        "<p class='small verdict' role='status'></p></fieldset>"
    )


def _latest(rows: Sequence[SavedRow]) -> str:
    """The way back into the game that was played last and is not over, in sight of who comes back."""
    row = next((row for row in rows if not row.over and not row.trouble), None)
    if row is None:
        return ""
    return (
        f"<p class='latest'>{side_glyph(row.seat)} <a href='./?game={attribute(row.key)}' data-act='open' "
        f"data-value='{attribute(row.key)}'><b>{tr('Continue')}</b>{tr(': ')}{text(row.title)}{tr(', ')}"
        f"{text(row.status)}</a></p>"
    )


def _saved(rows: Sequence[SavedRow], count: int) -> str:
    if not rows:
        return ""
    lines = "".join(_closed(row) if row.trouble else _open(row) for row in rows)
    return (
        f"<section class='saved'><h2>{tr('Continue')}</h2><table><tbody>{lines}</tbody></table><p class='all-games'>"
        f"<a href='./?page=games' data-act='games'>{tr('All your games ({count})', count=count)}</a></p></section>"
    )


def _open(row: SavedRow) -> str:
    return (
        f"<tr><td>{side_glyph(row.seat)}</td><th scope='row'>{text(row.title)}</th><td>{text(row.status)}</td>"
        f"<td class='ticks-cell'>{ticks(row.turn, row.turns)}</td><td class='faint'>{text(row.when)}</td>"
        f"<td class='n'><a href='./?game={attribute(row.key)}' data-act='open' data-value='"
        f"{attribute(row.key)}' aria-label='{tr('Debrief of') if row.over else tr('Continue')} "
        f"{text(row.title)}{tr(', ')}{text(row.status)}'>"
        f"{tr('Debrief') if row.over else tr('Continue')}</a></td></tr>"
    )


def _closed(row: SavedRow) -> str:
    """A game that cannot be opened: a way to what is kept of it, and why, in a row of its own."""
    why = "<br>".join(text(line) for line in tr(row.trouble).splitlines())
    return (
        f"<tr class='closed'><td>{side_glyph(row.seat)}</td><th scope='row'>{text(row.title)}</th>"
        f"<td>{tr('Cannot be opened')}</td><td class='ticks-cell'></td><td class='faint'>{text(row.when)}</td>"
        f"<td class='n'><button type='button' class='link' data-act='raw' data-value='{row.row}' "
        f"aria-label='{tr('Save its data')}{tr(': ')}{text(row.title)}'>{tr('Save its data')}</button></td></tr>"
        f"<tr class='why'><td></td><td class='small' colspan='3'>{why}</td></tr>"
    )
