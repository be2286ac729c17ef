"""Colours: every text can be read on every ground, in light and in dark."""

import re

import pytest

from wargame.installed import PACKAGE

CSS = PACKAGE / "report" / "papers" / "style" / "tokens.css"
TEXTS = ("ink", "ink2", "ink3", "act", "china-t", "taiwan-t", "japan-t", "us-t")
GROUNDS = ("paper", "surface", "sunk")
LEAST = 4.5


def tokens(selector):
    block = re.search(rf"^{re.escape(selector)} \{{(.*?)^\}}", CSS.read_text("utf-8"), re.M | re.S).group(1)
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block))


def light(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("selector", ["body", "body.dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read(selector, ground):
    found = tokens(selector)
    faint = {name: round(contrast(found[name], found[ground]), 2) for name in TEXTS}
    assert {name: ratio for name, ratio in faint.items() if ratio < LEAST} == {}


@pytest.mark.parametrize("selector", ["body", "body.dark"])
def test_outcomes_carry_readable_counts(selector):
    found = tokens(selector)
    pairs = {step: contrast(found[f"o{step}"], found[f"o{step}t"]) for step in range(7)}
    assert {step: ratio for step, ratio in pairs.items() if ratio < LEAST} == {}


def test_both_modes_have_the_same_tokens():
    assert set(tokens("body")) == set(tokens("body.dark"))
