"""Settings of all tests."""

import os

from hypothesis import settings

# A check that gates a change draws the same examples each time; on a desk new ones are drawn.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")
