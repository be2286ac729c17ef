"""The end of a game: what became of it, the same dice under other stances, and many other dice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.marks import SHORT_STANCES, STANCE_NAMES
from wargame.charts.outcomes import SCALE, interval_dots, outcome_bars, outcome_key, outcome_scale
from wargame.charts.strips import differs, most_ashore, parted, strip, strips
from wargame.engine.outcome import KEYS
from wargame.game.staff import OUTLOOKS, RULED
from wargame.text.html import Template, rich, text
from wargame.text.language import tr
from wargame.text.phrase import lowered, say, together
from wargame.ui.debrief import course, steps

if TYPE_CHECKING:
    from wargame.game.ending import Outcome
    from wargame.game.play import OutcomeCounts
    from wargame.game.situation import Situation
    from wargame.ui.debrief.stances import Replayed

PREDICTION = say("“Refuse” is a prediction of the model; no published game isolates it.")
SHORT_LEDE = 60  # characters below which the next detail joins the lede
# The same words count the same ends as they did while the game was played.
PEACE, FAILED, LOST = OUTLOOKS["crisis"].outcomes, OUTLOOKS["war"].outcomes, RULED.outcomes


def headline(outcome: Outcome, situation: Situation, actions: Markup | None = None, game: str = "") -> Markup:
    """The outcome in words, beside the scale of all outcomes and what can be done.

    `game` names the game on paper, where the bar that says it is left out.
    """
    short = len(outcome.details) > 1 and len(outcome.details[0]) < SHORT_LEDE
    lede = together(outcome.details[: 2 if short else 1])
    rest = together(outcome.details[2 if short else 1 :])
    scale = Markup(outcome_scale(outcome.key, outcome.label))
    return _DRAWN.headline(outcome, _when(situation), lede, rest, game, scale, actions or Markup())


def _when(situation: Situation) -> str:
    """The date of the end, as it stands within a line."""
    return lowered(situation.date) if situation.date.startswith("Week") else situation.date


def same_dice(replayed: Replayed | None) -> Markup:
    """The finished game again under each stance with the same dice, to be stepped through."""
    if replayed is None:
        return _DRAWN.playing_same_dice()
    rows, axis = replayed.rows, replayed.axis
    names, now, most = course.labels(replayed), course.opens_at(replayed), most_ashore(rows)
    narrow = [
        (row, _at(strip(row, axis, most, apart=apart), now))
        for row, apart in zip(rows, differs(rows, axis), strict=True)
    ]
    says = rich(
        "{splits} A flag stands where a game first differs from yours. {prediction}",
        splits=text(parted(rows, axis)),
        prediction=PREDICTION,
    )
    return _DRAWN.same_dice(
        len(names),
        steps.buttons(names, now),
        says,
        _at(strips(rows, axis), now),
        narrow,
        steps.did(rows, names, replayed.steps, now),
    )


def _at(picture: str, now: int) -> Markup:
    """A picture with the frame round one turn."""
    return Markup(picture.replace(f"class='cursor' data-step='{now}'", f"class='cursor now' data-step='{now}'"))


def other_dice(counts: Mapping[str, OutcomeCounts] | None, worlds: int) -> Markup:
    """Many forks of the game's start for each stance, with intervals; or how far they have come."""
    if counts is None:
        return _DRAWN.playing_other_dice(worlds, len(STANCE_NAMES) * worlds)
    avoided = any(counts[s].count(*PEACE) for s in counts)
    squeezed = any(counts[s].count("lifted") for s in counts)
    good = PEACE if avoided else ("lifted", *FAILED) if squeezed else FAILED
    title = tr("No war, no blockade") if avoided else tr("The landing fails or stalls")
    if squeezed and not avoided:
        title = tr("The blockade is lifted, or the landing fails or stalls")
    better, takes = (
        [(s, STANCE_NAMES[s], counts[s].count(*keys), counts[s].interval(*keys)) for s in counts]
        for keys in (good, LOST)
    )
    total = next(iter(counts.values())).worlds
    by_key = {stance: dict(zip(KEYS, counts[stance].counts, strict=True)) for stance in counts}
    seen = [key for key in SCALE if any(found.get(key) for found in by_key.values())]
    says = rich(
        "From the start, with the other orders as they were played and the same sets of dice under "
        "each stance. Bars show 95% Wilson intervals. {prediction}",
        prediction=PREDICTION,
    )
    return _DRAWN.other_dice(
        worlds,
        says,
        _bars(by_key, seen),
        title,
        total,
        _intervals(better, total, title),
        _intervals(takes, total, tr("Games in which China gets Taiwan")),
        _table(counts, by_key, seen),
    )


def close(compare: str = "/?page=compare") -> Markup:
    """The way on; `compare` is the address of the comparison of stances."""
    return _DRAWN.close(compare)


def _bars(by_key: Mapping[str, Mapping[str, int]], seen: Sequence[str]) -> Markup:
    rows = {stance: (STANCE_NAMES[stance], found) for stance, found in by_key.items()}
    short = {stance: (SHORT_STANCES[stance], found) for stance, found in by_key.items()}
    narrow = outcome_bars(short, "odds-narrow", width=358, names=104)
    return _DRAWN.both(Markup(outcome_bars(rows, "odds")), Markup(narrow)) + Markup(outcome_key("odds-key", seen))


def _intervals(rows: Sequence[tuple[str, str, int, tuple[float, float]]], total: int, event: str) -> Markup:
    short = [(stance, SHORT_STANCES[stance], count, interval) for stance, _, count, interval in rows]
    return _DRAWN.both(
        Markup(interval_dots(rows, total, event, 560, 170)), Markup(interval_dots(short, total, event, 358, 104))
    )


def _table(counts: Mapping[str, OutcomeCounts], by_key: Mapping[str, Mapping[str, int]], seen: Sequence[str]) -> Markup:
    rows = []
    for stance, found in by_key.items():
        worlds = counts[stance].worlds
        cells = [(found.get(key, 0), *(worlds * share for share in counts[stance].interval(key))) for key in seen]
        rows.append((STANCE_NAMES[stance], cells))
    return _DRAWN.table([SCALE[key] for key in seen], rows)


_DRAWN = Template("ui/debrief/ending.html")
