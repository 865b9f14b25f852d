"""The notebooks run, and show what is kept of them: `make notebooks` brings them up to date."""

from __future__ import annotations

import base64
import importlib.util
from pathlib import Path
from typing import Any

import nbformat
import pytest

HOME = Path(__file__).parent.parent


def _tool() -> Any:
    spec = importlib.util.spec_from_file_location("notebooks_tool", HOME / ".ci" / "notebooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()
each_notebook = pytest.mark.parametrize("path", tool.NOTEBOOKS, ids=[path.stem for path in tool.NOTEBOOKS])


@pytest.mark.slow
@each_notebook
def test_it_shows_what_is_kept(path: Path) -> None:
    kept = tool.shown(nbformat.read(path, as_version=4))
    now = tool.shown(tool.executed(path))
    for (source, before), (_, after) in zip(kept, now, strict=True):
        assert after == before, f"{path.name} is stale: run `make notebooks`. The cell:\n{source}"


@each_notebook
def test_what_is_kept_is_tidy(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert nbformat.writes(notebook) == nbformat.writes(tool.tidy(nbformat.read(path, as_version=4)))
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            assert output.output_type != "error"
            assert output.get("name") != "stderr", f"{path.name} warns: {output.text}"
            text = nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))
            assert "/tmp/" not in text and str(Path.home()) not in text, "a path of this machine"


@each_notebook
def test_it_reads_like_an_article(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    first = notebook.cells[0]
    assert first.cell_type == "markdown" and first.source.startswith("# ") and "?" in first.source, "asks its question"
    in_a_row = 0
    for cell in notebook.cells:
        in_a_row = in_a_row + 1 if cell.cell_type == "code" else 0
        assert in_a_row <= 2, f"nothing is said about:\n{cell.source}"
    assert notebook.cells[-1].cell_type == "markdown"


def test_pictures_are_drawn_with_a_font_that_has_chinese() -> None:
    pictures = [
        base64.b64decode(output.data["image/png"])
        for path in tool.NOTEBOOKS
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    ]
    assert len(pictures) >= 4
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
