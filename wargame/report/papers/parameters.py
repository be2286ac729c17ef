"""How the model works: every number of a scenario in a table, with a search that needs no reload."""

from __future__ import annotations

import math
from html import escape

from wargame.engine.parameters import Distribution
from wargame.scenario.inventory import Entry, Group, Inventory, share_in_words
from wargame.text.html import number, text
from wargame.text.language import ENGLISH, language, tr
from wargame.text.phrase import say

KINDS = {
    "uniform": say("uniform"),
    "triangular": say("triangular"),
    "normal": say("normal"),
    "one_of": say("one of"),
}
PLACES = {"bases", "relations"}  # groups of numbers that stand under the names of places


def page(inventory: Inventory, query: str = "") -> str:
    """The page, showing what the query matches; assets/custom.js does the same while a person types."""
    shown = sum(_matches(group, entry, query) for group in inventory.groups for entry in group.entries)
    parts = "".join(_part(group, query) for group in inventory.groups)
    return (
        f"<main class='numbers'><h1>{tr('How the model works')}</h1><p class='lede'>"
        + tr(
            "Every number of “{title}”. The rules come first, in the order in which a turn runs them. "
            "A scenario file may change any of them, or make it uncertain. <a "
            "href='./?page=evidence'>The evidence</a> holds the model against what was published.",
            title=text(inventory.title),
        )
        + "</p><p class='notice'>"
        + tr("{judged} Judgement means that we found nobody who published it.", judged=tr(share_in_words(inventory)))
        + f"</p><p class='find'><label for='find'>{tr('Search')}</label>"
        f"<input id='find' type='search' data-finds='1' autocomplete='off' value='{escape(query)}' placeholder='"
        f"{tr('tariff, Kadena, judgement')}'><span class='label' role='status'><span data-shown='1'>"
        f"{shown}</span> {tr('of {entries} numbers', entries=len(inventory.entries))}</span></p>{parts}</main>"
    )


def tables(inventory: Inventory) -> str:
    """Every number, group after group, without the search."""
    return "".join(_part(group, "") for group in inventory.groups)


def _part(group: Group, query: str) -> str:
    rows = "".join(_row(group, entry, query) for entry in group.entries)
    found = any(_matches(group, entry, query) for entry in group.entries)
    return (
        f"<section data-part='1'{'' if found else ' hidden'}><h2>{text(_heading(group))}</h2>"
        f"<p class='label'>{escape(group.path)}</p><table><thead class='hidden'><tr><th>{tr('Name')}</th><th>"
        f"{tr('Value')}</th><th>{tr('Unit and range')}</th><th>{tr('Source')}</th></tr></thead><tbody>"
        f"{rows}</tbody></table></section>"
    )


def _row(group: Group, entry: Entry, query: str) -> str:
    source = (
        f"<span class='tag'>{tr('judgement')}</span> {escape(entry.after)}"
        if entry.is_judgement
        else escape(entry.source)
    )
    return (
        f"<tr data-words='{escape(_words(group, entry))}'{'' if _matches(group, entry, query) else ' hidden'}>"
        f"<th scope='row'>{escape(group.name(entry))}"
        f"<span class='small quiet'>{text(_meaning(group, entry))}</span></th>"
        f"<td class='value'>{value_words(entry.value)}</td>"
        f"<td class='small quiet'>{_unit_and_range(entry)}</td>"
        f"<td class='small source'>{source}</td></tr>"
    )


def _heading(group: Group) -> str:
    return tr(group.about).rstrip(".。")


def _meaning(group: Group, entry: Entry) -> str:
    """What a number is; in a language whose names of places are not those of the file, with the place."""
    place = group.name(entry).partition(".")[0]
    if group.path not in PLACES or tr(place) == place:
        return tr(entry.meaning)
    return tr("{place}: {meaning}", place=tr(place), meaning=tr(entry.meaning))


def _words(group: Group, entry: Entry) -> str:
    """What a search looks in: what is said of the number in English, and in the language of the page."""
    if language() == ENGLISH:
        return entry.words
    source = tr("judgement") if entry.is_judgement else ""
    shown = f"{_heading(group)} {_meaning(group, entry)} {tr(entry.unit)} {source}".lower()
    return f"{entry.words} {shown}"


def _matches(group: Group, entry: Entry, query: str) -> bool:
    """Whether each word of the query stands in what is said of the number, as assets/custom.js finds it."""
    words = _words(group, entry)
    return all(word in words for word in query.replace("’", "'").lower().split())


def _unit_and_range(entry: Entry) -> str:
    unit, limits = text(entry.unit), _range(entry)
    if entry.is_changed and entry.default is not None:
        return tr("{unit}, {range}, by default {default}", unit=unit, range=limits, default=_plain(entry.default))
    return tr("{unit}, {range}", unit=unit, range=limits)


def value_words(value: float | Distribution) -> str:
    """A value, or what each world draws it from, as HTML."""
    if isinstance(value, Distribution):
        return f"{text(KINDS[value.kind])} {tr(', ').join(map(_plain, value.values))}"
    return _plain(value)


def _plain(value: float) -> str:
    """A number with as many digits as it was written with."""
    digits = max(0, len(f"{value:.10g}".partition(".")[2]))
    return number(value, digits) if abs(value) >= 10000 else f"{value:.10g}".replace("-", "−")


def _range(entry: Entry) -> str:
    if math.isinf(entry.low) and math.isinf(entry.high):
        return tr("any number")
    return tr("{low} to {high}", low=_plain(entry.low), high=_plain(entry.high))
