"""The debrief's frame and its last part: tabs, luck, questions with room to answer, and what is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from wargame.charts.luck import End, by_battalions, finding, luck
from wargame.game.forecasts import Scored, brier
from wargame.text.html import text
from wargame.text.language import tr
from wargame.text.markdown import inline
from wargame.text.phrase import say
from wargame.ui.turn.forecast import table

TABS = {"happened": say("What happened"), "why": say("Why"), "apply": say("What would you do?")}
LONGEST_CODE = 70  # letters of a line


def tabs(chosen: str) -> str:
    """The three parts of the debrief, one of them chosen; by arrow keys too."""
    marks = "".join(
        f"<button type='button' role='tab' id='tab-{key}' class='tab' data-act='tab' data-value='{key}' "
        f"aria-selected='{'true' if key == chosen else 'false'}' aria-controls='part-{key}' "
        f"tabindex='{0 if key == chosen else -1}'>{tr(words)}</button>"
        for key, words in TABS.items()
    )
    return (
        f"<nav aria-label='{tr('Debrief')}'><div class='tabs' role='tablist' aria-label='{tr('Parts')}'>"
        f"{marks}</div></nav>"
    )


def actions() -> str:
    """What can be done with a finished game, wherever one reads."""
    return (
        f"<p class='actions'><button type='button' class='link' data-act='replay'>{tr('Replay')}</button>"
        f"<button type='button' class='link' data-act='tab' data-value='apply'>{tr('Share or save')}</button>"
        f"<button type='button' class='link' data-here='print'>{tr('Print')}</button></p>"
    )


def playing_luck(worlds: int) -> str:
    """What stands there while the games with other dice are played."""
    words = tr("Playing {worlds} games with other dice.", worlds=worlds)
    return f"<section><h2>{tr('Luck or decision?')}</h2><p class='quiet' role='status'>{words}</p></section>"


def lucks(dice: Sequence[End], own: End, others: Sequence[End], better: tuple[int, int, int]) -> str:
    """The dots of other dice, and both ranges."""
    head = f"<h2>{tr('Luck or decision?')}</h2>"
    better_, alike, worse = better
    axis = (
        tr("battalions ashore at the end") if by_battalions(dice, own) else tr("how they ended, best for Taiwan first")
    )
    return (
        f"<section data-luck='done'>{head}<p class='quiet'>"
        + tr(
            "{dice} games with your orders, other dice and other tempers of the governments, by "
            "{axis}. {better} end better for Taiwan than this game, {alike} alike, {worse} worse.",
            dice=len(dice),
            axis=axis,
            better=better_,
            alike=alike,
            worse=worse,
        )
        + f"</p><div class='wide-only'>{luck(dice, own, others, 1200)}</div><div class='mid-only'>"
        f"{luck(dice, own, others, 660)}</div><div class='phone-only'>{luck(dice, own, others, 358)}</div>"
        "<p class='label'>"
        + tr(
            "Each dot is a game; this game: {dice}. Upper bar: from the 5th to the 95th of 100 games. "
            "Lower bar: all stances with your dice.",
            dice=text(finding(dice, own)),
        )
        + "</p></section>"
    )


def forecasts(results: Sequence[Scored], seat: str | None, mine: bool = True) -> str:
    """What the person said would happen, and what came of it."""
    if not results and not mine:
        return ""
    if not results:
        words = tr("You made no forecasts. Before a turn you may say how likely something is.") if seat else ""
        return f"<section><h2>{tr('Your forecasts')}</h2><p class='quiet'>{words}</p></section>" if seat else ""
    mean = brier(results)
    said = (
        ""
        if mean is None
        else ("<p class='lede'>" + tr("Brier score {mean:.2f}. Saying 50% each time gives 0.25.", mean=mean) + "</p>")
    )
    title = tr("Your forecasts") if mine else tr("Forecasts of the player")
    return f"<section><h2>{title}</h2>{said}{table(results, mine)}</section>"


def questions(asked: Sequence[str], notes: Mapping[str, str], drawn: int = 0, mine: bool = True) -> str:
    """The scenario's questions, each with room to answer; in somebody else's game with the answers to read."""
    if not asked:
        return ""
    items = "".join(
        f"<li><p>{inline(tr(question))}</p><p class='answered'>{_answer(notes.get(question, ''))}</p></li>"
        for question in asked
    )
    if not mine:
        return f"<section><h2>{tr('Questions')}</h2><ol class='questions'>{items}</ol></section>"
    items = "".join(
        f"<li><label for='answer-{i}'>{inline(tr(question))}</label>"
        f"<textarea id='answer-{i}' rows='3' data-act='note' data-about='{i}' maxlength='20000'>"
        f"{text_area(notes.get(question, ''))}</textarea><p class='answer' data-answer='answer-{i}'></p></li>"
        for i, question in enumerate(asked)
    )
    return f"<section data-drawn='{drawn}'><h2>{tr('Questions')}</h2><ol class='questions'>{items}</ol></section>"


def _answer(words: str) -> str:
    return escape(words) if words.strip() else f"<span class='faint'>{tr('No answer was written.')}</span>"


def text_area(words: str) -> str:
    """What was written, as it was written; a line break at its start would be lost otherwise."""
    return f"\n{escape(words)}" if words.startswith("\n") else escape(words)


def kept(problem: str, saved: int) -> str:
    """Whether answers are saved."""
    if problem:
        return f"<p class='notice' role='alert'>{text(problem)}</p>"
    said = tr("Your answer is saved.") if saved else tr("Answers are saved as you write.")
    return f"<p class='label' role='status'>{said}</p>"


def take_away(code: str | None, fingerprint: str) -> str:
    """The share code with its fingerprint, and the files."""
    if code is None:
        share = (
            "<p class='quiet'>"
            + tr(
                "This game is of a scenario file of your own, so a code cannot hold it. Save it as JSON "
                "and share that together with the scenario’s file."
            )
            + "</p>"
        )
    else:
        share = (
            "<label for='code' class='small'>"
            + tr(
                "A line that opens this game on any computer with Linchpin: scenario, dice and orders, "
                "without your answers."
            )
            + "</label>"
            f"<textarea id='code' class='code' readonly rows='{-(-len(code) // LONGEST_CODE)}' spellcheck='false'>"
            f"{text(code)}</textarea><p class='button-row'>"
            f"<button type='button' class='plain' data-here='copy' data-copies='code'>{tr('Copy')}</button>"
            "<span class='small' role='status' data-copied='code'></span></p><p class='small'>"
            + tr(
                "Fingerprint <b>{fingerprint}</b>. Verify with: <code>wargame verify CODE</code>",
                fingerprint=text(fingerprint),
            )
            + "</p>"
        )
    return (
        f"<section><h2>{tr('Share this game')}</h2>{share}</section><section class='files'><h2>"
        f"{tr('Save this debrief')}</h2><p class='button-row'><button type='button' class='plain' data-here='print'>"
        f"{tr('Print or save as PDF')}</button>"
        f"<button type='button' class='plain' data-act='save' data-value='markdown'>Markdown</button>"
        f"<button type='button' class='plain' data-act='save' data-value='json'>JSON</button></p>"
        "<p class='small quiet'>"
        + tr(
            "The JSON file holds the whole game with forecasts and answers. <i>Open a game</i> in the "
            "lobby plays it again."
        )
        + "</p></section>"
    )
