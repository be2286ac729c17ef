"""Our marks bear no class that the libraries of the page style too: nothing of ours is painted by somebody else.

What the page really applies, with the styles that are made while it runs, is held in tests/browser/test_accessible.py.
"""

import re
import sys
from functools import cache
from pathlib import Path

import pytest

import wargame.ui

PAGE = Path(wargame.ui.__file__).parent
LIBRARIES = Path(sys.prefix, "share", "solara", "cdn", "@widgetti")
# Vuetify writes the rules of these while the page runs, each `.v-application .NAME` with a ground of its own.
PAINTED = ("primary", "secondary", "accent", "error", "info", "success", "warning")
NAME = r"-?[A-Za-z_][\w-]*"
ATTRIBUTE = re.compile(r"""class(?:Name)?\s*=\s*(?:'([^'<>]*)|"([^"<>]*))|classes=\[([^\]]*)\]""")


def of_styles(css):
    """The selectors of a style sheet, each as the names of its classes."""
    bare = re.sub(r"/\*.*?\*/|\[[^\]]*\]|\"[^\"]*\"", "", css, flags=re.S)
    for before in bare.split("{")[:-1]:
        for selector in re.split(r"[};]", before)[-1].split(","):
            yield re.findall(rf"\.({NAME})", selector)


def ours():
    """Every class that our styles select and our pages write out."""
    names = set()
    for file in PAGE.rglob("*.css"):
        for classes in of_styles(file.read_text("utf-8")):
            names.update(classes)
    for file in (file for kind in ("py", "html", "vue", "js") for file in PAGE.rglob(f"*.{kind}")):
        for found in ATTRIBUTE.findall(file.read_text("utf-8")):
            names.update(re.findall(NAME, re.sub(r"\{[^}]*\}", " ", " ".join(found))))
    return {name for name in names if not name.startswith("v-")}  # those are Vuetify's own parts, which we tame


@cache
def theirs():
    """What a library's style sheet would select by these classes alone, wherever in the page they stand."""
    sheets = list(LIBRARIES.glob("solara-vuetify-app@*/dist/*.css"))
    if not sheets:
        pytest.skip("the libraries of the page are not installed")
    found = [[name] for name in PAINTED]
    for sheet in sheets:
        found += of_styles(sheet.read_text("utf-8"))
    wrapping = re.compile(r"v-application|theme--")
    return {frozenset(name for name in classes if not wrapping.match(name)) for classes in found} - {frozenset()}


def test_no_class_of_ours_is_styled_by_a_library():
    names = ours()
    assert len(names) > 200  # the search finds what it looks for
    assert sorted(" ".join(classes) for classes in theirs() if classes <= names) == []


@pytest.mark.parametrize("name", ["error", "row", "container", "title", "primary", "red"])
def test_the_search_knows_the_names_that_vuetify_takes(name):
    assert frozenset({name}) in theirs()
