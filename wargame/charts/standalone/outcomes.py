"""The picture of a study: outcomes by cell as stacked bars with counts, in SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from wargame.analysis.summary import LABELS, TO_CHINA, CellCounts, Summary
from wargame.charts.standalone.style import EDGE, INK, INK2, INK3, MARGIN, PAPER, SANS, SERIF, WIDTH
from wargame.engine.outcome import OUTCOMES, OutcomeClass


class Ink(NamedTuple):
    """How a class of outcomes is drawn: the ground, and the text on it."""

    fill: str
    text: str
    outlined: bool = False


# No war first, then without an invasion (hatched) and with one, each from best for Taiwan (teal) to best for China
# (rust). Nuclear use has no side.
HATCHED = {
    "coercion": "#2F7F74",
    "lifted": "#9CCBC1",
    "standoff": "#C9C5BB",
    "settled": "#EBA876",
    "conceded": "#B5490A",
}
INKS: dict[str, Ink] = {
    "deterred": Ink("#FFFFFF", INK, True),
    **{key: Ink(f"url(#{key})", INK, True) for key in HATCHED},
    "decisive_defeat": Ink("#0F5A52", "#FFFFFF"),
    "defeat": Ink("#2F7F74", "#FFFFFF"),
    "against": Ink("#9CCBC1", INK),
    "indeterminate": Ink("#C9C5BB", INK),
    "toward": Ink("#EBA876", INK),
    "victory": Ink("#B5490A", "#FFFFFF"),
    "nuclear": Ink(INK, "#FFFFFF"),
}

BAR, STEP = 30, 66
LONGEST_NAME = 64
LINE_LETTERS = 150  # of a note below a picture
FEWEST_PIXELS = 9  # a count needs about this width for each digit, and never less than 17 in all
PLATE = 7.6  # pixels of a digit, on the plate that lifts a count off its hatching
RIGHT = 170  # room for the share in which China gets Taiwan


def picture(summary: Summary) -> str:
    """Draw the outcomes of each cell as one bar, best for Taiwan at the left.

    Args:
        summary: of at least one cell; a bar without worlds stays empty.

    Returns:
        An SVG document that needs nothing else.
    """
    came = [outcome for outcome in OUTCOMES if any(counts.count(outcome.key) for counts in summary.cells)]
    legend, legend_height = _legend(MARGIN, 108, came)
    top = 108 + legend_height + 34
    bars = [_bar(counts, top + index * STEP) for index, counts in enumerate(summary.cells)]
    bottom = top + len(bars) * STEP + 4
    notes = [
        f"95% intervals (Wilson). {summary.worlds:,} worlds in each bar, the same dice in all; "
        f"seed {summary.seed}; scenario {summary.scenario}{_fixed(summary)}.",
        *summary.notes(),
    ]
    notes = [line for note in notes for line in wrapped(note)]
    height = bottom + 20 * len(notes) + 28
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-label="{escape(_sentence(summary), quote=True)}" font-family="{SANS}">',
        f"<defs>{''.join(_hatch(key, colour) for key, colour in HATCHED.items())}</defs>",
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        _text(MARGIN, 54, summary.cells[0].cell.scenario.title, 27, INK, f'font-family="{SERIF}" font-weight="600"'),
        _text(MARGIN, 80, _heading(summary), 15, INK2),
        *legend,
        _text(WIDTH - MARGIN, top - 16, LABELS[TO_CHINA], 13, INK3, 'text-anchor="end"'),
        *bars,
        *(_text(MARGIN, bottom + 24 + 20 * line, note, 13, INK3) for line, note in enumerate(notes)),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _hatch(key: str, colour: str) -> str:
    return (
        f'<pattern id="{key}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="#FFFFFF"/><rect width="3" height="6" fill="{colour}"/></pattern>'
    )


def _heading(summary: Summary) -> str:
    factors = [factor for factor, _ in summary.cells[0].cell.varied]
    by = f" by {' and '.join(factors)}" if factors else ""
    counts = "Counts of worlds, best for Taiwan first; hatched: without an invasion."
    return f"How {summary.worlds:,} worlds ended{by}. {counts}"


def _fixed(summary: Summary) -> str:
    varied = {factor for factor, _ in summary.cells[0].cell.varied}
    fixed = [f"{factor}={value}" for factor, value in summary.cells[0].cell.settings if factor not in varied]
    return f", with {', '.join(fixed)}" if fixed else ""


def _sentence(summary: Summary) -> str:
    """The picture in words, for those who do not see it."""
    cells = "; ".join(
        f"{counts.cell.name}: "
        + ", ".join(
            f"{outcome.label} {counts.count(outcome.key):,}" for outcome in OUTCOMES if counts.count(outcome.key)
        )
        for counts in summary.cells
    )
    return f"Outcomes of {summary.worlds:,} worlds. {cells}"


def _bar(counts: CellCounts, top: float) -> str:
    room = WIDTH - 2 * MARGIN - RIGHT
    parts = [_text(MARGIN, top, _cut(_name(counts)), 15, INK, 'font-weight="600"')]
    x = float(MARGIN)
    for outcome in OUTCOMES:
        count = counts.count(outcome.key)
        if not count:
            continue
        width = room * count / counts.worlds
        ink = INKS[outcome.key]
        edge = f' stroke="{EDGE}"' if ink.outlined else f' stroke="{PAPER}"'
        share = f"{count / counts.worlds:.1%}"
        parts.append(
            f'<rect x="{x:.2f}" y="{top + 9}" width="{width:.2f}" height="{BAR}" fill="{ink.fill}"{edge}>'
            f"<title>{escape(outcome.label)}: {count:,} of {counts.worlds:,} ({share})</title></rect>"
        )
        if width >= max(17, FEWEST_PIXELS * len(f"{count:,}")):
            if outcome.key in HATCHED:
                plate = PLATE * len(f"{count:,}") + 6
                parts.append(
                    f'<rect x="{x + (width - plate) / 2:.2f}" y="{top + 15}" width="{plate:.1f}" height="18" rx="3" '
                    'fill="#FFFFFF" class="plate"/>'
                )
            parts.append(_text(x + width / 2, top + 29, f"{count:,}", 14, ink.text, 'text-anchor="middle"'))
        x += width
    if counts.worlds:
        taken = counts.share(TO_CHINA)
        low, high = taken["interval"]
        parts.append(
            _text(WIDTH - MARGIN, top + 22, f"{taken['count']:,} of {counts.worlds:,}", 15, INK,
                  'text-anchor="end" font-weight="600"')
        )  # fmt: skip
        parts.append(_text(WIDTH - MARGIN, top + 38, f"{low:.1%} to {high:.1%}", 13, INK3, 'text-anchor="end"'))
    return "\n".join(parts)


def _name(counts: CellCounts) -> str:
    """What sets a bar apart: the value alone where one factor varies."""
    varied = counts.cell.varied
    return varied[0][1] if len(varied) == 1 else counts.cell.name


def _legend(left: float, top: float, came: Sequence[OutcomeClass]) -> tuple[list[str], float]:
    """The colours of the outcomes that came about, and how high that is."""
    parts, x, y = [], left, top
    for outcome in came:
        width = 22 + 6.7 * len(outcome.label) + 10
        if x + width > WIDTH - MARGIN + 10:
            x, y = left, y + 24
        ink = INKS[outcome.key]
        edge = f' stroke="{EDGE}"' if ink.outlined else ""
        parts.append(f'<rect x="{x:.1f}" y="{y}" width="15" height="15" rx="2" fill="{ink.fill}"{edge}/>')
        parts.append(_text(x + 22, y + 12.5, outcome.label, 14, INK2))
        x += width
    return parts, y - top + 15


def _text(x: float, y: float, words: str, size: int, fill: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" {more}>{escape(words)}</text>'


def wrapped(words: str, letters: int = LINE_LETTERS) -> list[str]:
    """Words in lines of at most so many letters."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) + 1 > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"
