"""Rungs: the ladders that several rules climb, by name."""

from __future__ import annotations

import numpy as np

REFUSE, SUPPORT, COMBAT, JOIN = range(4)  # what Tokyo permits: world.access, japan.access, japan.convoys
ACCESS_NAMES = ("refuse", "support", "combat", "join")
PLEDGE_NAMES = ("refuse", "unsaid", "support", "combat")  # what Tokyo says that it will permit: world.pledge
ACCESS_ORDERS = {"japan.pledge": PLEDGE_NAMES, "japan.convoys": ACCESS_NAMES, "japan.access": ACCESS_NAMES}
LAWFUL = np.array([REFUSE, COMBAT, JOIN, JOIN])  # the most that each legal situation of world.law allows

STAY_OUT, INSURE, ESCORT, ATTACK = range(4)  # what Washington does for convoys: world.escort, us.convoys

BOARD, SUBMARINES, STRIKES = range(1, 4)  # how China blockades: world.method, china.blockade
