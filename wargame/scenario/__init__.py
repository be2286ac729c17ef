"""What an instructor writes: scenario files, checked with faults that name file, line and what is allowed."""

from wargame.scenario.file.extends import shipped_folder, shipped_names
from wargame.scenario.file.faults import Fault, ScenarioFaults
from wargame.scenario.loader import check, known_paths, load, load_as, load_text
from wargame.scenario.schema.names import NameOf

__all__ = [
    "Fault",
    "NameOf",
    "ScenarioFaults",
    "check",
    "known_paths",
    "load",
    "load_as",
    "load_text",
    "shipped_folder",
    "shipped_names",
]
