"""How the model works: every number of a scenario in a table, with a search that needs no reload."""

from __future__ import annotations

import math

from wargame.inventory import Entry, Group, Inventory, share_in_words
from wargame.language import ENGLISH, language, space, tr
from wargame.parameters import Distribution
from wargame.ui.marks import number, text


def page(inventory: Inventory, query: str = "") -> str:
    """The page, showing what the query matches; assets/custom.js does the same while a person types."""
    shown = len(inventory.only(query).entries)
    parts = "".join(_part(group, query) for group in inventory.groups)
    return (
        f"<main class='numbers'><h1>{tr('How the model works')}</h1><p class='lede'>"
        + tr(
            "Every number of “{title}”. The rules come first, in the order in which a turn runs them. "
            "A scenario file may change any of them, or make it uncertain. <a "
            "href='/?page=evidence'>The evidence</a> holds the model against what was published.",
            title=text(inventory.title),
        )
        + "</p><p class='notice'>"
        + tr("{judged} Judgement means that we found nobody who published it.", judged=tr(share_in_words(inventory)))
        + ("" if language() == ENGLISH else space() + tr("The notes on single numbers are in English."))
        + f"</p><p class='find'><label for='find'>{tr('Search')}</label>"
        f"<input id='find' type='search' data-finds='1' autocomplete='off' value='{text(query)}' placeholder='"
        f"{tr('tariff, Kadena, judgement')}'><span class='label' role='status'><span data-shown='1'>"
        f"{shown}</span> {tr('of {entries} numbers', entries=len(inventory.entries))}</span></p>{parts}</main>"
    )


def tables(inventory: Inventory) -> str:
    """Every number, group after group, without the search."""
    return "".join(_part(group, "") for group in inventory.groups)


def _part(group: Group, query: str) -> str:
    rows = "".join(_row(group, entry, query) for entry in group.entries)
    found = any(entry.matches(query) for entry in group.entries)
    return (
        f"<section data-part='1'{'' if found else ' hidden'}><h2 lang='en'>{text(group.about.rstrip('.'))}</h2>"
        f"<p class='label'>{text(group.path)}</p><table><thead class='hidden'><tr><th>{tr('Name')}</th><th>"
        f"{tr('Value')}</th><th>{tr('Unit and range')}</th><th>{tr('Source')}</th></tr></thead><tbody lang='en'>"
        f"{rows}</tbody></table></section>"
    )


def _row(group: Group, entry: Entry, query: str) -> str:
    was = (
        f", {tr('by default {default}', default=_plain(entry.default))}"
        if entry.is_changed and entry.default is not None
        else ""
    )
    source = (
        f"<span class='tag'>{tr('judgement')}</span> {text(entry.after)}" if entry.is_judgement else text(entry.source)
    )
    return (
        f"<tr data-words='{text(entry.words)}'{'' if entry.matches(query) else ' hidden'}>"
        f"<th scope='row'>{text(group.name(entry))}<span class='small quiet'>{text(entry.meaning)}</span></th>"
        f"<td class='value'>{value_words(entry.value)}</td>"
        f"<td class='small quiet'>{text(entry.unit)}, {_range(entry)}{was}</td>"
        f"<td class='small source'>{source}</td></tr>"
    )


def value_words(value: float | Distribution) -> str:
    """A value, or what each world draws it from, as HTML."""
    if isinstance(value, Distribution):
        return f"{text(value.kind.replace('_', ' '))} {', '.join(map(_plain, value.values))}"
    return _plain(value)


def _plain(value: float) -> str:
    """A number with as many digits as it was written with."""
    digits = max(0, len(f"{value:.10g}".partition(".")[2]))
    return number(value, digits) if abs(value) >= 10000 else f"{value:.10g}".replace("-", "−")


def _range(entry: Entry) -> str:
    if math.isinf(entry.low) and math.isinf(entry.high):
        return tr("any number")
    return tr("{low} to {high}", low=_plain(entry.low), high=_plain(entry.high))
