"""The Compare page: what is compared, what was found in words, the chain, deterrence, and every world as a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from wargame.compare import DETERRED, FOUGHT, Comparison, Count, Link, Row, Spread
from wargame.orders import STANCES
from wargame.ui.html_end import PREDICTION
from wargame.ui.marks import STANCE_NAMES, access_glyph, number, text
from wargame.ui.svg_chain import chain, chain_of, deterrence, more, seen
from wargame.ui.svg_dots import dots
from wargame.ui.svg_outcomes import HATCHED, SCALE, outcome_key

WORLDS = (100, 500, 2000)
PHONE_DOTS = 100
WHERE = {
    "refuse": "Where Tokyo refuses",
    "support": "With support only",
    "combat": "With US combat operations",
    "join": "Where Japan joins",
}


@dataclass(frozen=True)
class Choice:
    """What is compared: what the address of the page says."""

    scenario: str
    stances: tuple[str, ...] = tuple(STANCES)
    worlds: int = 500
    seed: int = 1

    @property
    def address(self) -> str:
        """The address at which this comparison is shown."""
        return "/?" + urlencode(
            {
                "page": "compare",
                "scenario": self.scenario,
                "stances": ",".join(self.stances),
                "worlds": self.worlds,
                "seed": self.seed,
            },
            safe=",",
        )

    @property
    def games(self) -> int:
        return self.worlds * len(self.stances)


def controls(choice: Choice, scenarios: Sequence[tuple[str, str]]) -> str:
    """What is compared, to be changed: scenario, stances, how many worlds, and their seed."""
    options = "".join(
        f"<option value='{text(name)}'{' selected' if name == choice.scenario else ''}>{text(title)}</option>"
        for name, title in scenarios
    )
    stances = "".join(
        f"<label class='pick'><input type='checkbox' id='compare-{stance}' data-act='stance' value='{stance}'"
        f"{' checked' if stance in choice.stances else ''}"
        f"{' disabled' if choice.stances == (stance,) else ''}>{access_glyph(stance)} {text(STANCE_NAMES[stance])}"
        "</label>"
        for stance in STANCES
    )
    worlds = "".join(
        f"<label class='pick'><input type='radio' name='worlds' id='compare-{count}' data-act='worlds' value='{count}'"
        f"{' checked' if count == choice.worlds else ''}>{number(count)}</label>"
        for count in WORLDS
    )
    return (
        "<section class='controls' aria-label='What is compared'><div class='inner'>"
        "<p><b>Compare</b> <span class='quiet roomy'>without playing</span></p>"
        "<label class='field'><span class='hidden'>Crisis</span>"
        f"<select id='compare-scenario' data-act='scenario'>{options}</select></label>"
        f"<fieldset><legend class='hidden'>Japan’s stances</legend>{stances}</fieldset>"
        f"<fieldset><legend class='hidden'>Worlds of each stance</legend>{worlds}<span class='label'>worlds each</span>"
        "</fieldset><label class='field'><span class='label'>Seed</span>"
        "<input type='number' id='compare-seed' data-act='seed' min='0' max='2147483647' step='1' "
        f"value='{choice.seed}'></label></div></section>"
    )


def waiting(choice: Choice, played: int = 0) -> str:
    """What stands there while the worlds are played."""
    return (
        f"<main class='compare'><h1>Playing {number(choice.games)} games</h1>"
        f"<p class='lede' role='status'>{number(choice.worlds)} worlds under each stance, with the same dice. "
        "This takes some seconds.</p>"
        f"<progress max='{choice.games}' value='{played}' aria-label='Games played'></progress></main>"
    )


def failed(words: str) -> str:
    """What stands there when a comparison could not be made."""
    return (
        "<main class='compare'><h1>This comparison could not be made</h1>"
        f"<p class='notice' role='alert'>{text(words)}</p></main>"
    )


def page(found: Comparison, trouble: str = "") -> str:
    """What was found: in words, as the chain, as dots, and before the war."""
    prediction = f" {PREDICTION}" if found.refuses else ""
    notice = f"<p class='notice' role='alert'>{text(trouble)}</p>" if trouble else ""
    return (
        f"<main class='compare' data-compared='{found.worlds}'>{notice}<h1>{finding(found)}</h1>"
        f"<p class='lede'>{lede(found)}{prediction}</p>"
        f"<div class='outcomes'>{outcome_key('compare-key', seen(found))}{_hatched(found)}</div>"
        f"<section aria-label='From stance to outcome'>{_chain(found)}{_caption(found)}"
        f"<details class='fold'><summary><span>As a table</span></summary>{table(found)}</details></section>"
        f"<div class='below'>{_dots(found)}{_deterrence(found)}</div>{_foot(found)}</main>"
    )


def _hatched(found: Comparison) -> str:
    shown = any(key in HATCHED for key in seen(found))
    return "<span class='label'>hatched: no invasion</span>" if shown else ""


def finding(found: Comparison) -> str:
    """The finding as a sentence: how often China gets Taiwan, and whether the stances differ in that."""
    first, other = found.rows[0], _other(found)
    taken = f"China gets Taiwan in {number(first.taken.count)} of {number(found.worlds)} games"
    if other is None:
        return text(f"{WHERE[first.stance]}, {taken}.")
    if not any(row.taken.differs for row in found.rows[1:]):
        return text(f"In {number(found.worlds)} games each, no stance clearly changes how often China gets Taiwan.")
    there = WHERE[other.stance]
    return text(f"{WHERE[first.stance]}, {taken}; {there[0].lower()}{there[1:]}, in {number(other.taken.count)}.")


def lede(found: Comparison) -> str:
    """Which games, and the difference with its interval."""
    dice = f"the same {number(found.worlds)} sets of dice under each stance" if len(found.rows) > 1 else "one stance"
    words = f"“{text(found.title)}”, {dice}, seed {found.seed}."
    other = _other(found)
    if other is None:
        return words
    difference = other.taken.difference
    low, high = sorted(abs(found.worlds * share) for share in other.taken.difference_interval)
    first = WHERE[found.rows[0].stance]
    against = f"{first[0].lower()}{first[1:]}"
    if not other.taken.differs:
        low, high = (found.worlds * share for share in other.taken.difference_interval)
        return (
            f"{words} {WHERE[other.stance]} the difference to {text(SHORT[found.rows[0].stance])} is "
            f"{more(difference)} (interval {more(low)} to {more(high)}, paired)."
        )
    how = "fewer" if difference < 0 else "more"
    return (
        f"{words} {WHERE[other.stance]} it is <b>{number(abs(difference))} {how}</b> than {text(against)} "
        f"(interval {number(low)} to {number(high)}, paired)."
    )


SHORT = {"refuse": "refusing", "support": "support only", "combat": "US combat operations", "join": "joining"}


def _other(found: Comparison) -> Row | None:
    """The stance that the sentence holds against the first: US combat operations, or else the last."""
    rest = found.rows[1:]
    return next((row for row in rest if row.stance == "combat"), rest[-1] if rest else None)


def _chain(found: Comparison) -> str:
    stacks = "".join(
        f"<li><h2 class='stance'>{access_glyph(row.stance)} {text(STANCE_NAMES[row.stance])}</h2>"
        f"<p class='small'>{_key_numbers(found, row)}</p>{chain_of(found, row, f'narrow-{row.stance}')}</li>"
        for row in found.rows
    )
    return f"<div class='chain-wide'>{chain(found, 'chain')}</div><ul class='chain-stacks'>{stacks}</ul>"


def _key_numbers(found: Comparison, row: Row) -> str:
    """The key number of one stance with its interval, and the paired difference, in words."""
    low, high = (found.worlds * share for share in row.taken.interval)
    said = (
        f"China gets Taiwan in <b>{number(row.taken.count)} of {number(found.worlds)}</b> "
        f"({number(low)} to {number(high)})"
    )
    if row is not found.rows[0]:
        low, high = (found.worlds * share for share in row.taken.difference_interval)
        said += (
            f"; against {text(SHORT[found.rows[0].stance])} {more(row.taken.difference)} ({more(low)} to {more(high)})"
        )
    return f"{said}. {number(row.war.count)} went to war."


def _caption(found: Comparison) -> str:
    peace = any(row.war.count < found.worlds for row in found.rows)
    wars = (
        " Access to battalions: in worlds that went to war, which under another stance are partly other worlds."
        if peace
        else ""
    )
    return (
        "<p class='small quiet note'>Thick bars span 90% of worlds, dots are means. Small numbers below a count are "
        f"95% intervals: Wilson’s of a count, paired of a difference.{wars} “China gets Taiwan” is by war or by Taiwan "
        "giving way.</p>"
    )


def _dots(found: Comparison) -> str:
    shown, fewer = len(found.rows[0].dots), min(len(found.rows[0].dots), PHONE_DOTS)
    return (
        "<section class='worlds'><div class='head'><h2>Every dot is a game you can open</h2>"
        f"<span class='label'><span class='dots-wide'>first {shown}</span>"
        f"<span class='dots-narrow'>first {fewer}</span>"
        f" of {number(found.worlds)} worlds</span></div>"
        f"<div class='dots-wide dots-frame'>{dots(found)}{_tip()}</div>"
        f"<div class='dots-narrow dots-frame'>{dots(found, 358, PHONE_DOTS)}{_tip()}</div>"
        "<p class='small quiet note'>Colours as above; a ring is a game without an invasion. "
        "<span class='by-keys'>Tab and arrow keys go from dot to dot, Enter opens one.</span>"
        "<span class='by-touch'>Touch a dot to see which world it is.</span></p></section>"
    )


def _tip() -> str:
    """What a dot says when it is looked at; on a touch screen it is what opens the game."""
    return (
        "<div class='dot-tip' hidden><b></b>"
        "<button type='button' class='link' tabindex='-1' data-act='watch'>Open this game</button></div>"
    )


def _deterrence(found: Comparison) -> str:
    if not found.deters:
        return (
            "<section class='before'><h2>Before the war: deterrence</h2><p class='small quiet'>This scenario begins "
            "with the war, so no stance can deter it.</p></section>"
        )
    return (
        f"<section class='before'><h2>Before the war: deterrence</h2><div class='dots-wide'>{deterrence(found)}</div>"
        f"<div class='dots-narrow'>{deterrence(found, 358)}</div>"
        "<p class='small quiet note'>What Beijing last believed in the crisis or blockade: how likely US forces "
        "fight from Japan, and its odds of taking Taiwan. All worlds; bars span 90% of them.</p></section>"
    )


def _foot(found: Comparison) -> str:
    return (
        "<section class='foot-notes'><p class='small'>The same from the command line: "
        f"<code>{text(found.command)}</code></p>"
        "<p class='small quiet'>Intervals hold the chance of the dice, not errors of the model. What it gets wrong is "
        "on the page of <a href='/?page=evidence'>the evidence</a>, what is judgement among "
        f"<a href='/?{text(urlencode({'page': 'parameters', 'scenario': found.scenario}))}'>its numbers</a>, and "
        "what must not be read from it in docs/LIMITS.md.</p></section>"
    )


def table(found: Comparison) -> str:
    """All numbers: a column a stance."""
    head = "".join(f"<th scope='col'>{text(STANCE_NAMES[row.stance])}</th>" for row in found.rows)
    first = STANCE_NAMES[found.rows[0].stance]
    links = "".join(_link_row(link, found) for link in (*FOUGHT, *(DETERRED if found.deters else ())))
    counts = _count_row("War", found, [row.war for row in found.rows])
    counts += _count_row("China gets Taiwan", found, [row.taken for row in found.rows])
    counts += "".join(_count_row(SCALE[key], found, [row.outcomes[key] for row in found.rows]) for key in seen(found))
    span = len(found.rows) + 1

    def part(words: str) -> str:
        return f"<tr><td class='faint' colspan='{span}'>{words}</td></tr>"

    counted = "Count, 95% interval"
    if len(found.rows) > 1:
        counted += f"; below, the paired difference to “{text(first)}” with its own"
    return (
        "<div class='scroll-x' tabindex='0' role='region' aria-label='What came of each stance'>"
        f"<table class='data'><thead><tr><th scope='col'>{number(found.worlds)} worlds each, "
        f"seed {found.seed}</th>{head}</tr></thead><tbody>"
        f"{part('Mean, 90% of worlds, and N, how many worlds it is of')}{links}{part(counted)}{counts}"
        "</tbody></table></div>"
    )


def _link_row(link: Link, found: Comparison) -> str:
    cells = "".join(f"<td>{_spread(row.spreads[link.key])}</td>" for row in found.rows)
    return f"<tr><th scope='row'>{text(link.head)} <span class='faint'>{text(link.unit)}</span></th>{cells}</tr>"


def _spread(spread: Spread | None) -> str:
    if spread is None:
        return "<span class='faint'>no war</span>"
    return (
        f"<b>{number(spread.mean)}</b> <span class='faint'>{number(spread.low)} to {number(spread.high)}, "
        f"N {number(spread.worlds)}</span>"
    )


def _count_row(name: str, found: Comparison, counts: Sequence[Count]) -> str:
    cells = ""
    for i, count in enumerate(counts):
        low, high = (found.worlds * share for share in count.interval)
        cells += f"<td><b>{number(count.count)}</b> <span class='faint'>{number(low)} to {number(high)}</span>"
        if i:
            low, high = (found.worlds * share for share in count.difference_interval)
            cells += f"<br>{more(count.difference)} <span class='faint'>{more(low)} to {more(high)}</span>"
        cells += "</td>"
    return f"<tr><th scope='row'>{text(name)}</th>{cells}</tr>"
