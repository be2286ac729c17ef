"""What discovery found, in words and tables for a terminal of 80 columns."""

from __future__ import annotations

from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

MOST_SCORES = 6
TELLS = 2.0  # a box tells something where it is so that many times as often there, or not so that many times as seldom


def render(found: dict[str, Any]) -> list[RenderableType]:
    """The counts, and for each question a sentence, a box and the scores."""
    first, second = found["choices"]
    table = _table("worlds in which it happens", "count", "share", "95% interval")
    for name, label in (
        ("only_first", f"only under {first}"), ("only_second", f"only under {second}"),
        ("both", "under both: it does not matter"), ("neither", "under neither: it does not matter"),
    ):  # fmt: skip
        share = found[name]
        table.add_row(label, f"{share['count']:,}", f"{share['share']:.1%}", Text(_ends(share), "dim"))
    parts: list[RenderableType] = [table]
    for name, head in questions(found):
        parts += [Text(f"\n{head}", "bold"), Text(sentence(found, name))]
        if found[name] is None:
            continue
        meant = _table("where")
        for bound in found[name]["box"]["bounds"]:
            meant.add_row(f"{bound['factor']}: {bound.get('meaning', '')}")
        scores = _table("what tells these worlds apart", "score", "95% interval")
        for row in found[name]["scores"][:MOST_SCORES]:
            low, high = row["interval"]
            scores.add_row(row["factor"], f"{row['score']:.2f}", Text(f"{low:.2f} … {high:.2f}", "dim"))
        alike = 1 / len(found[name]["scores"])
        chance = Text(f"score: they add up to 1; if all factors said as little, each had {alike:.2f}", "dim")
        parts += [*([meant] if meant.row_count else []), scores, chance]
    return parts


def questions(found: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """What is asked of the worlds: under which name the answer stands, and the question."""
    first, second = found["choices"]
    return (
        ("differs", f"When does {first} bring it about, and {second} not?"),
        ("same", "When does the choice not matter?"),
    )


def sentence(found: dict[str, Any], name: str) -> str:
    """The answer of one question in words."""
    if found[name] is None:
        return "Too few of these worlds, or of the others, to learn from."
    box = found[name]["box"]
    density, everywhere, coverage = box["density"], box["everywhere"], box["coverage"]
    if not box["bounds"]:
        return f"No conditions stand out: it is so in {_said(everywhere)} of worlds."
    where = " and ".join(conditions(box))
    told = (
        f"Where {where}, it is so in {_said(density)} of worlds, and in {_said(everywhere)} of all worlds. There lie "
        f"{_said(coverage)} of the worlds in which it is so. "
    )
    if worth(box) == "none":
        return told + "No good box: worlds that did not make it do not tell it from all others."
    if worth(box) == "good":
        return told.rstrip()
    if density["share"] < 0.5:
        return told + "A weak box: it is so more often there, and mostly still is not; luck decides most of it."
    return told + "A weak box: it is so little more often there than everywhere; luck decides most of the rest."


def worth(box: dict[str, Any]) -> str:
    """What the conditions of a box tell: "none", or "good" where they tell more than they leave open, else "weak"."""
    density, everywhere = box["density"], box["everywhere"]
    if density["interval"][0] <= everywhere["interval"][1]:
        return "none"
    inside, all_worlds = density["share"], everywhere["share"]
    return "good" if inside >= TELLS * all_worlds or (1 - inside) * TELLS <= 1 - all_worlds else "weak"


def conditions(box: dict[str, Any]) -> list[str]:
    """The bounds of a box in words, with units and with what was varied."""
    said = []
    for bound in box["bounds"]:
        low, high = (_end(bound[name]) for name in ("low", "high"))
        between = f"at most {high}" if bound["low"] is None else f"at least {low}" if bound["high"] is None else ""
        unit = f" {bound['unit']}" if bound.get("unit") else ""
        varied = f" (varied from {' to '.join(map(_end, bound['varied']))})" if "varied" in bound else ""
        said.append(f"{bound['factor']} is {between or f'from {low} to {high}'}{unit}{varied}")
    return said


def _said(share: dict[str, Any]) -> str:
    return f"{share['share']:.1%} ({_ends(share)}; N {share['worlds']:,})" if share["worlds"] else "none (N 0)"


def _ends(share: dict[str, Any]) -> str:
    low, high = share["interval"]
    return f"{low:.1%} … {high:.1%}"


def _end(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}".replace("-", "−")


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right")
    return table
