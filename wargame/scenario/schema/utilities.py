"""What each government wants, as numbers: for experiments on the game between them. Nothing in a game reads it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from wargame.engine.measures import MEASURES
from wargame.engine.outcome import OUTCOMES, OutcomeClass
from wargame.text.phrase import Phrase, marked, say

MOST = 10.0
COUNTED = tuple(
    measure.name
    for measure in MEASURES
    if not measure.words and measure.none_below is None and measure.unit != "yes or no"
)
_NAMES: Any = Literal[COUNTED]
_Worth = Annotated[float, Field(ge=-MOST, le=MOST)]
_FROZEN = ConfigDict(extra="forbid", frozen=True)


def _described(outcome: OutcomeClass) -> Phrase:
    label, sentence = (Phrase(words, words) for words in (outcome.label, outcome.sentence))
    return say("{label}: {sentence}", label=label, sentence=sentence)


OutcomeWorth = create_model(
    "OutcomeWorth",
    __config__=_FROZEN,
    __doc__="What each outcome is worth to a government.",
    **{outcome.key: (_Worth, Field(description=_described(outcome))) for outcome in OUTCOMES},
)  # type: ignore[call-overload]


class Wants(BaseModel):
    """What a government wants: the worth of each outcome, and of each unit of a measure, on one scale of its own."""

    model_config = _FROZEN

    outcomes: OutcomeWorth = Field(description=marked("0 the worst to 1 the best, say; every outcome"))  # type: ignore[valid-type]
    measures: dict[_NAMES, _Worth] = Field({}, description="worth of one unit of a column of worlds.csv")


class Utilities(BaseModel):
    """What the four governments want. Judgement: governments do not publish it."""

    model_config = _FROZEN

    china: Wants
    taiwan: Wants
    japan: Wants
    us: Wants
