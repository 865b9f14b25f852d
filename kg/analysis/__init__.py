"""The graph as a network: networkx graphs and the figures that an analyst asks first.

>>> from kg.analysis import stats, to_networkx
>>> from kg.model import Graph
>>> stats(Graph()).relations, to_networkx(Graph()).number_of_edges()
({}, 0)
"""

from kg.analysis.changes import Change, Changes, diff
from kg.analysis.networks import StatusFilter, to_networkx
from kg.analysis.statistics import Alliance, Bridge, County, Hub, RelationCount, Stats, stats, tables

__all__ = [
    "Alliance",
    "Bridge",
    "Change",
    "Changes",
    "County",
    "Hub",
    "RelationCount",
    "Stats",
    "StatusFilter",
    "diff",
    "stats",
    "tables",
    "to_networkx",
]
