"""A still picture of the network as SVG, for a document or a README."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from math import hypot
from pathlib import Path

from kg.model import Graph, Relation
from kg.ontology import schema
from kg.views.appearance import colour, diameter, shape, wrapped
from kg.views.layout import BOX, Point, layout

MOST_LABELLED = 120
"""Beyond so many relations their labels would cover the picture, and are left out."""

_MARGIN = 24
_BEND = 26  # how far apart relations between the same two entities run, in pixels
_LEGEND_ROW = 26
_SMALLEST = 0.7  # of its own size; a window that is narrower scrolls, so that names stay legible
_STYLE = (
    "text{font:12px 'PingFang SC','Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei',sans-serif;fill:#1d2733}"
    ".name{font-size:13px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}"
    ".relation{text-anchor:middle;font-size:10px;fill:#5d6b7a;paint-order:stroke;stroke:#fff;stroke-width:3px}"
    ".edge{fill:none;stroke:#a9b4bf;stroke-width:1.6}.planned{stroke-dasharray:6 4}"
    ".node{stroke:#fff;stroke-width:1.5}"
)


def picture(graph: Graph, path: str | Path, *, title: str | None = None) -> None:
    """Write the network as an SVG file: entities in the colours of their classes, planned relations dashed.

    >>> import tempfile
    >>> from kg.model import Entity
    >>> graph = Graph(entities={"e:甲": Entity("e:甲", "Hospital", "甲医院")})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     picture(graph, Path(folder) / "network.svg")
    ...     (Path(folder) / "network.svg").read_text(encoding="utf-8").count("甲医院")
    1

    Entities without relations are left out unless there is nothing else. The file is the same for equal
    graphs, has no script and no link, and is as wide as its window. `title` is its accessible name.

    Raises OSError if the file cannot be written.
    """
    Path(path).write_text(
        "\n".join(_svg(_linked(graph), title or "医联体关系网络")) + "\n", encoding="utf-8", newline="\n"
    )


def _linked(graph: Graph) -> Graph:
    ends = {end for relation in graph for end in (relation.head, relation.tail)} or set(graph.entities)
    return Graph(entities={iri: graph.entities[iri] for iri in sorted(ends)}, relations=graph.relations)


def _svg(graph: Graph, title: str) -> Iterator[str]:
    places = layout(graph, close=True)
    degrees = Counter(end for relation in graph for end in (relation.head, relation.tail))
    radii = {iri: diameter(degrees[iri]) / 2 for iri in places}
    left = min((x for x, _ in places.values()), default=0) - round(BOX[0] / 2) - _MARGIN
    top = min((y for _, y in places.values()), default=0) - 32 - _MARGIN
    width = max(max((x for x, _ in places.values()), default=0) + round(BOX[0] / 2) + _MARGIN - left, 480)
    bottom = max((y for _, y in places.values()), default=0) + 72 + _MARGIN
    legend = list(_legend(graph, left + _MARGIN, bottom, width - 2 * _MARGIN))
    height = bottom + _LEGEND_ROW * (1 + max((row for row, _ in legend), default=-1)) - top
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}" '
        f'width="100%" style="min-width:{width * _SMALLEST:.0f}px;height:auto" role="img">'
    )
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield (
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 10 5 0 10z" fill="#a9b4bf"/></marker></defs>'
    )
    yield f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="#fff"/>'
    yield from _edges(graph, places, radii)
    for iri, at in places.items():
        entity = graph.entities[iri]
        yield _figure(entity.type, at, radii[iri], "node")
        if entity.collective:
            yield _figure(entity.type, at, radii[iri] * 0.7, "node", fill="none")
    for iri, (x, y) in places.items():
        for n, line in enumerate(wrapped(graph.entities[iri].name)):
            yield f'<text class="name" x="{x}" y="{y + radii[iri] + 14 + 15 * n:g}">{escape(line)}</text>'
    yield from (element for _, element in legend)
    yield "</svg>"


def _figure(type_: str, at: Point, radius: float, css: str, fill: str | None = None) -> str:
    x, y = at
    corners = shape(type_)
    paint = f'class="{css}" fill="{fill or colour(type_)}"'
    if not corners:
        return f'<circle {paint} cx="{x}" cy="{y}" r="{radius:g}"/>'
    points = " ".join(
        f"{x + corners[i] * radius:.1f},{y + corners[i + 1] * radius:.1f}" for i in range(0, len(corners), 2)
    )
    return f'<polygon {paint} points="{points}"/>'


def _edges(graph: Graph, places: dict[str, Point], radii: dict[str, float]) -> Iterator[str]:
    between: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for key in sorted(graph.relations):
        relation = graph.relations[key]
        if relation.head != relation.tail:
            first, second = sorted((relation.head, relation.tail))
            between[first, second].append(relation)
    labels = []
    for relations in between.values():
        for n, relation in enumerate(relations):
            # Counted from the lesser end, so that a relation and one that runs back bend apart.
            bend = (n - (len(relations) - 1) / 2) * _BEND * (1 if relation.head < relation.tail else -1)
            path, middle = _curve(places[relation.head], places[relation.tail], bend, radii, relation)
            arrow = "" if schema().relations[relation.type].symmetric else ' marker-end="url(#arrow)"'
            yield f'<path class="edge {relation.status}" d="{path}"{arrow}/>'
            labels.append((middle, schema().relations[relation.type].label_zh))
    if len(labels) <= MOST_LABELLED:
        for (x, y), label in labels:
            yield f'<text class="relation" x="{x:.1f}" y="{y + 3:.1f}">{escape(label)}</text>'


def _curve(
    head: Point, tail: Point, bend: float, radii: dict[str, float], relation: Relation
) -> tuple[str, tuple[float, float]]:
    """A quadratic curve from border to border, and its middle."""
    (x1, y1), (x2, y2) = head, tail
    length = hypot(x2 - x1, y2 - y1) or 1.0
    cx = (x1 + x2) / 2 - (y2 - y1) / length * bend * 2
    cy = (y1 + y2) / 2 + (x2 - x1) / length * bend * 2
    sx, sy = _towards((x1, y1), (cx, cy), radii[relation.head] + 2)
    ex, ey = _towards((x2, y2), (cx, cy), radii[relation.tail] + 3)
    middle = (sx / 4 + cx / 2 + ex / 4, sy / 4 + cy / 2 + ey / 4)
    return f"M{sx:.1f} {sy:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}", middle


def _towards(start: tuple[float, float], goal: tuple[float, float], by: float) -> tuple[float, float]:
    dx, dy = goal[0] - start[0], goal[1] - start[1]
    length = hypot(dx, dy) or 1.0
    return start[0] + dx / length * by, start[1] + dy / length * by


def _legend(graph: Graph, left: int, top: int, width: int) -> Iterable[tuple[int, str]]:
    """The elements of the legend, each with the row that it stands in."""
    used = {entity.type for entity in graph.entities.values()}
    said = {relation.status for relation in graph}
    x, row = left, 0
    items = [(name, c.label_zh) for name, c in schema().classes.items() if name in used]
    items += [(name, s.label_zh) for name, s in schema().statuses.items() if name in said]
    for name, label in items:
        size = 30 + 12 * len(label) + 18
        if x + size > left + width and x > left:
            x, row = left, row + 1
        y = top + row * _LEGEND_ROW
        if name in used:
            yield row, _figure(name, (x + 10, y), 8, "node")
        else:
            yield row, f'<path class="edge {name}" d="M{x} {y}H{x + 22}"/>'
        yield row, f'<text x="{x + 28}" y="{y + 4}">{escape(label)}</text>'
        x += size
