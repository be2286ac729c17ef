"""README is short, and true of the tree, of the commands and of the files that it leads to."""

import re
import shlex
from pathlib import Path

import click
import pytest

from wargame.cli import app

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "wargame"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    *(path for name in ("README.md", "CONTRIBUTING.md", "scenarios/README.md", "studies/README.md")
      for path in [ROOT / name]),
    *sorted((ROOT / "docs").rglob("*.md")),
]  # fmt: skip


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def commands(page: Path) -> list[list[str]]:
    """Every `wargame` command in a block of shell lines, without the comment behind it."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    found = re.findall(r"(?:^|&& )(?:\.venv/bin/)?wargame (.+?)(?= &&|$)", "\n".join(blocks), re.MULTILINE)
    return [shlex.split(line, comments=True) for line in found]


def test_it_takes_a_few_minutes_to_read():
    assert len(README.splitlines()) < 150


@pytest.mark.skipif(not (PACKAGE / "engine").is_dir(), reason="the package is not in wings yet")
def test_its_tree_names_the_wings_that_there_are():
    tree = README.partition("```text\nwargame/\n")[2].partition("```")[0]
    told = {line.split()[0].rstrip("/") for line in tree.splitlines()}
    assert told == {path.name for path in PACKAGE.iterdir()} - {"__init__.py", "__main__.py", "__pycache__"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_leads_to_files_that_are_there(page):
    links = re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name_of)
def test_the_commands_of_a_page_are_commands(page):
    """Each with options that it has and values that they take; none is run."""
    for name, *arguments in commands(page):
        command = app.commands.get_command(click.Context(app.commands), name)
        assert command is not None, name
        with command.make_context(name, arguments):
            pass


def test_there_are_commands_to_look_at():
    assert sum(len(commands(page)) for page in PAGES) > 30
