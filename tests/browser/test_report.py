"""A report in a real browser: whole without a network, without a fault, and on paper."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tests.browser.accessible import FAULTS, LAPTOP, PHONE, RULES
from wargame.cli import app

STUDY = """
question: What moves the end of the battle?
scenario: first_battle_base
measure: severity
design: one_at_a_time
worlds: 10
factors: {model.landing: {around: 0.25}}
"""


DISCOVERY = """
question: When does refusing lose the battle, and when does it not matter?
scenario: first_battle_base
measure: against
design: discovery
points: 200
worlds: 1
factors: {japan.stance: [refuse, combat], model.sea.kills_per_hit: {around: 0.5}, forces.us.lrasm: {around: 0.5}}
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    (folder / "mine.yaml").write_text(STUDY)
    (folder / "when.yaml").write_text(DISCOVERY)
    for name, arguments in (
        ("run", ["run", "reset_2027", "--runs", "200", "--vary", "japan.stance=refuse,support,combat,join"]),
        ("study", ["study", str(folder / "mine.yaml")]),
        ("discovery", ["study", str(folder / "when.yaml")]),
        ("attribute", ["attribute", "reset_2027", "--from", "refuse", "--to", "combat", "-n", "60"]),
        ("equilibria", ["equilibria", "reset_2027", "-n", "10", "--player", "us", "--player", "japan"]),
        ("linchpin", ["linchpin", "reset_2027", "--runs", "40"]),
    ):
        result = CliRunner().invoke(app.commands, [*arguments, "--out", str(folder / name), "--json"])
        assert result.exit_code == 0, result.output
    return folder


KINDS = ("run", "study", "discovery", "attribute", "equilibria", "linchpin")


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_has_no_fault_and_asks_for_nothing(person, axe, reports, kind):
    page = person.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto((reports / kind / "report.html").as_uri())
    for width, height in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe)
    for width, height in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(f"document.body.classList.contains('dark') === {str(scheme == 'dark').lower()}")
            faults += [f"{width} {scheme} {fault}" for fault in page.evaluate(FAULTS, RULES[scheme])]
    assert faults == [], "\n\n".join(faults)
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_on_paper_is_wider_than_the_paper(person, reports, kind):
    page = person.new_page()
    page.set_viewport_size({"width": 672, "height": 1000})  # A4 within its margins
    page.goto((reports / kind / "report.html").as_uri())
    page.emulate_media(media="print")
    wide = page.evaluate(
        "[...document.querySelectorAll('.paper *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
        " && !e.closest('svg')).map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []
    page.close()


def test_a_report_is_printed_dark_on_light_and_without_what_is_folded(person, reports):
    page = person.new_page()
    page.goto((reports / "run" / "report.html").as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_function("!document.body.classList.contains('dark')")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('details.fold')).display") == "none"
    assert len(page.pdf(format="A4")) > 20_000
    page.close()
