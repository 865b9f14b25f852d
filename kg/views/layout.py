"""Where each entity stands in a picture: the same place on every run.

A whole province in one force layout is a hairball and takes minutes, so the network is laid out in
three steps: each community (Louvain) by itself, the communities of a connected component around each
other, and the components in rows, the highest first. Labels within a community do not overlap.

For a view by county each county's entities are laid out by themselves, and the counties stand in rows as blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, hypot, sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.model import Graph

Point = tuple[int, int]
Block = tuple[str | None, Point, Point]
Points = NDArray[np.float64]

BOX = (120.0, 84.0)
"""Width and height, in pixels, that an entity takes with its name in two or three lines and room for relations."""

WHOLE = 60
"""A component of at most so many entities is laid out as one community."""

LARGEST = 200
"""A community of more entities is split again: the force layout takes time by the square of them."""


GAP, HEADING = 40.0, 80.0
"""Around what stands in a block and between blocks, and the height for its name, in pixels."""

SQUEEZES = 8
"""How often up to `WHOLE` communities are drawn together again after they were pushed apart."""

CLOSE = 300
"""A component of more entities is left as it is: drawing it closer takes time by the square of them."""


def layout(graph: Graph, *, close: bool = False) -> dict[str, Point]:
    """A position in pixels for every entity, with the centre near (0, 0) and y downwards.

    With `close` the entities of a component are drawn together, whatever their community, where it has up to `CLOSE`.

    >>> from kg.model import Entity, Graph
    >>> layout(Graph(entities={"e:甲": Entity("e:甲", "Hospital", "甲医院")}))
    {'e:甲': (0, 0)}
    """
    iris = sorted(graph.entities)
    number = {iri: n for n, iri in enumerate(iris)}
    network = nx.Graph()
    network.add_nodes_from(range(len(iris)))
    for _, head, tail, _ in sorted(graph.relations):
        if head != tail:
            network.add_edge(number[head], number[tail])
    placed = _components(network, close=close)
    return {iri: _point(placed[n]) for n, iri in enumerate(iris)}


def layout_by_group(graph: Graph, group_of: Mapping[str, str]) -> tuple[dict[str, Point], list[Block]]:
    """A position for every entity within the block of its group, and the blocks: name, upper left corner, size.

    Blocks stand in rows, by name, below a wide one named None for what has no group.

    >>> from kg.model import Entity
    >>> graph = Graph(entities={iri: Entity(iri, "Hospital", iri) for iri in ("e:甲", "e:乙")})
    >>> places, blocks = layout_by_group(graph, {"e:甲": "青禾县"})
    >>> [name for name, _, _ in blocks], places["e:乙"][1] < places["e:甲"][1]
    ([None, '青禾县'], True)
    """
    members: dict[str | None, list[str]] = {}
    for iri in sorted(graph.entities):
        members.setdefault(group_of.get(iri), []).append(iri)
    shared = members.pop(None, [])
    number = {iri: n for those in members.values() for n, iri in enumerate(those)}
    networks: dict[str, nx.Graph] = {
        name: nx.empty_graph(len(those)) for name, those in members.items() if name is not None
    }
    for _, head, tail, _ in sorted(graph.relations):
        name = group_of.get(head)
        if head != tail and name is not None and name == group_of.get(tail):
            networks[name].add_edge(number[head], number[tail])
    names = sorted(networks)
    parts = [_components(networks[name]) for name in names]
    corners, sizes = _rows([_extent(part) for part in parts])
    width = max([float(c[0] + s[0]) for c, s in zip(corners, sizes, strict=True)], default=len(shared) * BOX[0])
    places: dict[str, Point] = {}
    blocks: list[Block] = []
    if shared:
        columns = max(1, min(len(shared), int((width - 2 * GAP) / BOX[0])))
        step, rows = (width - 2 * GAP) / columns, ceil(len(shared) / columns)
        deep = max((float(c[1] + s[1]) for c, s in zip(corners, sizes, strict=True)), default=0.0)
        height = max(rows * BOX[1] + 2 * GAP + HEADING, deep * 0.07)  # of a province it is to be seen from afar
        top = -height - GAP
        blocks.append((None, (0, round(top)), (round(width), round(height))))
        for n, iri in enumerate(shared):
            at = (GAP + step * (n % columns + 0.5), -2 * GAP - BOX[1] * (rows - n // columns - 0.5))
            places[iri] = _point(np.array(at))
    for name, part, corner, size in zip(names, parts, corners, sizes, strict=True):
        start, end = _extent(part)
        middle = corner + np.array([size[0] / 2, GAP + HEADING + (end - start)[1] / 2])
        places.update({iri: _point(part[n] - (start + end) / 2 + middle) for n, iri in enumerate(members[name])})
        blocks.append((name, _point(corner), _point(size)))
    return places, blocks


def _point(at: Points) -> Point:
    return (round(float(at[0])), round(float(at[1])))


def _extent(part: Mapping[int, Points]) -> tuple[Points, Points]:
    """The upper left and the lower right corner of what the entities of a part take."""
    points = np.array(list(part.values()))
    return points.min(axis=0) - np.array(BOX) / 2, points.max(axis=0) + np.array(BOX) / 2


def _rows(extents: Sequence[tuple[Points, Points]]) -> tuple[list[Points], list[Points]]:
    """Upper left corners and sizes of blocks in rows, in their order; those of a row are as high and end together."""
    needed = [end - start + np.array([2 * GAP, 2 * GAP + HEADING]) for start, end in extents]
    width = max([1.15 * sqrt(sum(w * h for w, h in needed)), *(w for w, _ in needed)], default=0.0)
    rows: list[list[Points]] = []
    for size in needed:
        if not rows or sum(w + GAP for w, _ in rows[-1]) + size[0] > width:
            rows.append([])
        rows[-1].append(size)
    corners, sizes, top = [], [], 0.0
    for row in rows:
        height, left = max(float(h) for _, h in row), 0.0
        spare = (width - sum(w for w, _ in row) - GAP * (len(row) - 1)) / len(row)
        for w, _ in row:
            wide = float(w) + min(spare, float(w) / 2)
            corners.append(np.array([left, top]))
            sizes.append(np.array([wide, height]))
            left += wide + GAP
        top += height + GAP
    return corners, sizes


def _components(network: nx.Graph, *, close: bool = False) -> dict[int, Points]:
    """Every component by itself, then in rows; entities without relations form a block of their own."""
    linked = (sorted(part) for part in nx.connected_components(network) if len(part) > 1)
    parts = [_component(network.subgraph(part).copy()) for part in linked]
    if close:
        parts = [_closer(part) if 2 < len(part) <= CLOSE else part for part in parts]
    if alone := sorted(nx.isolates(network)):
        parts.append(_grid(alone))
    return _shelves(parts)


def _component(network: nx.Graph) -> dict[int, Points]:
    groups = [sorted(network)] if len(network) <= WHOLE else _communities(network)
    inner = [_community(network.subgraph(group).copy()) for group in groups]
    if len(groups) == 1:
        return inner[0]
    of = {n: g for g, group in enumerate(groups) for n in group}
    between = nx.Graph()
    between.add_nodes_from(range(len(groups)))
    for a, b in network.edges:
        if of[a] != of[b]:
            weight = between.get_edge_data(of[a], of[b], {"weight": 0})["weight"] + 1
            between.add_edge(of[a], of[b], weight=weight)
    radii = np.array([_radius(points.values()) for points in inner])
    centres = _lying(_force(between)) * float(np.sqrt(np.square(radii).sum())) * 0.35
    for _ in range(SQUEEZES if len(groups) <= WHOLE else 1):
        centres = _apart(centres * 0.8, np.stack([radii, radii], axis=1) * 2, discs=True)
    return {n: at + centre for points, centre in zip(inner, centres, strict=True) for n, at in points.items()}


def _closer(part: dict[int, Points]) -> dict[int, Points]:
    points, boxes = np.array(list(part.values())), np.tile(np.array(BOX), (len(part), 1))
    for _ in range(SQUEEZES):
        points = _apart(points * 0.8, boxes, steps=40)
    return dict(zip(part, _apart(points, boxes), strict=True))


def _communities(network: nx.Graph, resolution: float = 1.0) -> list[list[int]]:
    """Louvain communities, largest first, none beyond `LARGEST` entities."""
    found = [sorted(part) for part in nx.community.louvain_communities(network, seed=1, resolution=resolution)]
    groups: list[list[int]] = []
    for group in sorted(found, key=lambda group: (-len(group), group)):
        if len(group) <= LARGEST:
            groups.append(group)
        elif len(found) == 1:  # as one great star: nothing to split by, so cut
            groups.extend(group[i : i + LARGEST] for i in range(0, len(group), LARGEST))
        else:
            groups.extend(_communities(network.subgraph(group).copy(), resolution * 2))
    return groups


def _community(network: nx.Graph) -> dict[int, Points]:
    nodes = sorted(network)
    if not network.edges:
        return _grid(nodes)
    if len(nodes) == 2:
        return {nodes[0]: np.array([-0.8, 0.0]) * BOX[0], nodes[1]: np.array([0.8, 0.0]) * BOX[0]}
    side = sqrt(len(nodes) * BOX[0] * BOX[1])
    points = _lying(_force(network)) * side
    points = _apart(points, np.tile(np.array(BOX), (len(nodes), 1)))
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return dict(zip(nodes, points, strict=True))


def _force(network: nx.Graph) -> Points:
    """Positions within about (-1, -1) and (1, 1) by the force layout, nodes in sorted order."""
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(network))
    ordered.add_edges_from((min(a, b), max(a, b), data) for a, b, data in sorted(network.edges(data=True), key=_ends))
    placed = nx.spring_layout(ordered, seed=1, iterations=100, method="force") if len(ordered) > 1 else {}
    return np.array([placed.get(n, (0.0, 0.0)) for n in ordered], dtype=float).reshape(-1, 2)


def _lying(points: Points) -> Points:
    """Turned so that the longest way through is from left to right, as screens are."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes *= np.where(axes[:, :1] < 0, -1, 1)  # of the two ways to lie, always the same
    turned: Points = centred @ axes.T
    return turned


def _ends(edge: tuple[int, int, object]) -> tuple[int, int]:
    return (min(edge[:2]), max(edge[:2]))


def _apart(points: Points, sizes: Points, *, discs: bool = False, steps: int = 200) -> Points:
    """Push overlapping boxes (or discs) apart, each pair along its shorter way, until none overlap."""
    points = points.copy()
    need = (sizes[:, None, :] + sizes[None, :, :]) / 2
    for _ in range(steps):
        gap = points[:, None, :] - points[None, :, :]
        if discs:
            distance = np.hypot(gap[..., 0], gap[..., 1])
            lack = np.maximum(need[..., 0] - distance, 0)
            np.fill_diagonal(lack, 0)
            if lack.max(initial=0) < 1:
                break
            shift = lack[..., None] * gap / np.maximum(distance, 1e-6)[..., None]
        else:
            lack = need - np.abs(gap)
            overlap = np.minimum(lack[..., 0], lack[..., 1]) > 0
            np.fill_diagonal(overlap, False)
            if not overlap.any() or lack[overlap].min(axis=1).max() < 1:
                break
            sideways = lack[..., 0] < lack[..., 1]
            shift = np.zeros_like(gap)
            sign = np.where(gap == 0, np.triu(np.ones(gap.shape[:2]))[..., None] * 2 - 1, np.sign(gap))
            shift[..., 0] = np.where(overlap & sideways, lack[..., 0] * sign[..., 0], 0)
            shift[..., 1] = np.where(overlap & ~sideways, lack[..., 1] * sign[..., 1], 0)
        points += shift.sum(axis=1) * 0.4
    return points


def _grid(nodes: Sequence[int]) -> dict[int, Points]:
    columns = ceil(sqrt(len(nodes) * BOX[1] / BOX[0]))
    rows = ceil(len(nodes) / columns)
    middle = np.array([(columns - 1) / 2, (rows - 1) / 2])
    return {n: (np.array([i % columns, i // columns]) - middle) * np.array(BOX) for i, n in enumerate(nodes)}


def _radius(points: Iterable[Points]) -> float:
    return max(hypot(x, y) for x, y in points) + hypot(*BOX) / 2


def _shelves(parts: list[dict[int, Points]]) -> dict[int, Points]:
    """Parts side by side in rows, the highest first, the whole somewhat wider than high."""
    corners = [np.array(list(part.values())).min(axis=0) - np.array(BOX) / 2 for part in parts]
    ends = [np.array(list(part.values())).max(axis=0) + np.array(BOX) / 2 for part in parts]
    sizes = [end - corner for corner, end in zip(corners, ends, strict=True)]
    order = sorted(range(len(parts)), key=lambda i: (-sizes[i][1], -sizes[i][0], min(parts[i])))
    width = max([sqrt(1.6 * sum(w * h for w, h in sizes)), *(w for w, _ in sizes)], default=0.0)
    placed: dict[int, Points] = {}
    left = top = height = 0.0
    for i in order:
        if left > 0 and left + sizes[i][0] > width:
            left, top, height = 0.0, top + height, 0.0
        shift = np.array([left, top]) - corners[i]
        placed.update({n: at + shift for n, at in parts[i].items()})
        left, height = left + sizes[i][0], max(height, sizes[i][1])
    middle = np.array([width if top else left, top + height]) / 2
    return {n: at - middle for n, at in placed.items()}
