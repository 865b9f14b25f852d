"""Run the notebooks and keep what they show: `make notebooks`.

What is kept does not depend on when and where it ran: no times, no counts of the kernel, no version of Python. Of two
runs everything must be alike but the pictures, which fonts and libraries draw a little differently.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path) -> NotebookNode:
    """The notebook with what its cells show now. Raises nbclient's CellExecutionError where one fails."""
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ["IPYTHONDIR"] = tempfile.mkdtemp()  # nobody's own settings
    os.environ.pop("YILIAN_ADAPTATION", None)
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": FOLDER}}).execute()
    return tidy(notebook)


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Without what is of one run only."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat_minor = 5
    count = 0
    for number, cell in enumerate(notebook.cells, 1):
        cell.id, cell.metadata = f"cell-{number}", nbformat.from_dict({})
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = _joined(cell.outputs)
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = count
                output.get("metadata", {}).clear()
    return notebook


def shown(notebook: NotebookNode) -> list[tuple[str, Any]]:
    """Source and outputs of each cell, so that they can be compared: of a picture only that it is there."""
    return [
        (cell.source, [_shown(output) for output in cell.outputs] if cell.cell_type == "code" else None)
        for cell in notebook.cells
    ]


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """What is printed in several pieces, which differ from run to run, as one."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last is not None and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _shown(output: NotebookNode) -> tuple[str, Any]:
    if output.output_type == "stream":
        return output.name, output.text
    data = output.get("data", {})
    if any(kind.startswith("image/") for kind in data):
        return "picture", None
    return output.output_type, {kind: data[kind] for kind in sorted(data)}


def main() -> None:
    for path in NOTEBOOKS:
        before = nbformat.read(path, as_version=4)
        after = executed(path)
        if shown(before) != shown(after):
            nbformat.write(after, path)
            print(f"{path.name}: written")
        else:
            print(f"{path.name}: as it was")


if __name__ == "__main__":
    main()
