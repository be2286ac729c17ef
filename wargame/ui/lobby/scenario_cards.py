"""The scenarios that the lobby offers, as cards."""

from __future__ import annotations

import logging

from wargame import scenario as files
from wargame.scenario.schema.roles import Question
from wargame.scenario.schema.scenario import Scenario
from wargame.ui.lobby.cards import Brief, Card, Quick
from wargame.ui.shared.scenario_cache import FLAGSHIP, PRACTICE, scenario

log = logging.getLogger(__name__)


def cards(asked: str = "") -> list[Card]:
    """The scenarios of the lobby, the flagship first; `asked` adds one that is not shipped."""
    names = sorted(files.shipped_names(), key=lambda name: (name != FLAGSHIP, name != PRACTICE, name))
    if asked and asked not in names:
        names.append(asked)
    found = []
    for name in names:
        try:
            found.append(_card(name, scenario(name)))
        except files.ScenarioFaults as faults:
            log.warning("scenario %s is left out of the lobby: %s", name, faults)
    return found


def _quick(question: Question) -> Quick:
    return Quick(question.ask, tuple(question.answers), question.right, question.because)


def _card(name: str, found: Scenario) -> Card:
    briefs = {
        side: Brief(role.brief, tuple(role.goals), role.more, tuple(_quick(question) for question in role.quiz))
        for side, role in ((side, getattr(found.roles, side)) for side in ("china", "taiwan", "japan", "us"))
    }
    us_bases = [b for b in found.bases.values() if b.operator == "us" and b.host in ("japan", "us")]
    return Card(
        name=name,
        title=found.title,
        summary=found.summary,
        minutes=found.minutes,
        difficulty=found.difficulty,
        turns=found.calendar.turns,
        weeks=found.calendar.blockade_turns if found.calendar.first_stage == "blockade" else 0,
        briefs=briefs,
        places=tuple((b.latitude, b.longitude) for b in us_bases),
    )
