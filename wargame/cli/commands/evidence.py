"""`wargame evidence`: published results beside the model's, in the terminal, as JSON, and as one HTML file."""

from __future__ import annotations

import json as json_text
from pathlib import Path

import click
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from wargame.analysis.evidence import document
from wargame.analysis.evidence.findings import Finding, findings
from wargame.analysis.evidence.reliability import stored, stored_parts
from wargame.batch.checkpoint import check_new, write_text

VERDICTS = {"hit": "✓ hit", "miss": "✗ miss", "met": "· met", "off": "· off", "beside": "· not judged"}
WIDE = 100  # characters from which the published range has a column of its own


def evidence(runs: int, seed: int, json: bool, html: Path | None) -> None:
    """Play, compare and show.

    Raises:
        OutputFault: if the page cannot be written, before anything is played.
    """
    if html is not None:
        check_new(html, "--html")
    found = findings(runs, seed)
    if html is not None:
        from wargame.report.papers.evidence import whole_page  # late: nothing else here needs the page

        write_text(html, whole_page(found, runs, seed))
    if json:
        click.echo(json_text.dumps(document.as_document(found, runs, seed), indent=2, ensure_ascii=False))
        return
    console = Console()
    console.print(render(found, runs, seed, console.width))
    if html is not None:
        click.echo(f"\nWritten to {html}")


def render(found: tuple[Finding, ...], runs: int, seed: int, width: int) -> RenderableType:
    """The whole table, for a terminal of a width in characters."""
    parts: list[RenderableType] = [
        Text(f"{document.count(found)}", "bold"),
        *(Text(line) for line in document.counts(found)),
        Text(f"N {runs:,} worlds of each scenario · seed {seed}"),
        Text(document.HIT, "dim"),
    ]
    for group in document.groups(found):
        parts += [Text(), Text(group.head, "bold"), *(Text(line, "dim") for line in document.origins(group.findings))]
        parts.append(_table(group.findings, width))
    missed = [
        (group.head, finding) for group in document.groups(found) for finding in group.findings if finding.sentence
    ]
    if missed:
        parts += [Text(), Text("Why it misses", "bold")]
        for head, finding in missed:
            named = Text.assemble((finding.published.quantity, "bold"), (f" ({head.lower()}). ", "dim"))
            parts.append(named.append(finding.sentence))
    parts += [Text(), Text(document.RELIABILITY, "bold"), Text(document.reliability_words(stored()), "dim")]
    parts += [Text(document.reliability_part_words(stored_parts()), "dim")]
    return Group(*parts, Text(), Text(document.RULE, "dim"), Text(document.FITTED_NOTE, "dim"))


def _table(found: tuple[Finding, ...], width: int) -> Table:
    wide = width >= WIDE
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, header_style="dim", expand=wide)
    table.add_column("", ratio=3)
    table.add_column("published", justify="right", ratio=2)
    if wide:
        table.add_column("a hit is", justify="right", ratio=2)
    table.add_column("model", justify="right")
    table.add_column("median; 80% of worlds", justify="right")
    table.add_column("", no_wrap=True)
    for finding in found:
        value, spread = document.model_words(finding)
        median = document.median_words(finding)
        row = [Text(finding.published.quantity), Text(document.published_words(finding), "dim")]
        if wide:
            row.append(Text(document.asked_words(finding), "dim"))
        basis = document.BASES.get(finding.published.basis, "")
        words = VERDICTS[finding.verdict] + (f", {basis}" if basis else "")
        verdict = Text(words, "bold yellow" if finding.verdict == "miss" else "dim")
        table.add_row(
            *row,
            Text(value, "bold" if finding.sentence else ""),
            Text(f"{median}; {spread}" if median else spread, "dim"),
            verdict,
        )
    return table
