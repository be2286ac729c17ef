"""The worked notebook of docs/ runs from the top, and shows what it is said to show."""

import nbformat

from tests.notebook import PATH, executed, shown


def test_the_notebook_runs_and_shows_what_is_stored():
    stored = nbformat.read(PATH, as_version=4)
    assert len(shown(stored)) > 5
    assert all(shown(stored)), "every cell of code shows something"
    assert shown(executed(stored)) == shown(stored), "run: python -m tests.notebook"
