"""The graph as a network: networkx graphs and the figures that an analyst asks first.

subgraphs.py      a part of the graph: of some relations, a county, a year
networks.py       a graph as a networkx graph
dataframes.py     a graph as pandas DataFrames
statistics.py     its size, its parts, the hospitals, alliances and counties by what joins them
alliances.py      alliances by their members, and the members that they have in common
outside_help.py   which counties get help from outside
scores.py         how each entity stands in the network: betweenness, PageRank, community, …
writing_back.py   the scores as properties of the nodes in Neo4j
changes.py        what changed in a county between two years

>>> from kg.analysis import stats, to_networkx
>>> from kg.model import Graph
>>> stats(Graph()).relations, to_networkx(Graph()).number_of_edges()
({}, 0)
"""

from kg.analysis.alliances import Alliance, Overlap, alliances, overlaps
from kg.analysis.changes import Change, Changes, diff
from kg.analysis.dataframes import DataFrames, to_dataframes
from kg.analysis.networks import StatusFilter, to_networkx
from kg.analysis.outside_help import OutsideHelp, outside_help
from kg.analysis.scores import EntityScores, score_tables, scores
from kg.analysis.statistics import Bridge, County, Hub, RelationCount, Stats, stats, tables
from kg.analysis.subgraphs import subgraph
from kg.analysis.writing_back import WriteBackResult, write_back

__all__ = [
    "Alliance",
    "Bridge",
    "Change",
    "Changes",
    "County",
    "DataFrames",
    "EntityScores",
    "Hub",
    "OutsideHelp",
    "Overlap",
    "RelationCount",
    "Stats",
    "StatusFilter",
    "WriteBackResult",
    "alliances",
    "diff",
    "outside_help",
    "overlaps",
    "score_tables",
    "scores",
    "stats",
    "subgraph",
    "tables",
    "to_dataframes",
    "to_networkx",
    "write_back",
]
