"""Settings of the documentation site. `make docs` builds it; docs/extensions/ holds what is our own."""

import sys
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent
FONTS = next((ROOT / "wargame").rglob("source-serif-4-latin-400-normal.woff2")).parent
sys.path[:0] = [str(ROOT), str(DOCS / "extensions")]

project = "Linchpin"
author = "the authors of Linchpin"
extensions = [
    "myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton", "site_pages", "site_offline",
]  # fmt: skip
exclude_patterns = ["extensions", "_static"]
language = "en"
smartquotes = False  # an option is --until, not –until
nitpicky = False  # types of numpy and pandas have no page here; links between our own pages are always checked

myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline", "colon_fence"]
default_role = "code"  # docstrings write `name`
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
python_use_unqualified_type_names = True
copybutton_exclude = ".linenos, .gp, .go"
copybutton_prompt_text = "$ "

html_theme = "furo"
html_title = "Linchpin"
html_static_path = ["_static", str(FONTS)]  # the faces of the game, so that nothing is fetched
html_css_files = ["linchpin.css"]
html_favicon = "_static/favicon.svg"
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
