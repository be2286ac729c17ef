"""What a command that answers a question prints at its end: one JSON document, or a table."""

from __future__ import annotations

import json as json_text
from collections.abc import Callable
from typing import Any

import click
from rich.console import Console, RenderableType

WIDEST = 80  # characters of a table


def as_text(document: dict[str, Any]) -> str:
    """An answer as JSON, for a file or a screen."""
    return json_text.dumps(document, indent=2, ensure_ascii=False)


def tell(document: dict[str, Any], table: Callable[[], RenderableType], json: bool) -> None:
    """Print the answer.

    Args:
        document: the answer as JSON has it.
        table: makes the answer for a terminal.
        json: whether the document alone is printed.
    """
    if json:
        click.echo(as_text(document))
        return
    console = Console()
    console.width = min(console.width, WIDEST)
    console.print(table())
