"""The picture is a document of its own, with every count in it."""

from __future__ import annotations

from xml.etree import ElementTree

from wargame.analysis.summary import Summary
from wargame.batch.simulate import Block
from wargame.charts.standalone.differences import differences_chart, shares_chart
from wargame.charts.standalone.outcomes import HATCHED, INKS, LINE_LETTERS, RIGHT, picture
from wargame.charts.standalone.style import MARGIN, WIDTH
from wargame.engine.outcome import OUTCOMES

SVG = "{http://www.w3.org/2000/svg}"


def test_every_class_of_outcomes_has_its_ink() -> None:
    assert list(INKS) == [outcome.key for outcome in OUTCOMES]


def test_bars_are_as_long_as_their_counts(summary: Summary) -> None:
    root = ElementTree.fromstring(picture(summary))
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    whole = sum(float(bar.get("width", 0)) for bar in bars)
    assert abs(whole - 4 * (WIDTH - 2 * MARGIN - RIGHT)) < 1


def test_the_picture_says_what_it_rests_on(summary: Summary) -> None:
    text = " ".join(node.text or "" for node in ElementTree.fromstring(picture(summary)).iter(f"{SVG}text"))
    for said in ("300 worlds", "seed 7", "reset_2027", "no published game isolates", "China gets Taiwan"):
        assert said in text


def test_text_that_a_person_wrote_is_escaped(summary: Summary) -> None:
    odd = Summary("<b>&", [counts.cell for counts in summary.cells], 7, 300)
    assert "<b>" not in picture(odd)
    ElementTree.fromstring(picture(odd))


def _keys(picture: str) -> list[str]:
    """What the legend of the outcomes names: texts with the colour of a legend that are labels."""
    labels = {outcome.label for outcome in OUTCOMES}
    return [node.text or "" for node in ElementTree.fromstring(picture).iter(f"{SVG}text") if node.text in labels]


def test_the_legend_has_the_outcomes_that_came_about_and_no_others(summary: Summary, blocks: list[Block]) -> None:
    few = Summary("reset_2027", [summary.cells[2].cell], 7, 100)
    few.add(Block(0, 100, (blocks[0].rows[2],)))
    for found in (summary, few):
        came = [o.label for o in OUTCOMES if any(counts.count(o.key) for counts in found.cells)]
        assert _keys(picture(found)) == came
    assert len(came) < len(OUTCOMES)


def _is_on(node: ElementTree.Element, middle: float, top: float) -> bool:
    return abs(float(node.get("x", 0)) - middle) < 0.1 and abs(float(node.get("y", 0)) - top - 14) < 1


def test_a_count_on_hatching_stands_on_a_plate_as_wide_as_it(summary: Summary) -> None:
    root = ElementTree.fromstring(picture(summary))
    plates = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "plate"]
    hatched = sum(f"url(#{key})" == rect.get("fill") for key in HATCHED for rect in root.iter(f"{SVG}rect"))
    assert 0 < len(plates) <= hatched
    for plate in plates:
        middle = float(plate.get("x", 0)) + float(plate.get("width", 0)) / 2
        (count,) = [
            node.text or "" for node in root.iter(f"{SVG}text") if _is_on(node, middle, float(plate.get("y", 0)))
        ]
        assert float(plate.get("width", 0)) >= 7 * len(count)


def test_no_note_runs_out_of_the_picture(summary: Summary) -> None:
    notes = [node.text or "" for node in ElementTree.fromstring(picture(summary)).iter(f"{SVG}text")]
    assert max(map(len, notes)) <= LINE_LETTERS


def test_how_often_china_gets_taiwan_and_how_much_that_differs_are_pictures_too(summary: Summary) -> None:
    shares, differences = (
        ElementTree.fromstring(drawn(summary)) for drawn in (shares_chart, differences_chart)
    )  # fmt: skip
    for counts in summary.cells:
        assert f"{counts.share('taken')['share']:.1%}" in [node.text for node in shares.iter(f"{SVG}text")]
    told = [node.text for node in differences.iter(f"{SVG}text")]
    for cell in range(1, 4):
        assert f"{100 * (summary.difference('taken', cell).share or 0):+.1f}".replace("-", "−") in told
    assert any("less that of japan.stance=refuse" in (words or "") for words in told)
