"""The picture is a document of its own, with every count in it."""

from __future__ import annotations

from xml.etree import ElementTree

from wargame.outcome import OUTCOMES
from wargame.study.picture import INKS, MARGIN, RIGHT, WIDTH, picture
from wargame.study.summary import Summary

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
    for said in ("300 worlds", "seed 7", "reset_2027", "no published game isolates", "Went to war"):
        assert said in text


def test_text_that_a_person_wrote_is_escaped(summary: Summary) -> None:
    odd = Summary("<b>&", [counts.cell for counts in summary.cells], 7, 300)
    assert "<b>" not in picture(odd)
    ElementTree.fromstring(picture(odd))
