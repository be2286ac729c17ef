"""A forecast beside what came: a hollow dot for what was said, a tick for what happened, and the error between them."""

from __future__ import annotations

from wargame.text.html import number, text
from wargame.text.language import tr


def forecast(said: float, happened: bool | None, width: int = 132) -> str:
    """One forecast on an axis from 0 to 100.

    Args:
        said: share that was said.
        happened: whether it came; None while it is not known.
        width: of the picture.
    """
    left, right, y = 7.0, width - 7.0, 9
    at = left + said * (right - left)
    words = tr("You said {said} of 100", said=number(100 * said))
    error = tick = ""
    if happened is not None:
        came = right if happened else left
        error = f"<path d='M{at:.1f} {y}H{came:.1f}' stroke='var(--act)' stroke-width='2'/>"
        tick = f"<path d='M{came:.1f} {y - 7}v14' stroke='var(--ink)' stroke-width='3'/>"
        words = tr("{words}; it came", words=words) if happened else tr("{words}; it did not come", words=words)
    return (
        f"<svg class='forecast-line' role='img' aria-label='{text(words)}' width='{width}' height='18' "
        f"viewBox='0 0 {width} 18'><path d='M{left} {y}H{right}' stroke='var(--line2)'/>{error}{tick}"
        f"<circle cx='{at:.1f}' cy='{y}' r='5' fill='var(--paper)' stroke='var(--act)' stroke-width='2'/></svg>"
    )
