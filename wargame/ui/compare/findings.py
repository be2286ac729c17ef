"""The Compare page: what is compared, what was found in words, the chain, deterrence, and every world as a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup

from wargame.analysis.compare import DETERRED, FOUGHT, Comparison, Row
from wargame.charts.chain import chain, chain_of, deterrence, more, seen
from wargame.charts.dots import dots
from wargame.charts.marks import STANCE_NAMES, THERE, access_glyph
from wargame.charts.outcomes import HATCHED, SCALE, outcome_key
from wargame.engine.orders import STANCES
from wargame.text.html import Template, number, rich, text
from wargame.text.language import space, tr
from wargame.text.phrase import say
from wargame.ui.debrief.ending import PREDICTION

FEWER = say("{words} {where} it is <b>{difference} fewer</b> than {against} (interval {low} to {high}, paired).")
MORE = say("{words} {where} it is <b>{difference} more</b> than {against} (interval {low} to {high}, paired).")
WORLDS = (100, 500, 2000)
PHONE_DOTS, PHONE_WIDTH = 100, 358
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


def controls(choice: Choice, scenarios: Sequence[tuple[str, str]]) -> Markup:
    """What is compared, to be changed: scenario, stances, how many worlds, and their seed."""
    return _DRAWN.controls(choice, scenarios)


def waiting(choice: Choice, played: int = 0) -> Markup:
    """What stands there while the worlds are played."""
    words = tr(
        "{worlds} worlds under each stance, with the same dice. This takes some seconds.",
        worlds=number(choice.worlds),
    )
    return _DRAWN.waiting(choice, played, words)


def failed(words: str) -> Markup:
    """What stands there when a comparison could not be made."""
    return _DRAWN.failed(words)


def page(found: Comparison, trouble: str = "") -> Markup:
    """What was found: in words, as the chain, as dots, and before the war."""
    return _DRAWN.page(found, trouble)


def table(found: Comparison) -> Markup:
    """All numbers: a column a stance."""
    links = (*FOUGHT, *(DETERRED if found.deters else ()))
    counts = [
        (say("War"), [row.war for row in found.rows]),
        (say("China gets Taiwan"), [row.taken for row in found.rows]),
        *((SCALE[key], [row.outcomes[key] for row in found.rows]) for key in seen(found)),
    ]
    return _DRAWN.table(found, links, counts)


def finding(found: Comparison) -> Markup:
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


def lede(found: Comparison) -> Markup:
    """Which games, and the difference with its interval."""
    dice = (
        tr("the same {worlds} sets of dice under each stance", worlds=number(found.worlds))
        if len(found.rows) > 1
        else tr("one stance")
    )
    words = rich("“{title}”, {dice}, seed {seed}.", title=text(found.title), dice=dice, seed=found.seed)
    other = _other(found)
    if other is None:
        return words
    difference = other.taken.difference
    low, high = sorted(abs(found.worlds * share) for share in other.taken.difference_interval)
    against = THERE[found.rows[0].stance]
    if not other.taken.differs:
        low, high = (found.worlds * share for share in other.taken.difference_interval)
        return rich(
            "{words} {where} the difference to {first} is {difference} (interval {low} to {high}, paired).",
            words=words,
            where=tr(WHERE[other.stance]),
            first=text(SHORT[found.rows[0].stance]),
            difference=more(difference),
            low=more(low),
            high=more(high),
        )
    how = FEWER if difference < 0 else MORE
    return rich(
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


def _key_numbers(found: Comparison, row: Row) -> Markup:
    """The key number of one stance with its interval, and the paired difference, in words."""
    low, high = (found.worlds * share for share in row.taken.interval)
    said = rich(
        "China gets Taiwan in <b>{count} of {worlds}</b> ({low} to {high})",
        count=number(row.taken.count),
        worlds=number(found.worlds),
        low=number(low),
        high=number(high),
    )
    if row is not found.rows[0]:
        low, high = (found.worlds * share for share in row.taken.difference_interval)
        said += rich(
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
    return tr(
        "Thick bars span 90% of worlds, dots are means. Small numbers below a count are 95% "
        "intervals: Wilson’s of a count, paired of a difference.{wars} “China gets Taiwan” is by "
        "war or by Taiwan giving way.",
        wars=wars,
    )


def _beliefs() -> str:
    return tr(
        "What Beijing last believed in the crisis or blockade: how likely US forces fight from "
        "Japan, and its odds of taking Taiwan. All worlds; bars span 90% of them."
    )


def _limits(found: Comparison) -> Markup:
    return rich(
        "Intervals hold the chance of the dice, not errors of the model. What it gets wrong is on "
        "the page of <a href='./?page=evidence'>the evidence</a>, what is judgement among "
        "<a href='./?page=parameters&amp;scenario={scenario}'>its numbers</a>, and what must not be read from it "
        "in docs/LIMITS.md.",
        scenario=quote(found.scenario),
    )


def _is_hatched(found: Comparison) -> bool:
    return any(key in HATCHED for key in seen(found))


def _key_of(found: Comparison) -> Markup:
    return Markup(outcome_key("compare-key", seen(found)))


def _chain(found: Comparison) -> Markup:
    return Markup(chain(found, "chain"))


def _chain_of(found: Comparison, row: Row) -> Markup:
    return Markup(chain_of(found, row, f"narrow-{row.stance}"))


def _dots(found: Comparison, *size: int) -> Markup:
    return Markup(dots(found, *size))


def _deterrence(found: Comparison, *width: int) -> Markup:
    return Markup(deterrence(found, *width))


_DRAWN = Template(
    "ui/compare/findings.html",
    access_glyph=access_glyph,
    beliefs=_beliefs,
    caption=_caption,
    chain=_chain,
    chain_of=_chain_of,
    deterrence=_deterrence,
    dots=_dots,
    finding=finding,
    is_hatched=_is_hatched,
    key_numbers=_key_numbers,
    key_of=_key_of,
    lede=lede,
    limits=_limits,
    more=more,
    numbers=table,
    phone_dots=PHONE_DOTS,
    phone_width=PHONE_WIDTH,
    prediction=PREDICTION,
    space=space,
    stance_names=STANCE_NAMES,
    stances=tuple(STANCES),
    worlds=WORLDS,
)
