"""What a command that answers a question prints at its end: one JSON document, or a table and where the files are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click
from rich.console import Console, RenderableType

WIDEST = 80  # characters of a table


def tell(
    document: str, table: Callable[[], RenderableType], files: Mapping[str, str], folder: Path | None, json: bool
) -> None:
    """Write the files, if a folder is asked for, and print.

    Args:
        document: the answer as JSON.
        table: makes the answer for a terminal.
        files: name to contents.
        folder: of the files; None for none.
        json: whether the document alone is printed.
    """
    if folder is not None:
        for name, contents in files.items():
            (folder / name).write_text(contents, encoding="utf-8")
    if json:
        click.echo(document)
        return
    console = Console()
    console.width = min(console.width, WIDEST)
    console.print(table())
    if folder is not None:
        click.echo(f"\nWritten to {folder}: {', '.join(files)}")
