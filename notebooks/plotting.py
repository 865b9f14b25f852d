"""Plots for the notebooks, with Chinese labels: matplotlib where a font has them, else a picture or a table instead.

A plot whose labels are empty boxes is worse than none. Fonts: Debian's `fonts-noto-cjk`; macOS and Windows have some.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
from IPython.display import SVG, display
from matplotlib import font_manager
from matplotlib.lines import Line2D

from kg import picture, to_networkx
from kg.model import Graph
from kg.ontology import schema

FONTS = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei"),
    *(
        "SimHei",
        "WenQuanYi Micro Hei",
        "WenQuanYi Zen Hei",
        "Noto Sans CJK JP",
        "Noto Serif CJK SC",
        "Arial Unicode MS",
    ),
)
COLOURS = ["#4063A3", "#F28E2B", "#59A14F", "#B8B8B8", "#C2187B"]


def chinese_font() -> str | None:
    """The first of FONTS that this machine has, also set as matplotlib's; None where it has none of them."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in FONTS if name in known), None)
    if found:
        plt.rcParams.update({"font.family": found, "axes.unicode_minus": False, "figure.dpi": 90})
    return found


def draw(graph: Graph, *, sizes: Mapping[str, float] | None = None, size: tuple[float, float] = (11, 7)) -> None:
    """Draw what has relations, in the ontology's colours; planned relations are dashed. `sizes`: of nodes, by IRI."""
    font = chinese_font()
    if font is None:
        path = Path(tempfile.mkdtemp()) / "graph.svg"
        picture(graph, path)
        display(SVG(str(path)))
        return
    network = to_networkx(graph, status="any")
    network.remove_nodes_from(list(nx.isolates(network)))
    places = _side_by_side(nx.Graph(network), size[0] / size[1])
    classes, types = schema().classes, dict(network.nodes(data="type"))
    figure, axes = plt.subplots(figsize=size, layout="constrained")
    nx.draw_networkx_nodes(
        network,
        places,
        ax=axes,
        node_color=[classes[type_].colour for type_ in types.values()],
        node_size=[(sizes or {}).get(iri, 160) for iri in network],
    )
    for status, style in (("actual", "solid"), ("planned", "dashed")):
        edges = [(head, tail, key) for head, tail, key in network.edges(keys=True) if key[1] == status]
        nx.draw_networkx_edges(
            nx.DiGraph([edge[:2] for edge in edges]), places, ax=axes, style=style, edge_color="#999999", arrowsize=9
        )
    for iri, name in network.nodes(data="name"):
        axes.annotate(name, places[iri], xytext=(0, 9), textcoords="offset points", ha="center", fontsize=7.5)
    marks = [
        Line2D([], [], marker="o", linestyle="", color=each.colour, label=each.label_zh)
        for each in classes.values()
        if each.name in types.values()
    ]
    figure.legend(handles=marks, loc="outside lower center", ncols=len(marks), frameon=False, fontsize=8)
    axes.margins(0.06)
    axes.axis("off")
    plt.show()


def _side_by_side(network: nx.Graph, shape: float) -> dict[str, np.ndarray]:
    """Where the nodes stand: each part of the network in a square of its own, in rows; `shape` is width to height."""
    parts = sorted(nx.connected_components(network), key=lambda part: (-len(part), min(part)))
    sides = [max(2.9, 1.1 + len(part) ** 0.65) for part in parts]
    width = max(sides[0], (shape * sum(side**2 for side in sides)) ** 0.5)
    places, left, top, row = {}, 0.0, 0.0, sides[0]
    for part, side in zip(parts, sides, strict=True):
        if left + side > width:
            left, top, row = 0.0, top + row, side
        middle = (left + side / 2, -top - side / 2)
        alone = nx.Graph(sorted(tuple(sorted(edge)) for edge in network.edges(part)))  # always in the same order
        places.update(nx.kamada_kawai_layout(alone, scale=(side - 1.4) / 2, center=middle))
        left += side
    return places


def bars(table: pd.DataFrame, *, title: str, stacked: bool = False) -> None:
    """A bar for each row, labelled by the index, in a colour for each column; the first row on top."""
    if chinese_font() is None:
        display(table)
        return
    figure, axes = plt.subplots(figsize=(9, 0.5 + 0.34 * len(table)), layout="constrained")
    table.iloc[::-1].plot.barh(ax=axes, stacked=stacked, title=title, width=0.7, color=COLOURS)
    axes.set_ylabel("")
    axes.spines[["top", "right"]].set_visible(False)
    if len(table.columns) == 1:
        axes.get_legend().remove()
    plt.show()
