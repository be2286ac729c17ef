"""How the code hangs together: who may import whom, where luck comes from, and that every source is known."""

import ast
import io
import re
import statistics
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from wargame.engine import rules
from wargame.engine.agents import GOVERNMENTS
from wargame.engine.parameters import origin_of

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "wargame"
FILES = sorted(path for path in PACKAGE.rglob("*.py"))
SCENARIOS = sorted((ROOT / "scenarios").rglob("*.yaml"))
# The law: a file imports its own wing or an earlier one. A wing is a folder of the package, or a file at its root.
WINGS = (
    "installed",
    "text",
    "engine",
    "scenario",
    "statistics",
    "model",
    "game",
    "batch",
    "analysis",
    "charts",
    "report",
    "api",
    "environment",
    "ui",
    "cli",
    "tools",
)
# What decides how a game goes: neither a clock nor the name of a scenario is looked at here.
PLAYS = {"engine", "scenario", "statistics", "model"}
RULES, TELLING, AGENTS = (PACKAGE / "engine" / part for part in ("rules", "telling", "agents"))


def name_of(path: Path) -> str:
    """The wing that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    """The dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, dotted, wherever it does, but for what only names types."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    nodes = list(ast.walk(tree(path)))
    for_types = [node for node in nodes if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    names_types = {id(inner) for node in for_types for inner in ast.walk(node)}
    for node in nodes:
        if id(node) in names_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import"
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (module for module in modules if module in MODULES)
            if any(module not in MODULES for module in modules):
                yield str(node.module)


MODULES = {module_of(path): path for path in FILES}


def wings_imported(path: Path) -> set[str]:
    return {module.split(".")[1] for module in imports(path) if module.startswith("wargame.")}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_wing_imports_itself_and_those_before_it(path):
    if path.parent == PACKAGE and path.stem in ("__init__", "__main__"):  # the package, and the command
        return
    wing = WINGS.index(name_of(path))
    assert [other for other in wings_imported(path) if WINGS.index(other) > wing] == []


def test_the_root_of_the_package_holds_wings_alone():
    found = {path.stem for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert found == {*WINGS, "__init__", "__main__"}
    assert len(WINGS) <= 16


def test_no_two_modules_import_each_other():
    """However many lie between them: what is left when modules that import nothing more are taken away, is empty."""
    waiting = {
        module: {name for name in imports(path) if name in MODULES} - {module} for module, path in MODULES.items()
    }
    while ready := {module for module, needed in waiting.items() if not needed}:
        waiting = {module: needed - ready for module, needed in waiting.items() if module not in ready}
    assert waiting == {}


def test_a_folder_says_what_its_files_would_repeat():
    """No file bears the name of its folder before its own, and no three files of a folder begin alike."""
    for folder in {path.parent for path in FILES}:
        stems = [path.stem for path in folder.glob("*.py") if path.stem not in ("__init__", "__main__")]
        first = [stem.partition("_")[0] for stem in stems if "_" in stem]
        assert [stem for stem in stems if stem.startswith(f"{folder.name}_")] == [], folder
        assert [word for word in set(first) if first.count(word) > 2] == [], folder


def test_statistics_know_no_game():
    for path in FILES:
        if name_of(path) == "statistics":
            known = {module for module in imports(path) if module.startswith("wargame.")}
            assert {module for module in known if not module.startswith("wargame.statistics")} <= {
                "wargame.installed",
                "wargame.engine.dice",
                "wargame.engine.parameters",
            }, path.stem


@pytest.mark.parametrize("folder", ["rules", "physics", "agents"])
def test_a_power_has_the_same_bits_alone_and_in_a_batch(folder):
    """`**` of arrays may be worked out otherwise than of single numbers, by the processor: `np.float_power` is not.

    A whole number that is written there is multiplied out.
    """
    for path in sorted((PACKAGE / "engine" / folder).glob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
                assert isinstance(node.right, ast.Constant), (path, node.lineno)
                assert isinstance(node.right.value, int), (path, node.lineno)


def test_only_the_aftermath_knows_what_outcomes_are_called():
    for path in FILES:
        if path.parent == RULES and "wargame.engine.outcome" in imports(path):
            assert path.stem == "aftermath"


def test_only_the_pages_know_solara():
    for path in FILES:
        if name_of(path) != "ui":
            assert not [module for module in imports(path) if module.split(".")[0] in ("solara", "ipyvuetify")], path


def test_no_rule_imports_another():
    for path in FILES:
        if path.parent == RULES and path.stem != "__init__":
            assert not [module for module in imports(path) if module.startswith("wargame.engine.rules")], path.stem


def test_a_rule_leaves_words_to_its_telling():
    """It may name what adds up to a score, for the catalogues; it says nothing."""
    for path in FILES:
        if path.parent == RULES:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.ImportFrom) and node.module == "wargame.text.phrase":
                    assert [alias.name for alias in node.names] == ["marked"], path.stem


def test_each_telling_is_of_the_rule_of_its_name():
    in_folder = {path.stem for path in TELLING.glob("*.py")} - {"__init__"}
    assert {rules.name(rule) for rule in rules.ALL_RULES} - in_folder == {"injects"}
    for path in FILES:
        if path.parent == TELLING and path.stem != "__init__":
            imported = {module for module in imports(path) if re.match(r"wargame\.engine\.(rules|telling)", module)}
            assert imported == {f"wargame.engine.rules.{path.stem}"}, path.stem


def test_a_rule_is_short():
    """A page or two each, numbers and all; what is longer is two rules, or holds a piece of physics of its own."""
    lines = {
        path.stem: len(path.read_text(encoding="utf-8").splitlines())
        for path in RULES.glob("*.py")
        if path.stem != "__init__"
    }
    assert statistics.median(lines.values()) <= 100, lines
    assert max(lines.values()) <= 150, lines


def test_no_government_imports_another():
    governments = [module.__name__ for module in GOVERNMENTS]
    for path in FILES:
        if module_of(path) in governments:
            assert not set(imports(path)) & set(governments), path.stem


def test_luck_comes_from_the_dice_alone():
    """No other file draws, and the engine never looks at a clock."""
    drawing = re.compile(r"np\.random|numpy\.random|default_rng|\.rng\b|\.random\.")
    for path in FILES:
        clocks = {"random", "secrets", "uuid"} & set(imports(path))
        if name_of(path) in PLAYS:
            clocks |= {"time", "datetime"} & set(imports(path))
        if name_of(path) == "ui" or path.parent.name == "store":
            clocks -= {"secrets", "uuid"}  # names of saved games
        assert not clocks, path
        if path.name != "dice.py":
            assert not drawing.search(path.read_text(encoding="utf-8")), path


def test_no_rule_reads_the_name_of_a_scenario():
    for path in FILES:
        if name_of(path) in {"engine", "model"} or path.stem == "opening":
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Attribute):
                    assert node.attr not in {"title", "summary", "difficulty", "debrief"}, path
                if isinstance(node, ast.Constant) and path.parent in (RULES, AGENTS):
                    assert node.value not in {scenario.stem for scenario in SCENARIOS}, path


def test_rules_and_governments_are_all_listed():
    in_folder = {path.stem for path in RULES.glob("*.py")} - {"__init__"}
    assert in_folder == {rules.name(rule) for rule in rules.ALL_RULES}


def test_every_rule_and_government_has_a_test_of_its_name():
    for folder, names in (
        ("engine/rules", [rules.name(rule) for rule in rules.ALL_RULES]),
        ("engine/agents", [module.__name__.rpartition(".")[2] for module in GOVERNMENTS]),
    ):
        missing = [name for name in names if not (ROOT / "tests" / folder / f"test_{name}.py").exists()]
        assert missing == []


KEY = re.compile(r"\[([a-z]+(?:-[a-z0-9]+)*(?:\d{4})?)\]")
AFTER = "judgement, after "
NOT_A_KEY = {"key"}  # what the documents call a key


def cited_in_code(path: Path) -> set[str]:
    """Keys in comments, in docstrings, and in strings that are nothing but a key, or judgement after one."""
    text = path.read_text(encoding="utf-8")
    said = [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and "type: ignore" not in token.string and "noqa" not in token.string
    ]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            said.append(ast.get_docstring(node) or "")
        elif isinstance(node, ast.Constant) and KEY.fullmatch(str(node.value).removeprefix(AFTER)):
            said.append(str(node.value))
    return {key for words in said for key in KEY.findall(words)} - NOT_A_KEY


def cited_in_scenario(path: Path) -> set[str]:
    """Keys in quotes and in comments."""
    text = path.read_text(encoding="utf-8")
    said = [*re.findall(r'"[^"\n]*"', text), *re.findall(r"#[^\n]*", text)]
    return {key for words in said for key in KEY.findall(words)} - NOT_A_KEY


def known() -> list[str]:
    return re.findall(r"^\| `\[([a-z0-9-]+)\]`", (ROOT / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE)


@cache
def cited() -> set[str]:
    found: set[str] = set()
    for path in FILES:
        found |= cited_in_code(path)
    for path in SCENARIOS:
        found |= cited_in_scenario(path)
    return found


def test_every_source_cited_is_known():
    assert sorted(cited() - set(known())) == []


def test_every_source_known_is_cited():
    assert sorted(set(known()) - cited()) == []


def test_no_source_is_told_twice():
    assert len(known()) == len(set(known())) > 30


def test_every_number_says_where_it_comes_from():
    """A key, *judgement*, or judgement after a key; one of the three, for each number of every rule and government."""
    for module in (*rules.ALL_RULES, *GOVERNMENTS):
        for name in module.Params.model_fields:
            origin = origin_of(module.Params, name)
            said = origin.source.removeprefix(AFTER)
            assert origin.source == "judgement" or KEY.fullmatch(said), f"{module.__name__}.{name}"
            assert origin.unit, name
            assert origin.meaning, name
