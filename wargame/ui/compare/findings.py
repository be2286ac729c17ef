"""The Compare page: what is compared, what was found in words, the chain, deterrence, and every world as a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from wargame.analysis.compare import DETERRED, FOUGHT, Comparison, Count, Link, Row, Spread
from wargame.charts.chain import chain, chain_of, deterrence, more, seen
from wargame.charts.dots import dots
from wargame.charts.marks import STANCE_NAMES, THERE, access_glyph
from wargame.charts.outcomes import HATCHED, SCALE, outcome_key
from wargame.engine.orders import STANCES
from wargame.text.html import attribute, number, text
from wargame.text.language import space, tr
from wargame.text.phrase import say
from wargame.ui.debrief.ending import PREDICTION

FEWER = say("{words} {where} it is <b>{difference} fewer</b> than {against} (interval {low} to {high}, paired).")
MORE = say("{words} {where} it is <b>{difference} more</b> than {against} (interval {low} to {high}, paired).")
WORLDS = (100, 500, 2000)
PHONE_DOTS = 100
WHERE = {
    "refuse": say("Where Tokyo refuses"),
    "support": say("With support only"),
    "combat": say("With US combat operations"),
    "join": say("Where Japan joins"),
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
        f"<option value='{attribute(name)}'{' selected' if name == choice.scenario else ''}>{text(title)}</option>"
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
        f"<section class='controls' aria-label='{tr('What is compared')}'><div class='inner'><p><b>"
        f"{tr('Compare')}</b> <span class='quiet roomy'>{tr('without playing')}</span></p>"
        f"<label class='field'><span class='hidden'>{tr('Crisis')}</span>"
        f"<select id='compare-scenario' data-act='scenario'>{options}</select></label><fieldset>"
        f"<legend class='hidden'>{tr('Japan’s stances')}</legend>{stances}</fieldset><fieldset>"
        f"<legend class='hidden'>{tr('Worlds of each stance')}</legend>{worlds}<span class='label'>"
        f"{tr('worlds each')}</span></fieldset><label class='field'><span class='label'>{tr('Seed')}</span>"
        f"<input type='number' id='compare-seed' data-act='seed' min='0' max='2147483647' step='1' "
        f"value='{choice.seed}'></label></div></section>"
    )


def waiting(choice: Choice, played: int = 0) -> str:
    """What stands there while the worlds are played."""
    return (
        f"<main class='compare'><h1>{tr('Playing {games} games', games=number(choice.games))}</h1>"
        "<p class='lede' role='status'>"
        + tr(
            "{worlds} worlds under each stance, with the same dice. This takes some seconds.",
            worlds=number(choice.worlds),
        )
        + f"</p><progress max='{choice.games}' value='{played}' aria-label='"
        f"{tr('Games played')}'></progress></main>"
    )


def failed(words: str) -> str:
    """What stands there when a comparison could not be made."""
    return (
        f"<main class='compare'><h1>{tr('This comparison could not be made')}</h1>"
        f"<p class='notice' role='alert'>{text(words)}</p></main>"
    )


def page(found: Comparison, trouble: str = "") -> str:
    """What was found: in words, as the chain, as dots, and before the war."""
    prediction = f"{space()}{tr(PREDICTION)}" if found.refuses else ""
    notice = f"<p class='notice' role='alert'>{text(trouble)}</p>" if trouble else ""
    return (
        f"<main class='compare' data-compared='{found.worlds}'>{notice}<h1>{finding(found)}</h1>"
        f"<p class='lede'>{lede(found)}{prediction}</p><div class='outcomes'>"
        f"{outcome_key('compare-key', seen(found))}{_hatched(found)}</div>"
        f"<section aria-label='{tr('From stance to outcome')}'>{_chain(found)}{_caption(found)}"
        f"<details class='fold'><summary><span>{tr('As a table')}</span></summary>"
        f"{table(found)}</details></section><div class='below'>{_dots(found)}{_deterrence(found)}</div>"
        f"{_foot(found)}</main>"
    )


def _hatched(found: Comparison) -> str:
    shown = any(key in HATCHED for key in seen(found))
    return f"<span class='label'>{tr('hatched: no invasion')}</span>" if shown else ""


def finding(found: Comparison) -> str:
    """The finding as a sentence: how often China gets Taiwan, and whether the stances differ in that."""
    first, other = found.rows[0], _other(found)
    taken = tr(
        "China gets Taiwan in {count} of {worlds} games", count=number(first.taken.count), worlds=number(found.worlds)
    )
    if other is None:
        return text(tr("{where}, {taken}.", where=tr(WHERE[first.stance]), taken=taken))
    if not any(row.taken.differs for row in found.rows[1:]):
        return text(
            tr(
                "In {worlds} games each, no stance clearly changes how often China gets Taiwan.",
                worlds=number(found.worlds),
            )
        )
    return text(
        tr(
            "{where}, {taken}; {there}, in {count}.",
            where=tr(WHERE[first.stance]),
            taken=taken,
            there=tr(THERE[other.stance]),
            count=number(other.taken.count),
        )
    )


def lede(found: Comparison) -> str:
    """Which games, and the difference with its interval."""
    dice = (
        tr("the same {worlds} sets of dice under each stance", worlds=number(found.worlds))
        if len(found.rows) > 1
        else tr("one stance")
    )
    words = tr("“{title}”, {dice}, seed {seed}.", title=text(found.title), dice=dice, seed=found.seed)
    other = _other(found)
    if other is None:
        return words
    difference = other.taken.difference
    low, high = sorted(abs(found.worlds * share) for share in other.taken.difference_interval)
    against = THERE[found.rows[0].stance]
    if not other.taken.differs:
        low, high = (found.worlds * share for share in other.taken.difference_interval)
        return tr(
            "{words} {where} the difference to {first} is {difference} (interval {low} to {high}, paired).",
            words=words,
            where=tr(WHERE[other.stance]),
            first=text(SHORT[found.rows[0].stance]),
            difference=more(difference),
            low=more(low),
            high=more(high),
        )
    how = FEWER if difference < 0 else MORE
    return tr(
        how,
        words=words,
        where=tr(WHERE[other.stance]),
        difference=number(abs(difference)),
        against=text(against),
        low=number(low),
        high=number(high),
    )


SHORT = {
    "refuse": say("refusing"),
    "support": say("support only"),
    "combat": say("US combat operations"),
    "join": say("joining"),
}


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
    said = tr(
        "China gets Taiwan in <b>{count} of {worlds}</b> ({low} to {high})",
        count=number(row.taken.count),
        worlds=number(found.worlds),
        low=number(low),
        high=number(high),
    )
    if row is not found.rows[0]:
        low, high = (found.worlds * share for share in row.taken.difference_interval)
        said += tr(
            "; against {stance} {difference} ({low} to {high})",
            stance=text(SHORT[found.rows[0].stance]),
            difference=more(row.taken.difference),
            low=more(low),
            high=more(high),
        )
    return said + tr(". ") + tr("{count} went to war.", count=number(row.war.count))


def _caption(found: Comparison) -> str:
    peace = any(row.war.count < found.worlds for row in found.rows)
    wars = (
        (
            space()
            + tr(
                "Access to battalions: in worlds that went to war, which under another stance are partly other worlds."
            )
        )
        if peace
        else ""
    )
    return (
        "<p class='small quiet note'>"
        + tr(
            "Thick bars span 90% of worlds, dots are means. Small numbers below a count are 95% "
            "intervals: Wilson’s of a count, paired of a difference.{wars} “China gets Taiwan” is by "
            "war or by Taiwan giving way.",
            wars=wars,
        )
        + "</p>"
    )


def _dots(found: Comparison) -> str:
    shown, fewer = len(found.rows[0].dots), min(len(found.rows[0].dots), PHONE_DOTS)
    return (
        f"<section class='worlds'><div class='head'><h2>{tr('Every dot is a game you can open')}</h2>"
        f"<span class='label'><span class='dots-wide'>{tr('first {shown}', shown=shown)}</span>"
        f"<span class='dots-narrow'>{tr('first {fewer}', fewer=fewer)}</span> "
        f"{tr('of {worlds} worlds', worlds=number(found.worlds))}</span></div>"
        f"<div class='dots-wide dots-frame'>{dots(found)}{_tip()}</div><div class='dots-narrow dots-frame'>"
        f"{dots(found, 358, PHONE_DOTS)}{_tip()}</div><p class='small quiet note'>"
        f"{tr('Colours as above; a ring is a game without an invasion.')}{space()}<span class='by-keys'>"
        f"{tr('Tab and arrow keys go from dot to dot, Enter opens one.')}</span><span class='by-touch'>"
        f"{tr('Touch a dot to see which world it is.')}</span></p></section>"
    )


def _tip() -> str:
    """What a dot says when it is looked at; on a touch screen it is what opens the game."""
    return (
        "<div class='dot-tip' hidden><b></b>"
        "<button type='button' class='link' tabindex='-1' data-act='watch'>"
        f"{tr('Open this game')}</button></div>"
    )


def _deterrence(found: Comparison) -> str:
    if not found.deters:
        return (
            f"<section class='before'><h2>{tr('Before the war: deterrence')}</h2><p class='small quiet'>"
            f"{tr('This scenario begins with the war, so no stance can deter it.')}</p></section>"
        )
    return (
        f"<section class='before'><h2>{tr('Before the war: deterrence')}</h2><div class='dots-wide'>"
        f"{deterrence(found)}</div><div class='dots-narrow'>{deterrence(found, 358)}</div>"
        "<p class='small quiet note'>"
        + tr(
            "What Beijing last believed in the crisis or blockade: how likely US forces fight from "
            "Japan, and its odds of taking Taiwan. All worlds; bars span 90% of them."
        )
        + "</p></section>"
    )


def _foot(found: Comparison) -> str:
    return (
        "<section class='foot-notes'><p class='small'>"
        + tr("The same from the command line: <code>{command}</code>", command=text(found.command))
        + "</p><p class='small quiet'>"
        + tr(
            "Intervals hold the chance of the dice, not errors of the model. What it gets wrong is on "
            "the page of <a href='./?page=evidence'>the evidence</a>, what is judgement among "
            "<a href='./?page=parameters&amp;scenario={scenario}'>its numbers</a>, and what must not be read from it "
            "in docs/LIMITS.md.",
            scenario=text(quote(found.scenario)),
        )
        + "</p></section>"
    )


def table(found: Comparison) -> str:
    """All numbers: a column a stance."""
    head = "".join(f"<th scope='col'>{text(STANCE_NAMES[row.stance])}</th>" for row in found.rows)
    first = STANCE_NAMES[found.rows[0].stance]
    links = "".join(_link_row(link, found) for link in (*FOUGHT, *(DETERRED if found.deters else ())))
    counts = _count_row(tr("War"), found, [row.war for row in found.rows])
    counts += _count_row(tr("China gets Taiwan"), found, [row.taken for row in found.rows])
    counts += "".join(_count_row(SCALE[key], found, [row.outcomes[key] for row in found.rows]) for key in seen(found))
    span = len(found.rows) + 1

    def part(words: str) -> str:
        return f"<tr><td class='faint' colspan='{span}'>{words}</td></tr>"

    counted = tr("Count, 95% interval")
    if len(found.rows) > 1:
        counted += tr("; below, the paired difference to “{stance}” with its own", stance=text(first))
    return (
        f"<div class='scroll-x' tabindex='0' role='region' aria-label='{tr('What came of each stance')}'>"
        "<table class='data'><thead><tr><th scope='col'>"
        + tr("{worlds} worlds each, seed {seed}", worlds=number(found.worlds), seed=found.seed)
        + f"</th>{head}</tr></thead><tbody>{part(tr('Mean, 90% of worlds, and N, how many worlds it is of'))}"
        f"{links}{part(counted)}{counts}</tbody></table></div>"
    )


def _link_row(link: Link, found: Comparison) -> str:
    cells = "".join(f"<td>{_spread(row.spreads[link.key])}</td>" for row in found.rows)
    return f"<tr><th scope='row'>{text(link.head)} <span class='faint'>{text(link.unit)}</span></th>{cells}</tr>"


def _spread(spread: Spread | None) -> str:
    if spread is None:
        return f"<span class='faint'>{tr('no war')}</span>"
    return (
        f"<b>{number(spread.mean)}</b> <span class='faint'>"
        + tr(
            "{low} to {high}, N {worlds}",
            low=number(spread.low),
            high=number(spread.high),
            worlds=number(spread.worlds),
        )
        + "</span>"
    )


def _count_row(name: str, found: Comparison, counts: Sequence[Count]) -> str:
    cells = ""
    for i, count in enumerate(counts):
        low, high = (found.worlds * share for share in count.interval)
        cells += (
            f"<td><b>{number(count.count)}</b> <span class='faint'>"
            f"{tr('{low} to {high}', low=number(low), high=number(high))}</span>"
        )
        if i:
            low, high = (found.worlds * share for share in count.difference_interval)
            cells += (
                f"<br>{more(count.difference)} <span class='faint'>"
                f"{tr('{low} to {high}', low=more(low), high=more(high))}</span>"
            )
        cells += "</td>"
    return f"<tr><th scope='row'>{text(name)}</th>{cells}</tr>"
