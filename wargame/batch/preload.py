"""What a process that plays needs: the one that others are copied from imports this, and nothing else does.

The search for garbage stands still meanwhile: loaded code leaves none, and what is set aside here is shared by all
copies, for no search of theirs writes into it.
"""

import gc
from importlib import import_module

# Mesa first: when it is imported it looks through all modules that are loaded, so fewer are quicker.
NEEDED = ("mesa", "wargame.model", "wargame.batch.simulate", "wargame.analysis.study.plan")

gc.disable()
for name in NEEDED:
    import_module(name)
gc.freeze()
gc.enable()
