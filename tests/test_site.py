"""The documentation site: its reference holds all that the code has, and what its tutorials show is what happens."""

import re
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from wargame.cli import app
from wargame.engine.orders import ORDERS
from wargame.scenario import inventory, shipped_folder
from wargame.scenario.schema.scenario import Scenario

DOCS = Path(__file__).parents[1] / "docs"
sys.path.insert(0, str(DOCS / "extensions"))
import site_offline  # noqa: E402
import site_pages  # noqa: E402


def page(name: str) -> str:
    """A page as it is parsed when the site is built."""
    return site_pages.prepared(name, (DOCS / f"{name}.md").read_text(encoding="utf-8"))


def test_every_command_is_there_with_every_option():
    text = page("reference/commands")
    for name, command in app.commands.commands.items():
        part = text.partition(f"## wargame {name}\n")[2].partition("\n## ")[0]
        for option in command.params:
            assert isinstance(option, click.Argument) or option.opts[-1] in part, (name, option.opts)


def test_every_order_is_there_with_every_choice():
    text = page("reference/orders")
    for order in ORDERS:
        part = text.partition(f"### `{order.key}`\n")[2].partition("\n### ")[0]
        assert order.names == tuple(re.findall(r"^\| `([\w.]+)` \|", part, re.MULTILINE)), order.key


def test_every_parameter_is_there_with_its_meaning():
    text = page("reference/parameters")
    for group in inventory.defaults().groups:
        part = text.partition(f"## `{group.path}`\n")[2].partition("\n## ")[0]
        for entry in group.entries:
            assert f"| `{group.name(entry)}` |" in part, entry.path


def test_every_key_of_a_scenario_is_there():
    text = page("reference/scenario-file")
    for key in Scenario.model_fields:
        assert f"| `{key}` |" in text, key
    for path in ("calendar", "actors.japan.start", "forces.us", "bases.NAME", "injects[].effects", "roles.NAME.quiz[]"):
        assert f"`{path}`" in text, path


def test_numbers_of_a_scenario_say_what_is_lawful():
    part = page("reference/scenario-file").partition("`actors.japan.start`\n")[2].partition("\n#")[0]
    assert re.search(r"\| `partner_doubt` \| a number from 0 to 1 or an uncertain number \| how far", part)


def test_a_source_that_is_cited_leads_to_its_entry():
    assert "[\\[csis-firstbattle\\]](#csis-firstbattle)" in page("MODEL")
    assert "[\\[csis-firstbattle\\]]{#csis-firstbattle}" in page("reference/sources")


def test_a_key_within_a_block_of_code_is_left_alone():
    text = "See [stimson].\n\n```yaml\nx: 1 # [stimson]\n```\n"
    assert site_pages.with_sources(text).endswith("```yaml\nx: 1 # [stimson]\n```\n")


def test_tables_of_the_model_stand_once_on_the_site():
    assert "](/reference/parameters.md)" in page("MODEL")
    assert "| `tariff_effect` |" not in page("MODEL")


def test_links_lead_to_pages_of_the_site_or_to_files():
    here = DOCS / "howto"
    text = "[a](../../SOURCES.md) [b](../LIMITS.md#what-has-no-data) [c](../../deploy/Caddyfile) [d](https://x.org)"
    moved = site_pages.relinked(text, here, here)
    assert moved.split(" ") == [
        "[a](/reference/sources.md)", "[b](/LIMITS.md#what-has-no-data)", "[c](../../deploy/Caddyfile)",
        "[d](https://x.org)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "loaded",
    [
        "<script src='https://x.org/a.js'></script>",
        '<link rel="stylesheet" href="//x.org/a.css">',
        "url(https://x.org/a)",
    ],
)
def test_what_would_be_fetched_from_elsewhere_is_found(loaded):
    assert site_offline.fetched_from_elsewhere(loaded)


@pytest.mark.parametrize(
    "own", ["<script src='_static/a.js'></script>", '<a href="https://x.org">x</a>', "url(a.woff2)"]
)
def test_a_link_that_a_reader_follows_is_not_fetched(own):
    assert site_offline.fetched_from_elsewhere(own) == []


def test_the_scenario_of_the_tutorial_has_no_fault_and_its_slips_the_faults_that_are_shown(tmp_path, monkeypatch):
    text = (DOCS / "tutorials" / "instructor.md").read_text(encoding="utf-8")
    scenario = text.partition("```yaml\n")[2].partition("```")[0]
    shown = re.findall(r"```text\n(warm_autumn.yaml:? ?.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    slips = scenario.replace("{tariff: 0.0}", "{tariff: 3}").replace('us: {tariff: "0"}', 'us: {tarif: "0"}')
    for written, said in zip((scenario, slips), shown, strict=True):
        Path("warm_autumn.yaml").write_text(written, encoding="utf-8")
        assert CliRunner().invoke(app.commands, ["check", "warm_autumn.yaml"]).output == said


def test_the_translation_of_the_guide_is_of_the_practice():
    text = (DOCS / "howto" / "translate.md").read_text(encoding="utf-8")
    practice = (shipped_folder() / "practice.yaml").read_text(encoding="utf-8")
    for line in re.findall(r"(?:title: |- )(\S*[぀-ヿ]\S*)", text):
        assert line in practice
