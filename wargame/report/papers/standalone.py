"""A page as one file that needs nothing else: its styles and letters are in it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from wargame.text.html import text

ASSETS = Path(__file__).with_name("style")
THEME = (
    "const s=matchMedia('(prefers-color-scheme: dark)'),q=matchMedia('print');"
    "const p=()=>document.body.classList.toggle('dark',s.matches&&!q.matches);"
    "p();s.addEventListener('change',p);q.addEventListener('change',p);"
)


def alone(title: str, body: str, styles: Sequence[str]) -> str:
    """A whole document, light or dark as its reader has it, and light on paper.

    Args:
        title: of the window.
        body: what stands in the panel.
        styles: names of style sheets of `style/`, beside the colours and the type that every page has.
    """
    sheets = _with_fonts((ASSETS / "tokens.css").read_text(encoding="utf-8"))
    sheets += "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("base.css", *styles))
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'><title>{text(title)}</title>"
        f"<style>{sheets}</style></head><body class='alone'><div class='panel'>{body}</div>"
        f"<script>{THEME}</script></body></html>\n"
    )


def _with_fonts(styles: str) -> str:
    """The style sheet with its letters in it."""

    def inline(found: re.Match[str]) -> str:
        data = b64encode((ASSETS / found.group(1)).read_bytes()).decode("ascii")
        return f'url("data:font/woff2;base64,{data}")'

    return re.sub(r'url\("(fonts/[^"]+)"\)', inline, styles)
