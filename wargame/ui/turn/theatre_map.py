"""The map's two windows, for a wide screen and for a phone, with its legend and the bases outside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts import blockade as svg_blockade
from wargame.charts import theatre_map
from wargame.charts.marks import access_shape, arc, glyph, host_shape, side_shape
from wargame.charts.projection import CRISIS, PHONE_BLOCKADE, PHONE_CRISIS, PHONE_WAR, WAR, Frame
from wargame.text.html import Template, counted
from wargame.text.language import language, tr
from wargame.text.phrase import say

if TYPE_CHECKING:
    from wargame.game.situation import BaseView, BlockadeView


NOT_SAID, OTHER_HOSTS = say("not said"), say("other hosts")


def ground(war: bool, blockade: bool = False) -> Markup:
    """Shores and rings: the same in all games, and cached for all of them."""
    return _ground(war, blockade, language())


@lru_cache(maxsize=16)
def _ground(war: bool, blockade: bool, _language: str) -> Markup:
    wide, phone = _frames(war, blockade)
    return _DRAWN.windows(Markup(theatre_map.ground(wide)), Markup(theatre_map.ground(phone)))


def bases(
    shown: Sequence[BaseView],
    war: bool,
    stance: str | None = None,
    places: Iterable[tuple[str, int]] = (),
    held_km2: float = 0.0,
    blockade: BlockadeView | None = None,
) -> Markup:
    """Bases, as they are or as the card looked at would make them."""
    places = list(places)
    wide, phone = (
        Markup(theatre_map.marks(frame, shown, stance, war, places, held_km2, blockade=blockade))
        for frame in _frames(war, blockade is not None)
    )
    further = _further(shown, stance) if war else Markup()
    return _DRAWN.bases(wide, phone, stance, legend(war, stance is not None, blockade), further)


def legend(war: bool, preview: bool, blockade: BlockadeView | None = None) -> Markup:
    """What the marks mean."""
    access = [
        (access_shape("combat", 8, 8, 6), tr("US combat operations")),
        (access_shape("support", 8, 8, 6), tr("support only")),
        (access_shape("unsaid", 8, 8, 6), NOT_SAID),
        (access_shape("refuse", 8, 8, 6), say("refused")),
        (access_shape("closed", 8, 8, 6), tr("SDF or civil field")),
        (side_shape("us", 8, 8, 6), tr("US soil")),
        (host_shape("closed", 8, 8, 6), OTHER_HOSTS),
    ]
    damage = [
        (_ring(1.0) + access_shape("combat", 9, 9, 4.5), tr("runways open")),
        (_ring(0.5) + access_shape("combat", 9, 9, 4.5), tr("half shut")),
        (access_shape("refuse", 9, 9, 6), say("refused")),
        ("<rect x='0' y='7' width='18' height='5' fill='var(--us)'/>", say("sorties, 3.5 days")),
        (
            "<rect x='.5' y='4' width='17' height='10' fill='var(--china-soft)' stroke='var(--china)'/>"
            "<path d='M3 14L11 4M9 14L17 4' stroke='var(--china)' stroke-width='1.6'/>",
            tr("held by China"),
        ),
    ]
    if blockade is not None:
        access = [mark for mark in access if mark[1] not in (NOT_SAID, OTHER_HOSTS)] + _sea(blockade)
    title = tr("Map shows the choice you are looking at") if preview else tr("How far bases are open to US forces")
    size = 18 if war else 16
    return _DRAWN.legend(war, title, [(glyph(shape, size), words) for shape, words in (damage if war else access)])


def _frames(war: bool, blockade: bool) -> tuple[Frame, Frame]:
    """The windows on a wide screen and on a phone, where a blockade needs the closer one."""
    return (WAR, PHONE_WAR) if war else (CRISIS, PHONE_BLOCKADE if blockade else PHONE_CRISIS)


def _sea(blockade: BlockadeView) -> list[tuple[str, str]]:
    """The marks at sea that this blockade has."""
    found = [
        ("<path d='M0 8h16' stroke='var(--taiwan)' stroke-width='4'/>", tr("convoys, by number")),
        ("<path d='M0 8h16' stroke='var(--taiwan)' stroke-width='2.4' stroke-dasharray='5 3'/>", tr("ships alone")),
    ]
    if blockade.method == svg_blockade.BOARD:
        found.append((svg_blockade.boarder(8, 8), tr("coast guard")))
    if blockade.method >= svg_blockade.SUBMARINES:
        found += [(svg_blockade.boat(8, 9), say("submarines")), (svg_blockade.mine(8, 8), say("mines"))]
    if blockade.method >= svg_blockade.STRIKES:
        strikes = "<path d='M1 8h13M10 4l4 4l-4 4' fill='none' stroke='var(--china)' stroke-width='2'/>"
        found.append((strikes, say("strikes")))
    return found


def _ring(share: float) -> str:
    ring = f"<path d='{arc(9, 9, 7.4, 0, share)}' fill='none' stroke='var(--ink)' stroke-width='2.2'/>"
    if share < 1:
        ring += (
            f"<path d='{arc(9, 9, 7.4, share, 1)}' fill='none' stroke='var(--china)' stroke-width='2.2' "
            f"stroke-dasharray='3 2'/>"
        )
    return ring


def _further(shown: Sequence[BaseView], stance: str | None) -> Markup:
    """Bases that lie outside the window of the war map, with what flies from them: the most active, nearest first."""
    outside = [b for b in theatre_map.further(WAR, shown) if not b.port and (b.operator == "us" or b.sorties >= 0.5)]
    busiest = sorted(outside, key=lambda base: -base.sorties)[:5]
    outside = [base for base in outside if base in busiest]
    return _DRAWN.further(outside, stance) if outside else Markup()


def _mark(base: BaseView, stance: str | None) -> Markup:
    return glyph(theatre_map.base_shape(base, stance, 8, 8, 6))


def _flies(base: BaseView, stance: str | None) -> str:
    closed = theatre_map.shut(base, stance)
    if closed and base.sorties < 0.5:
        return closed
    open_part = tr("{share:.0f}% open", share=100 * base.open_share) if base.open_share < 0.995 else ""
    words = [counted(base.sorties, "sortie"), closed or open_part]
    return tr(", ").join(word for word in words if word)


_DRAWN = Template("ui/turn/theatre_map.html", flies=_flies, mark=_mark)
