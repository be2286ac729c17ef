"""The debrief's frame and its last part: tabs, luck, questions with room to answer, and what is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from wargame.charts.luck import End, by_battalions, finding, luck
from wargame.game.forecasts import Scored, brier
from wargame.text.html import Template, rich, text
from wargame.text.language import tr
from wargame.text.markdown import inline
from wargame.text.phrase import say
from wargame.ui.turn.forecast import table

TABS = {"happened": say("What happened"), "why": say("Why"), "apply": say("What would you do?")}
LONGEST_CODE = 70  # letters of a line


def tabs(chosen: str) -> Markup:
    """The three parts of the debrief, one of them chosen; by arrow keys too."""
    return _DRAWN.tabs(list(TABS.items()), chosen)


def actions() -> Markup:
    """What can be done with a finished game, wherever one reads."""
    return _DRAWN.actions()


def playing_luck(worlds: int) -> Markup:
    """What stands there while the games with other dice are played."""
    return _DRAWN.playing_luck(worlds)


def lucks(dice: Sequence[End], own: End, others: Sequence[End], better: tuple[int, int, int]) -> Markup:
    """The dots of other dice, and both ranges."""
    better_, alike, worse = better
    axis = (
        tr("battalions ashore at the end") if by_battalions(dice, own) else tr("how they ended, best for Taiwan first")
    )
    says = tr(
        "{dice} games with your orders, other dice and other tempers of the governments, by "
        "{axis}. {better} end better for Taiwan than this game, {alike} alike, {worse} worse.",
        dice=len(dice),
        axis=axis,
        better=better_,
        alike=alike,
        worse=worse,
    )
    key = rich(
        "Each dot is a game; this game: {dice}. Upper bar: from the 5th to the 95th of 100 games. "
        "Lower bar: all stances with your dice.",
        dice=text(finding(dice, own)),
    )
    return _DRAWN.lucks(says, *(Markup(luck(dice, own, others, width)) for width in (1200, 660, 358)), key)


def forecasts(results: Sequence[Scored], seat: str | None, mine: bool = True) -> Markup:
    """What the person said would happen, and what came of it."""
    if results:
        return _DRAWN.forecasts(brier(results), Markup(table(results, mine)), mine)
    return _DRAWN.no_forecasts() if seat and mine else Markup()


def questions(asked: Sequence[str], notes: Mapping[str, str], drawn: int = 0, mine: bool = True) -> Markup:
    """The scenario's questions, each with room to answer; in somebody else's game with the answers to read."""
    if not asked:
        return Markup()
    shown = [(Markup(inline(tr(question))), notes.get(question, "")) for question in asked]
    return _DRAWN.questions(shown, drawn) if mine else _DRAWN.answers(shown)


def kept(problem: str, saved: int) -> Markup:
    """Whether answers are saved."""
    return _DRAWN.kept(problem, saved)


def take_away(code: str | None, fingerprint: str) -> Markup:
    """The share code with its fingerprint, and the files."""
    says = rich(
        "The JSON file holds the whole game with forecasts and answers. <i>Open a game</i> in the lobby plays it again."
    )
    return _DRAWN.take_away(_share(code, fingerprint), says)


def failed(title: str) -> Markup:
    """What stands in the place of a part that could not be computed."""
    says = tr("This could not be computed. The game itself is saved; reload the page to try again.")
    return _DRAWN.failed(title, says)


def _share(code: str | None, fingerprint: str) -> Markup:
    if code is None:
        return _DRAWN.without_code(
            tr(
                "This game is of a scenario file of your own, so a code cannot hold it. Save it as JSON "
                "and share that together with the scenario’s file."
            )
        )
    says = tr(
        "A line that opens this game on any computer with Linchpin: scenario, dice and orders, without your answers."
    )
    return _DRAWN.code(code, fingerprint, says, -(-len(code) // LONGEST_CODE))


_DRAWN = Template("ui/debrief/frame.html")
