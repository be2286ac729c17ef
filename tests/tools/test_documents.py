"""The documents say what the code says."""

import re

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from tests.worlds import play
from wargame.cli import app
from wargame.engine import rules
from wargame.engine.world import ARRAYS, ENDINGS
from wargame.scenario import inventory
from wargame.tools import documents

MODEL = (documents.FOLDER / "MODEL.md").read_text(encoding="utf-8")
LIMITS = (documents.FOLDER / "LIMITS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", documents.documents(), ids=lambda path: path.name)
def test_a_document_has_the_tables_of_the_code_as_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert documents.renewed(text) == text, "run: make documents"


def test_a_table_that_drifted_is_written_anew_and_prose_is_left():
    drifted = "before\n<!-- begin judgement: x -->\nold\n<!-- end judgement -->\nafter"
    text = documents.renewed(drifted)
    assert documents.judgement() in text
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("\nafter")


def test_a_marker_for_no_table_is_an_error():
    with pytest.raises(KeyError):
        documents.renewed("<!-- begin nonsense: x -->\n<!-- end nonsense -->")


def test_every_table_stands_in_the_model_document():
    assert set(re.findall(r"<!-- begin (\w+): ", MODEL)) == set(documents.TABLES)


def test_every_field_of_the_world_is_told_with_axes_and_meaning():
    rows = re.findall(r"^\| `(\w+)` \| (worlds[^|]*) \| ([^|]*) \|$", documents.state(), re.MULTILINE)
    assert [name for name, _, _ in rows] == list(ARRAYS)


def test_the_readme_says_how_many_numbers_are_judgement():
    """In words, as the nearest quarter."""
    readme = (documents.FOLDER.parent / "README.md").read_text(encoding="utf-8")
    judged, count = inventory.judgement_of(inventory.defaults().entries)
    quarters = {1: "One number in four", 2: "Half of the numbers", 3: "Three numbers in four"}
    assert f"**{quarters[round(4 * judged / count)]} are *judgement***" in readme


def test_every_rule_and_government_has_a_submodel_in_prose():
    headings = set(re.findall(r"^### [^\n]*\(`(\w+)`\)$", MODEL, re.MULTILINE))
    assert headings >= {rules.name(rule) for rule in rules.ALL_RULES} | {"china", "taiwan", "japan", "us"}


PROSE = re.sub(r"<!-- begin.*?<!-- end \w+ -->", "", MODEL, flags=re.DOTALL)
NUMBERS = {rules.name(rule): set(rule.Params.model_fields) for rule in rules.ALL_RULES} | {
    module.__name__.rpartition(".")[2]: set(module.Params.model_fields) for module in documents.GOVERNMENTS
}


def named_in_submodels() -> set[tuple[str, str]]:
    """Every name in code letters of a submodel, with the submodel in which it stands."""
    bodies = re.findall(r"^### [^\n]*\(`(\w+)`\)\n(.*?)(?=^##|\Z)", PROSE, re.MULTILINE | re.DOTALL)
    return {(heading, word) for heading, body in bodies for word in re.findall(r"`([a-z0-9_]+)`", body)}


def test_every_number_named_in_prose_exists():
    """Formulas refer to numbers by name, so that values cannot drift; a renamed number is caught here."""
    named = {*re.findall(r"`model\.(\w+)\.(\w+)`", PROSE), *named_in_submodels()}
    assert len(named) > 100
    state = set(ARRAYS)
    assert {(section, word) for section, word in named if word not in NUMBERS.get(section, set()) | state} == set()


def test_the_prose_of_a_submodel_names_every_number_of_it():
    """A number that came after the prose was written, or a part that the prose forgot, is caught here."""
    numbers = {(section, number) for section, held in NUMBERS.items() for number in held}
    assert numbers - named_in_submodels() == set()


def test_the_limits_tell_how_often_strikes_on_the_mainland_end_in_nuclear_use():
    found = re.search(r"it ends (\d+)% of games of the\s+base case, and (\d+)% of those without JASSM", LIMITS)
    assert found is not None
    for name, told in zip(("first_battle_base", "excursions/no_jassm"), found.groups(), strict=True):
        ended = play(name, 500, given={"us.mainland": "yes"}).ending == ENDINGS.index("nuclear")
        assert abs(100 * ended.mean() - int(told)) <= 5, name


def test_every_column_of_the_worlds_is_told_with_its_unit(tmp_path):
    arguments = ["run", "practice", "--runs", "2", "--series", "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(app.commands, arguments).exit_code == 0
    table = documents.columns()
    for name, also in (("worlds", ""), ("turns", "yes")):
        for column in parquet.read_schema(tmp_path / "out" / f"{name}.parquet").names:
            told = re.search(rf"^\| `{column}` \| [^|]+ \| [^|]+ \| (\w*) *\|$", table, re.MULTILINE)
            assert told or f"`{column}`" in MODEL.split("**What is written of each world.**")[1].split("<!--")[0], (
                column
            )
            assert not told or told[1] == also or not also, column
