"""Solara's navigator with a script that Vue can read: as it is shipped, every page warns in the browser's console."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

SHIPPED, MEANT = "modules.export = {", "module.exports = {"


def mend(folder: Path) -> None:
    """Have pages use a mended copy of the template, if the installed one has the fault.

    Args:
        folder: where the copy is written. If that fails, pages go on with the template as it is, and its warning.
    """
    from solara.widgets import Navigator

    shipped = Path(Navigator.template_file)
    script = shipped.read_text(encoding="utf-8")
    if SHIPPED not in script:
        return
    copy = folder / "navigator.vue"
    draft = copy.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(script.replace(SHIPPED, MEANT), encoding="utf-8")
        os.replace(draft, copy)  # whole, whoever reads it now
        Navigator.template_file = str(copy)
