"""A report as a paper to hand in: one HTML file with its question, answer, pictures, method and parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape  # for commands: a typographer's apostrophe would break them
from shlex import quote
from urllib.parse import quote as in_address

from wargame.batch.edition import edition
from wargame.engine.parameters import Distribution
from wargame.report.papers import parameters
from wargame.report.papers.standalone import alone
from wargame.scenario.inventory import Entry, Inventory, share_in_words
from wargame.text.html import number, text
from wargame.text.sources import keys_in, sources

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
PORT = 8765  # where `wargame play` listens if nobody else does
Setting = tuple[str, str]


@dataclass(frozen=True)
class Opens:
    """A world that a reader may want to see, and how to open it."""

    where: str  # the cell or the point
    what: str
    scenario: str
    seed: int
    world: int
    settings: tuple[Setting, ...]

    @property
    def command(self) -> str:
        given = "".join(f" --set {quote(f'{factor}={value}')}" for factor, value in self.settings)
        return f"wargame show {quote(self.scenario)} --seed {self.seed} --world {self.world}{given}"

    @property
    def address(self) -> str:
        given = "".join(f"&set={in_address(f'{factor}={value}', safe='')}" for factor, value in self.settings)
        scenario = in_address(self.scenario, safe="")
        return f"http://127.0.0.1:{PORT}/?page=world&scenario={scenario}&seed={self.seed}&world={self.world}{given}"


@dataclass(frozen=True)
class Paper:
    """What a report says, in the order in which it is read.

    Args:
        question: the title.
        byline: scenario, how many games, seed.
        finding: the answer in a sentence.
        answer: HTML below it.
        notices: what a reader must know before the numbers.
        design: rows of what was played: name and words.
        figures: HTML.
        tables: HTML.
        worlds: to open.
        method: rows of how numbers were made: name and words.
        limits: sentences.
        command: that makes this report again.
        inventory: the numbers of the scenario.
        files: what lies beside the report: name and what it holds.
    """

    question: str
    byline: str
    finding: str
    answer: str
    notices: Sequence[str]
    design: Sequence[tuple[str, str]]
    figures: str
    tables: str
    worlds: Sequence[Opens]
    method: Sequence[tuple[str, str]]
    limits: Sequence[str]
    command: str
    inventory: Inventory
    files: Sequence[tuple[str, str]]


def whole(paper: Paper) -> str:
    """The report as one HTML document that needs no network."""
    return alone(f"Linchpin: {paper.question}", page(paper), ["numbers.css", "paper.css"])


def page(paper: Paper) -> str:
    """The report."""
    notices = "".join(f"<p class='notice'>{text(words)}</p>" for words in paper.notices)
    edition_ = edition()
    return (
        "<main class='paper'><header><p class='kicker'>Linchpin, a wargame of a Taiwan crisis around 2027</p>"
        f"<h1>{text(paper.question)}</h1><p class='byline'>{text(paper.byline)}</p></header>"
        f"<section class='abstract'><h2 class='finding'>{text(paper.finding)}</h2>{paper.answer}{notices}</section>"
        f"<section><h2>What was played</h2>{_rows(paper.design)}</section>"
        f"<section><h2>What came out</h2>{paper.figures}</section>"
        f"<section><h2>The numbers</h2>{paper.tables}</section>"
        f"{_worlds(paper.worlds)}"
        f"<section><h2>How it was counted</h2>{_rows(paper.method)}"
        f"<h3>What the intervals do not hold</h3>{''.join(f'<p>{text(words)}</p>' for words in paper.limits)}</section>"
        f"{_parameters(paper.inventory)}"
        "<section class='again'><h2>To play it again</h2>"
        f"<pre tabindex='0' aria-label='Command'>{escape(paper.command)}</pre>"
        f"<p>Linchpin {text(edition_['version'])}, code {edition_['code']}, numpy {edition_['numpy']}. With the same "
        "three, the same command makes the same files to the last byte, on any number of processes.</p>"
        f"{_rows(paper.files)}</section></main>"
    )


def figure(caption: str, picture: str, key: str = "") -> str:
    """A picture with what it shows."""
    return f"<figure>{key}{picture}<figcaption>{text(caption)}</figcaption></figure>"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str, kind: str = "") -> str:
    """A table of words; the first column names the row, the others are numbers. Cells are HTML.

    `kind` is "said" where the others are words too, and "named" where the names are long.
    """
    heads = "".join(f"<th scope='col'{'' if at == 0 else ' class=n'}>{words}</th>" for at, words in enumerate(head))
    body = "".join(
        f"<tr><th scope='row'>{row[0]}</th>{''.join(f'<td class=n>{cell}</td>' for cell in row[1:])}</tr>"
        for row in rows
    )
    class_ = f"data {kind}".strip()
    return (
        f"<div class='wide-table' tabindex='0' role='region' aria-label='{text(caption)}'><table class='{class_}'>"
        f"<caption>{text(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def two(first: str, second: str) -> str:
    """A value with its interval below."""
    return f"{text(first)}<span class='label'>{text(second)}</span>"


def _rows(rows: Sequence[tuple[str, str]]) -> str:
    inner = "".join(f"<div><dt>{text(name)}</dt><dd>{text(words)}</dd></div>" for name, words in rows)
    return f"<dl class='facts'>{inner}</dl>"


def _worlds(worlds: Sequence[Opens]) -> str:
    if not worlds:
        return ""
    rows = "".join(
        f"<li><p><b>World {each.world}</b>{f' of {text(each.where)}' if each.where else ''}: {text(each.what)} "
        f"<a href='{text(each.address)}'>Open in the app</a></p><code>{escape(each.command)}</code></li>"
        for each in worlds
    )
    return (
        "<section><h2>Worlds to look at</h2><p>Each world is a game that can be told turn by turn. The command tells "
        "it in a terminal; the link steps through it while <code>wargame play</code> runs on this machine. Any other "
        f"world opens by its number, in the command and in the address.</p><ol class='worlds'>{rows}</ol></section>"
    )


def _parameters(inventory: Inventory) -> str:
    """The share that is judgement, what each world draws, where the rest comes from, and every number in a fold."""
    uncertain = [entry for entry in inventory.entries if isinstance(entry.value, Distribution)]
    changed = [entry for entry in inventory.entries if entry.is_changed and entry not in uncertain]
    parts = [
        f"<p><b>{text(share_in_words(inventory))}</b> Judgement means that we found nobody who published it. Numbers "
        "are those of the scenario as written; what was set or varied is told above.</p>"
    ]
    if uncertain:
        parts.append(_entries(uncertain, "Numbers that each world draws for itself"))
    if changed:
        parts.append(_entries(changed, "Numbers that this scenario changes"))
    cited: Mapping[str, int] = _cited(inventory)
    listed = "".join(
        f"<li><code>[{text(key)}]</code> {_emphasis(sources()[key])} <span class='quiet'>"
        f"({count} number{'' if count == 1 else 's'})</span></li>"
        for key, count in cited.items()
    )
    parts.append(f"<h3>Sources of the numbers that are not judgement</h3><ul class='sources'>{listed}</ul>")
    parts.append(
        f"<details class='fold'><summary>All {len(inventory.entries)} numbers, with unit, range and source</summary>"
        f"<div class='numbers'>{parameters.tables(inventory)}</div></details>"
    )
    return f"<section><h2>What it rests on</h2>{''.join(parts)}</section>"


def _entries(entries: Sequence[Entry], caption: str) -> str:
    rows = [
        [
            f"{text(entry.path)}<span class='label'>{text(entry.meaning)}</span>",
            parameters.value_words(entry.value),
            text(entry.unit),
            text(entry.source),
        ]
        for entry in entries
    ]
    return table(["Number", "Value", "Unit", "Source"], rows, caption)


def _cited(inventory: Inventory) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in inventory.entries:
        if entry.is_judgement:
            continue
        for key in keys_in(entry.source):
            found[key] = found.get(key, 0) + 1
    return {key: found[key] for key in sources() if key in found}


def _emphasis(words: str) -> str:
    """Titles between asterisks, as the list of sources has them, in italics; of links the words alone."""
    parts = text(_LINK.sub(r"\1", words).replace("`", "")).split("*")
    return "".join(f"<i>{part}</i>" if at % 2 and at < len(parts) - 1 else part for at, part in enumerate(parts))


def saved(ratio: float | None) -> str:
    """How many times as many worlds independent dice would need; a dash where no world differs."""
    return "–" if ratio is None else f"× {ratio:.3g}" if ratio < 1000 else f"× {ratio:,.0f}"


MODEL_NOTES = (
    "The model is one reading of a crisis that has not happened. Most of its numbers are judgement, and the "
    "intervals know nothing of that: they say how far the count would move with other dice, not how far the model "
    "may be from the world.",
    "What published games and polls found stands beside the model's results, hit or miss, under wargame evidence. "
    "What the model leaves out is listed in docs/LIMITS.md.",
)


def worlds_said(count: int) -> str:
    """So many worlds, in words."""
    return "1 world" if count == 1 else f"{number(count)} worlds"
