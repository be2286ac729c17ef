"""Headlines, told: what an event of the scenario moves by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wargame.engine.explain import POINTS, Explanation
from wargame.text.phrase import say, together

MOVES = {
    "public_trust": say("public trust in the United States"),
    "elite_trust": say("officials' trust in the United States"),
    "threat": say("the threat from China"),
    "cabinet": say("the strength of the cabinet; it fades"),
    "access_support": say("support in Japan for US combat operations"),
    "warmth": say("warmth between leaders; it fades"),
    "commitment": say("how clear the US commitment looks"),
    "taiwan_will": say("Taiwan's will"),
    "china_readiness": say("how ready China's army is"),
    "us_approval": say("support of the US administration"),
    "lower_seats": say("the coalition's seats in the lower house"),
    "upper_seats": say("the coalition's seats in the upper house"),
}
_KEY = re.compile(r"\[[a-z0-9-]+\]")


def why(moved: Mapping[str, float], source: str) -> Explanation:
    """Why a headline matters.

    Args:
        moved: what it moves, share of each of world.EFFECTS.
        source: the keys beside it in the scenario, or judgement.
    """
    parts = tuple((MOVES[name], 100 * by) for name, by in moved.items() if by)
    return Explanation(
        title=say("What the news moves at once"),
        contributions=parts,
        score=sum(by for _, by in parts),
        otherwise=together(
            [
                say("No die. The scenario dates it, and it happens in every world."),
                "" if parts else say("It moves no number."),
            ]
        ),
        rule="injects",
        unit=POINTS,
        apart=True,
        sources=(*_KEY.findall(source), "judgement"),
    )
