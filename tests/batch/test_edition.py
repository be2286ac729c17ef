"""The digest of an edition changes with what decides a result, and with nothing else."""

import shutil
import subprocess
import sys

import pytest

from wargame.batch import edition

DECIDES = (
    "engine/rules/strike.py",
    "engine/physics/deterrence.json",
    "engine/agents/japan.py",
    "engine/physics/success.py",
    "engine/dice.py",
    "engine/world.py",
    "model.py",
    "engine/orders/__init__.py",
    "batch/simulate.py",
    "statistics/intervals.py",
    "analysis/equilibria/nash.py",
    "analysis/linchpin/removals.py",
    "engine/outcome.py",
    "scenario/schema/scenario.py",
)
DECIDES_NOTHING = (
    "ui/turn/page.py",
    "ui/assets/turn.css",
    "ui/shared/panel.vue",
    "cli/commands/run.py",
    "cli/app.py",
    "text/locale/ja/LC_MESSAGES/wargame.po",
    "game/store/games.py",
    "tools/load.py",
    "tools/bench.py",
    "tools/documents.py",
    "game/debrief.py",
    "game/share.py",
    "charts/theatre_map.py",
    "report/tables/summary.py",
)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package, to change."""
    copy = tmp_path_factory.mktemp("copy") / "wargame"
    shutil.copytree(edition.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    return copy


def changed(package, name):
    path = package / name
    before = path.read_bytes()
    path.write_bytes(before + (b" " if path.suffix == ".json" else b"\n# changed\n"))
    found = edition.digest(package)
    path.write_bytes(before)
    return found


@pytest.mark.parametrize("name", DECIDES)
def test_what_decides_a_result_changes_the_edition(package, name):
    assert changed(package, name) != edition.digest(package)


@pytest.mark.parametrize("name", DECIDES_NOTHING)
def test_what_decides_nothing_does_not(package, name):
    assert changed(package, name) == edition.digest(package)


def test_a_copy_elsewhere_is_the_same_edition(package):
    assert edition.digest(package) == edition.code()


def test_every_module_that_a_game_loads_is_of_the_edition():
    """Python itself says what is loaded when worlds are played."""
    code = (
        "import sys\n"
        "from wargame.batch.simulate import simulate\n"
        "from wargame.scenario.factors import cells\n"
        "list(simulate(cells('first_battle_base'), 2, 1))\n"
        "print(*(module.__file__ for name, module in sys.modules.items() if name.startswith('wargame.')), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {line for line in done.stdout.splitlines() if line.endswith(".py")}
    known = {str(path) for path in edition._imported(edition.PACKAGE, edition.PLAYED_FROM)}
    assert len(loaded) > 80
    assert loaded - known <= {str(edition.PACKAGE / "__init__.py")}
