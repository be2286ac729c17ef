"""The debrief's frame and its last part: tabs, luck, questions with room to answer, and what is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from wargame.forecasts import Scored, brier
from wargame.markdown import inline
from wargame.ui.html_forecast import table
from wargame.ui.marks import text
from wargame.ui.svg_luck import End, by_battalions, finding, luck

TABS = {"happened": "What happened", "why": "Why", "apply": "What would you do?"}
LONGEST_CODE = 70  # letters of a line


def tabs(chosen: str) -> str:
    """The three parts of the debrief, one of them chosen; by arrow keys too."""
    marks = "".join(
        f"<button type='button' role='tab' id='tab-{key}' class='tab' data-act='tab' data-value='{key}' "
        f"aria-selected='{'true' if key == chosen else 'false'}' aria-controls='part-{key}' "
        f"tabindex='{0 if key == chosen else -1}'>{words}</button>"
        for key, words in TABS.items()
    )
    return f"<nav aria-label='Debrief'><div class='tabs' role='tablist' aria-label='Parts'>{marks}</div></nav>"


def actions() -> str:
    """What can be done with a finished game, wherever one reads."""
    return (
        "<p class='actions'><button type='button' class='link' data-act='replay'>Replay</button>"
        "<button type='button' class='link' data-act='tab' data-value='apply'>Share or save</button>"
        "<button type='button' class='link' data-here='print'>Print</button></p>"
    )


def lucks(dice: Sequence[End] | None, own: End, others: Sequence[End] | None, better: tuple[int, int, int]) -> str:
    """The dots of other dice, and both ranges."""
    head = "<h2>Luck or decision?</h2>"
    if dice is None or others is None:
        return f"<section>{head}<p class='quiet' role='status'>Playing 500 games with other dice.</p></section>"
    better_, alike, worse = better
    axis = "battalions ashore at the end" if by_battalions(dice, own) else "how they ended, best for Taiwan first"
    return (
        f"<section data-luck='done'>{head}<p class='quiet'>{len(dice)} games with your orders, other dice and other "
        f"tempers of the governments, by {axis}. {better_} end better for Taiwan than this game, {alike} alike, "
        f"{worse} worse.</p><div class='wide-only'>{luck(dice, own, others, 1200)}</div>"
        f"<div class='mid-only'>{luck(dice, own, others, 660)}</div>"
        f"<div class='phone-only'>{luck(dice, own, others, 358)}</div>"
        f"<p class='label'>Each dot is a game; this game: {text(finding(dice, own))}. Grey bar: from the 5th to the "
        "95th of 100 games. Dark bar: all stances with your dice.</p></section>"
    )


def forecasts(results: Sequence[Scored], seat: str | None) -> str:
    """What the person said would happen, and what came of it."""
    if not results:
        words = "You made no forecasts. Before a turn you may say how likely something is." if seat else ""
        return f"<section><h2>Your forecasts</h2><p class='quiet'>{words}</p></section>" if seat else ""
    mean = brier(results)
    said = "" if mean is None else f"<p class='lede'>Brier score {mean:.2f}. Saying 50% each time gives 0.25.</p>"
    return f"<section><h2>Your forecasts</h2>{said}{table(results)}</section>"


def questions(asked: Sequence[str], notes: Mapping[str, str], drawn: int = 0) -> str:
    """The scenario's questions, each with room to answer."""
    if not asked:
        return ""
    items = "".join(
        f"<li><label for='answer-{i}'>{inline(question)}</label>"
        f"<textarea id='answer-{i}' rows='3' data-act='note' data-about='{i}' maxlength='20000'>"
        f"{text_area(notes.get(question, ''))}</textarea><p class='answer' data-answer='answer-{i}'></p></li>"
        for i, question in enumerate(asked)
    )
    return f"<section data-drawn='{drawn}'><h2>Questions</h2><ol class='questions'>{items}</ol></section>"


def text_area(words: str) -> str:
    """What was written, as it was written; a line break at its start would be lost otherwise."""
    return f"\n{escape(words)}" if words.startswith("\n") else escape(words)


def kept(problem: str, saved: int) -> str:
    """Whether answers are saved."""
    if problem:
        return f"<p class='notice' role='alert'>{text(problem)}</p>"
    said = "Your answer is saved." if saved else "Answers are saved as you write."
    return f"<p class='label' role='status'>{said}</p>"


def take_away(code: str | None, fingerprint: str) -> str:
    """The share code with its fingerprint, and the files."""
    if code is None:
        share = (
            "<p class='quiet'>This game is of a scenario file of your own, so a code cannot hold it. Save it as JSON "
            "and share that together with the scenario’s file.</p>"
        )
    else:
        share = (
            "<label for='code' class='small'>A line that opens this game on any computer with Linchpin: scenario, dice "
            f"and orders, without your answers.</label><textarea id='code' class='code' readonly rows='"
            f"{-(-len(code) // LONGEST_CODE)}' spellcheck='false'>{text(code)}</textarea>"
            "<p class='row'><button type='button' class='plain' data-here='copy' data-copies='code'>Copy</button>"
            "<span class='small' role='status' data-copied='code'></span></p>"
            f"<p class='small'>Fingerprint <b>{text(fingerprint)}</b>. "
            "Verify with: <code>wargame verify CODE</code></p>"
        )
    return (
        f"<section><h2>Share this game</h2>{share}</section>"
        "<section class='files'><h2>Save this debrief</h2><p class='row'>"
        "<button type='button' class='plain' data-here='print'>Print or save as PDF</button>"
        "<button type='button' class='plain' data-act='save' data-value='markdown'>Markdown</button>"
        "<button type='button' class='plain' data-act='save' data-value='json'>JSON</button></p>"
        "<p class='small quiet'>The JSON file holds the whole game with forecasts and answers. "
        "<i>Open a game</i> in the lobby plays it again.</p></section>"
    )
