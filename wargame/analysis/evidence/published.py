"""Published results, as data: what was found, where it stands, and which scenario of ours stands for it.

A published mean is held against the model's mean, and hit within 35% of it; where the range of games is published
too, only inside that. The range of a share of few games is Wilson's 95% interval of the published count. Days count
from D-day. `miss` says why a row is missed, where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf
from typing import Any

from wargame.text.phrase import say

NEAR = 0.35  # of the mean
MANY = 10  # games from which their range says how far games lie apart
COVERED = 0.5  # of that range, which the middle of the worlds has to cover: judgement

FIRST_BATTLE, ARMAGEDDON = "[csis-firstbattle]", "[csis-armageddon]"
BASE, PESSIMISTIC = "first_battle_base", "first_battle_pessimistic"
RUNWAYS, TARIFFS, RESET = "excursions/runways", "excursions/tariffs_2025", "reset_2027"
POLL_ERROR = 0.03  # share; of a poll of one to two thousand
ASAHI_ANSWERED = 27 + 56 + 11  # percent


class Basis(StrEnum):
    """What a row may say of the model: a hit is a test only where nothing was set from the row."""

    UNSEEN = "unseen"  # no number was set from it
    FITTED = "fitted"  # the eight fitted numbers were fitted to it, or to rows that it is the sum or the rest of
    CHOSEN = "chosen"  # an input, or a number was set from it or knowing it: shown, and counted as no hit
    COMPARED = "compared"  # an opinion on the world, which no model can hit: shown side by side


UNSEEN, FITTED, CHOSEN, COMPARED = Basis


class Reading(StrEnum):
    """What of the worlds is held against the published value."""

    MEAN = "mean"
    MEDIAN = "median"  # where some worlds never come to it
    SHARE = "share of worlds"
    SPREAD = "share of the published range"  # that the middle 90% of worlds covers
    DIFFERENCE = "mean difference on the same dice"  # hit where its whole 95% interval is inside the bounds


MEAN, MEDIAN, SHARE, SPREAD, DIFFERENCE = Reading


@dataclass(frozen=True)
class Pair:
    """One number of a scenario at two values, on the same dice: the first less the second is read."""

    path: str
    one: str
    other: str


@dataclass(frozen=True)
class Published:
    """One published result."""

    key: str
    quantity: str  # in words, for a reader
    unit: str
    value: float  # the mean, or the only value
    source: str
    scenario: str
    gauge: str  # a name of gauges.GAUGES
    basis: Basis
    day: float = 0.0
    low: float | None = None  # where a mean alone does not say what a hit is
    high: float | None = None
    games: tuple[float, float] | None = None  # lowest and highest of the published games
    played: int = 0  # of these games
    said: str = ""  # as published, where a number alone would say too much
    read: Reading = Reading.MEAN
    rest: bool = False  # the sum or the rest of fitted rows: the fit leaves it out, for it says nothing more
    note: str = ""  # how the published thing was made comparable
    miss: str = ""
    pair: Pair | None = None
    spread_basis: Basis = UNSEEN  # of the row on how far the games differ
    narrow: str = ""  # why the worlds lie closer together than the games

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value that is a hit."""
        if self.read is SPREAD:
            return COVERED, 1.0
        if self.low is None and self.high is None:
            low, high = self.games or (-inf, inf)
            return max(self.value * (1 - NEAR), low), min(self.value * (1 + NEAR), high)
        return (-inf if self.low is None else self.low), (inf if self.high is None else self.high)


def _games(count: int, of: int) -> dict[str, float]:
    """Value and range of a share of published games: Wilson's interval [wilson1927]."""
    z2 = 1.96**2
    share, middle = count / of, (count + z2 / 2) / (of + z2)
    half = 1.96 / (of + z2) * (count * (of - count) / of + z2 / 4) ** 0.5
    return {"value": share, "low": max(middle - half, 0), "high": min(middle + half, 1)}


def _base(
    key: str, quantity: str, unit: str, value: float, gauge: str, day: float = 14, basis: Basis = FITTED,
    source: str = FIRST_BATTLE, **more: Any,
) -> Published:  # fmt: skip
    return Published(f"base-{key}", quantity, unit, value, source, BASE, gauge, basis, day, **more)


def _adverse(
    key: str, quantity: str, unit: str, value: float, gauge: str, day: float = 21, basis: Basis = FITTED, **more: Any
) -> Published:
    return Published(f"pessimistic-{key}", quantity, unit, value, FIRST_BATTLE, PESSIMISTIC, gauge, basis, day, **more)


def _counted(
    key: str, quantity: str, scenario: str, gauge: str, count: int, of: int, day: float, basis: Basis = FITTED,
    source: str = FIRST_BATTLE, **more: Any,
) -> Published:  # fmt: skip
    found = _games(count, of)
    return Published(
        key, quantity, "share of games", found["value"], source, scenario, gauge, basis, day,
        low=found["low"], high=found["high"], said=say("{count} of {of} games", count=count, of=of), read=SHARE, **more,
    )  # fmt: skip


def _asahi(key: str, quantity: str, percent: float, gauge: str) -> Published:
    """One answer of the poll of 2023, as a share of those who answered; 6% did not."""
    share = percent / ASAHI_ANSWERED
    return Published(
        key, quantity, "share", share, "[asahi2023]", RESET, gauge, CHOSEN, 0, low=share - POLL_ERROR,
        high=share + POLL_ERROR, said=f"{percent:g}%",
        note=say("the model's ladder of opinion was read off this poll; as shares of those who answered"),
    )  # fmt: skip


def _with_spreads(rows: Iterable[Published]) -> Iterator[Published]:
    """The rows, and after each that is the mean of many games how far these lie apart."""
    for row in rows:
        yield row
        if row.games and row.played >= MANY:
            yield replace(
                row,
                key=f"{row.key}-spread",
                quantity=say("{quantity}: how far games differ", quantity=row.quantity),
                value=1.0,
                basis=row.spread_basis,
                read=SPREAD,
                said="",
                miss=row.narrow,
            )


_ROWS = (
    _base("no-victory", "No Chinese victory", "share of games", 1.0, "no Chinese victory", low=0.9, high=1.0,
          said="3 of 3 games", read=SHARE, rest=True, note="asked: at least 90% of worlds"),
    _counted("base-defeat", "Chinese defeat", BASE, "Chinese defeat", 2, 3, 14,
             note="class as play stops on D+14"),
    _counted("base-decisive", "of these, decisive", BASE, "decisive Chinese defeat", 2, 3, 14, UNSEEN,
             note="the fit knows only all defeats together; class as play stops on D+14"),
    _counted("base-against", "Stalemate against China", BASE, "stalemate against China", 1, 3, 14,
             rest=True, note="class as play stops on D+14"),
    _counted("base-struck", "China struck Japan", BASE, "Japan struck", 2, 3, 14, CHOSEN,
             note="an input: how readily Beijing strikes is set in the scenario after this row"),
    _base("us-aircraft", "US aircraft lost", "aircraft", 270, "US aircraft", games=(168, 372), played=3),
    _base("japan-aircraft", "Japanese aircraft lost", "aircraft", 112, "Japanese aircraft",
          note="122 where Japan was struck, two of three games"),
    _base("china-aircraft", "Chinese aircraft lost", "aircraft", 155, "Chinese aircraft"),
    _base("taiwan-aircraft", "Taiwan's air force lost", "share", 0.5, "Taiwan's air force", said="about half"),
    _base("parked", "Of allied aircraft lost, on the ground", "share", 0.9, "lost on the ground", basis=UNSEEN,
          said="about 90%"),
    _base("us-ships", "US ships lost", "ships", 17, "US ships", games=(9, 22), played=3,
          said="mean 17; 2 carriers and 7 to 20 others"),
    _base("carriers", "US carriers lost by the second turn", "carriers", 2, "carriers", 7, UNSEEN),
    _base("us-submarines", "US submarines lost", "boats", 4, "US submarines", basis=UNSEEN, said="about 4",
          miss="A fifth of the boats in the strait is lost in 3.5 days, as published, with about a squadron of four "
          "there: in two weeks or less that is two or three."),
    _base("japan-ships", "Japanese ships lost", "ships", 26, "Japanese ships",
          miss="Where China spares Japan, its ships stay out of the war and none is lost. The published mean is too "
          "high for one game in three without losses, unless Japan fought in that game too."),
    _base("taiwan-ships", "Taiwanese ships lost", "ships", 26, "Taiwanese ships"),
    _base("china-ships", "Chinese ships lost", "ships", 138, "Chinese ships"),
    _base("landing-ships", "of these, landing ships", "ships", 86, "landing ships"),
    _base("escorts", "of these, other major ships", "ships", 52, "escorts"),
    _base("fleet-life", "Day when 90% of the landing fleet is gone", "days", 10, "fleet life", read=MEDIAN, low=6.5,
          high=14, said="about 10, at the latest 14"),
    _base("lrasm", "LRASM gone within a week of US entry", "share of games", 1.0, "LRASM gone", 7, CHOSEN, low=0.9,
          high=1.0, said="always", read=SHARE, note="how many are fired in a turn was set from this row"),
    _base("coastal", "Day when Taiwan's coastal missiles are spent", "days", 10.5, "coastal missiles gone",
          basis=CHOSEN, read=MEDIAN, low=7, high=14, said="in week 2",
          note="how many are fired in a turn was set from this row"),
    _base("landed", "Chinese battalions landed", "battalions", 37, "battalions landed"),
    _base("left", "Chinese battalions left", "battalions", 30, "battalions left"),
    _base("area", "Area of Taiwan held", "km²", 2600, "area"),
    _base("china-ground", "Chinese battalions lost ashore", "battalions", 7, "Chinese battalions lost", rest=True,
          note="7,000 casualties at 1,000 a battalion; those landed less those left"),
    _base("taiwan-ground", "Taiwanese battalions lost", "battalions", 3.5, "Taiwanese battalions lost",
          note="3,500 casualties at 1,000 a battalion",
          miss="Taiwan's losses grow with the product of both armies at the front, and where in the middle of the "
          "published spread that falls is fitted to two classes at once."),
    _base("jassm", "JASSM fired in three weeks", "missiles", 4000, "JASSM fired", 21, UNSEEN, source="[csis-emptybins]",
          note="the published figure includes those fired at targets on land",
          miss="The published figure includes land attack, which this model does not have. Here JASSM are fired at "
          "ships alone, and the battle for the landing fleet is over before the stock is."),
    _base("length", "Length of play", "days", 14, "length of play", 0, UNSEEN, played=3),
    _counted("base-nuclear", "Games that ended in a nuclear exchange", BASE, "nuclear use", 3, 15, 0, UNSEEN,
             ARMAGEDDON, note="another series, under rules for nuclear weapons; held against any nuclear use in the "
             "base case",
             miss="That series was played to study nuclear use. Here its chance is judgement, and small while the "
             "mainland is not struck: the war ends with the landing, and not with the bomb."),
    _base("spared", "How much poorer China fares when it spares Japan", "points", 0, "severity", 14, UNSEEN, low=0,
          said="poorer", read=DIFFERENCE, pair=Pair("model.china.strike_base", "8", "-8"),
          note="struck less spared on the same dice, in points from 0, the worst outcome for China, to 100, the best; "
          "the points of each outcome are judgement; a hit is an interval above 0",
          miss="Sparing Japan leaves US aircraft on their ramps, but keeps Japan’s own forces out of the war. In the "
          "model the two weigh alike; in the published games the aircraft weighed more."),

    _counted("pessimistic-victory", "Chinese victory", PESSIMISTIC, "Chinese victory", 0, 18, 21,
             rest=True, note="class as play stops on D+21"),
    _counted("pessimistic-toward", "Stalemate towards China", PESSIMISTIC, "stalemate towards China", 3, 18, 21,
             note="class as play stops on D+21"),
    _counted("pessimistic-open", "Stalemate, open", PESSIMISTIC, "stalemate, open", 4, 18, 21,
             note="class as play stops on D+21"),
    _counted("pessimistic-against", "Stalemate against China", PESSIMISTIC, "stalemate against China", 7, 18, 21,
             note="class as play stops on D+21"),
    _counted("pessimistic-defeat", "Chinese defeat", PESSIMISTIC, "Chinese defeat", 4, 18, 21,
             note="class as play stops on D+21"),
    _counted("pessimistic-decisive", "of these, decisive", PESSIMISTIC, "decisive Chinese defeat", 4, 18, 21, UNSEEN,
             note="the fit knows only all defeats together; class as play stops on D+21",
             miss="All published defeats of this case were decisive. The model calls a defeat decisive only where the "
             "landing was destroyed by D+14, a limit that is judgement, and without JASSM that mostly takes longer."),
    _counted("pessimistic-struck", "China struck Japan", PESSIMISTIC, "Japan struck", 18, 18, 21, CHOSEN,
             note="an input: how readily Beijing strikes is set in the scenario after this row"),
    _adverse("us-aircraft", "US aircraft lost", "aircraft", 484, "US aircraft", games=(90, 774), played=18,
             miss="US reinforcements stand at the most that judgement allows, and with them too few aircraft come "
             "within reach of China's missiles.",
             narrow="Worlds differ in when Washington comes, what China fires and when it strikes. The teams chose "
             "much else for themselves, and the model has three doctrines for each government."),
    _adverse("japan-aircraft", "Japanese aircraft lost", "aircraft", 161, "Japanese aircraft"),
    _adverse("china-aircraft", "Chinese aircraft lost", "aircraft", 327, "Chinese aircraft", games=(48, 826), played=18,
             narrow="Most Chinese aircraft lost fall to fire from Taiwan, at one rate in all worlds, so worlds lie "
             "close together."),
    _adverse("taiwan-aircraft", "Taiwan's air force lost", "share", 1.0, "Taiwan's air force", said="lost",
             note="75 of 474 aircraft sit in caves in both; read as at least 0.65",
             miss="Aircraft in caves live to the end, and missiles and raids leave a part of those in shelters."),
    _adverse("parked", "Of allied aircraft lost, on the ground", "share", 0.5, "lost on the ground", basis=UNSEEN,
             low=0.3, said="a significant part", note="read as at least 0.3"),
    _adverse("us-ships", "US ships lost", "ships", 14, "US ships"),
    _adverse("japan-ships", "Japanese ships lost", "ships", 14, "Japanese ships"),
    _adverse("taiwan-ships", "Taiwanese ships lost", "ships", 26, "Taiwanese ships"),
    _adverse("china-ships", "Chinese ships lost", "ships", 113, "Chinese ships"),
    _adverse("fleet-left", "Part of the landing fleet is afloat on D+21", "share of games", 0.5, "fleet left",
             basis=UNSEEN, low=0.1, said="may survive the month", read=SHARE, note="read as at least 0.1"),
    _adverse("lrasm", "LRASM gone within a week of US entry", "share of games", 1.0, "LRASM gone", 7, CHOSEN, low=0.9,
             high=1.0, said="always", read=SHARE, note="how many are fired in a turn was set from this row"),
    _adverse("ballistic", "Ballistic missiles fired", "share", 1.0, "ballistic missiles used", basis=UNSEEN, low=0.9,
             high=1.0, said="all"),
    _adverse("cruise", "Land-based cruise missiles left", "share", 0.33, "cruise missiles left", basis=CHOSEN,
             said="a third", note="an input: the model keeps back what this row says was left"),
    _adverse("landed", "Chinese battalions landed", "battalions", 60, "battalions landed"),
    _adverse("left", "Chinese battalions left", "battalions", 43, "battalions left"),
    _adverse("area", "Area of Taiwan held", "km²", 6240, "area"),
    _adverse("china-ground", "Chinese battalions lost ashore", "battalions", 17, "Chinese battalions lost", rest=True,
             note="17,000 casualties at 1,000 a battalion; those landed less those left"),
    _adverse("taiwan-ground", "Taiwanese battalions lost", "battalions", 22, "Taiwanese battalions lost",
             note="22,000 casualties at 1,000 a battalion",
             miss="Between the published classes Taiwan's losses grow six times, in the model less than four: they "
             "follow the product of both armies at the front. This row stands at the edge of a hit."),
    _adverse("length", "Length of play", "days", 21, "length of play", 0, UNSEEN, games=(14, 35), played=18,
             spread_basis=CHOSEN, note="no game of the model goes on after 35 days, the longest that was published",
             miss="Without JASSM the model’s fleet takes longer to sink, and nobody stops a game that both sides see "
             "is decided, as players do."),

    Published("runway-japan-fighters", "US fighters from Japan: runways shut", "days", 11.7, "[stimson]", RUNWAYS,
              "fighter closure, Japan", CHOSEN, 35,
              note="how many missiles keep a strip shut was set from this study; neither its missiles nor its times of "
              "repair were found"),
    Published("runway-guam-fighters", "US fighters from Guam: runways shut", "days", 1.7, "[stimson]", RUNWAYS,
              "fighter closure, Guam", CHOSEN, 35,
              note="how wide missiles of that range fall was chosen knowing this row",
              miss="The study means Guam and other Pacific fields, the model Guam and Tinian, and how many missiles "
              "the study gives them was not found."),
    Published("runway-japan-tankers", "Tankers from Japan: runways shut", "days", 30, "[stimson]", RUNWAYS,
              "tanker closure, Japan", CHOSEN, 35, low=30, said="over a month",
              note="how much longer repair takes for tankers was set from this study"),
    Published("runway-guam-tankers", "Tankers from Guam: runways shut", "days", 4, "[stimson]", RUNWAYS,
              "tanker closure, Guam", CHOSEN, 35, said="about 4",
              note="how much longer repair takes for tankers was set from this study",
              miss="Runways shut for fighters for about as long as published are shut for tankers 2.8 times as long: "
              "the ratio is the model's for all fields, near the published one in Japan (at least 2.6) and above that "
              "of the study's Pacific fields (2.4), of which the model has only Guam and Tinian."),

    Published("trust-fall", "Fall of Japanese trust in the US over the tariffs of 2025", "share", 0.12, "[yomiuri2025]",
              TARIFFS, "fall of trust", CHOSEN, said="from 34% to 22%",
              note="what tariffs take from trust, and how fast, was set from this poll"),
    Published("trust-after", "Japanese trust in the US in June 2025", "share", 0.22, "[yomiuri2025]", TARIFFS, "trust",
              CHOSEN, low=0.19, high=0.25, said="22%",
              note="what tariffs take from trust, and how fast, was set from this poll; range: 3 points, the "
              "error of the poll"),
    Published("cabinet-december", "Approval of the cabinet in December 2025", "share", 0.675, "[kyodo-dec2025]", RESET,
              "cabinet in December", CHOSEN, low=0.645, high=0.705, said="67.5%",
              note="from 69.9% in November; how fast approval moves was set from the poll of March; range: 3 points, "
              "the error of the poll"),
    Published("cabinet", "Approval of the cabinet in March 2026", "share", 0.641, "[kyodo2026]", RESET,
              "cabinet in March", CHOSEN, low=0.60, high=0.68, said="64.1%",
              note="from 69.9% in November 2025; how fast approval moves was set from this poll; range: 4 points, two "
              "polls"),
    Published("affinity", "Affinity to the US after the tariffs of 2025", "share", 0.77, "[cabinetoffice2025]", TARIFFS,
              "affinity", CHOSEN, low=0.74, high=0.80, said="from 84.9% to 77.0%",
              note="what tariffs take from affinity was set from this poll; range: 3 points, the error of the poll",
              miss="The poll was taken some months after the two quarters of the scenario; affinity moves a fifth of "
              "its way in a quarter, and is still falling when they end."),
    _asahi("opinion-nothing", "Over Taiwan: no cooperation with the US", 27, "public for nothing"),
    _asahi("opinion-rear", "Over Taiwan: support in the rear only", 56, "public for the rear"),
    _asahi("opinion-force", "Over Taiwan: force together with the US", 11, "public for force"),
    Published("opinion-defence", "For collective self-defence if China attacks Taiwan", "share", 48.8 / 93.0,
              "[kyodo2025]", RESET, "public beyond the rear", CHOSEN,
              low=48.8 / 93.0 - POLL_ERROR, high=48.8 / 93.0 + POLL_ERROR, said="48.8% for, 44.2% against",
              note="held against those who would go beyond support in the rear, at the end of 2025, and for the share "
              "of those who answered; where support for US combat operations comes to rest was set from this poll; "
              "range: 3 points",
              miss="The two polls do not describe one public. Asahi offered support in the rear as a middle, and most "
              "took it; Kyodo asked for yes or no. The model starts from Asahi, whose answers are its ladder."),
    Published("odds-invasion", "Invasion of Taiwan by the end of 2027", "share", 0.20, "[signalnews2026]", RESET,
              "invasion", COMPARED, said="20%", read=SHARE,
              note="forecasters on prediction markets, as one site of low quality reports them; this model’s share is "
              "no forecast"),
    Published("odds-success", "Success, given an invasion", "share", 0.65, "[signalnews2026]", RESET,
              "success of an invasion", COMPARED, said="65%", read=SHARE,
              note="the same forecasters; what they call success is not told, here it is that China takes Taiwan. The "
              "model follows published wargames, in which nearly all landings failed"),
    Published("odds-control", "China controls at least half of Taiwan by 2030", "share", 0.17, "[samotsvety2024]",
              RESET, "conquest", COMPARED, low=0.08, high=0.24, said="8% to 24%", read=SHARE,
              note="five forecasters in February 2024; held against Chinese victories by the end of 2027, so two years "
              "fewer"),
)  # fmt: skip
PUBLISHED = tuple(_with_spreads(_ROWS))
BY_KEY = {row.key: row for row in PUBLISHED}
