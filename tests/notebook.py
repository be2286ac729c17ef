"""Run the worked notebook anew and keep what it shows: `python -m tests.notebook`."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
PATH = ROOT / "docs" / "from_python.ipynb"


def executed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with every cell run from the top in a new kernel; a cell that fails ends it."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), before]))  # what the kernel inherits
    try:
        run = NotebookClient(nbformat.from_dict(notebook), timeout=300, kernel_name="python3").execute()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return plain(run)


def plain(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Without times and names of machines, so that the same results are the same file."""
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for number, cell in enumerate(notebook.cells):
        cell.metadata = {}
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs = [
                output for output in cell.outputs if output.output_type != "stream" or output.name != "stderr"
            ]
            for output in cell.outputs:
                if "data" in output:
                    output.data = {kind: output.data[kind] for kind in ("text/plain",) if kind in output.data}
    return notebook


def shown(notebook: nbformat.NotebookNode) -> list[str]:
    """What each code cell shows."""
    return [
        "".join(output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


if __name__ == "__main__":
    nbformat.write(executed(nbformat.read(PATH, as_version=4)), PATH)
    print(f"{PATH.name} written")
