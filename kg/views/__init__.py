"""Pictures of the graph: a page to explore it in, and a still picture for a document.

>>> import tempfile; from pathlib import Path
>>> from kg.model import Entity, Graph
>>> graph = Graph(entities={"e:甲": Entity("e:甲", "Hospital", "甲医院")})
>>> with tempfile.TemporaryDirectory() as folder:
...     view(graph, Path(folder) / "network.html")
...     picture(graph, Path(folder) / "network.svg")
...     sorted(path.name for path in Path(folder).iterdir())
['network.html', 'network.svg']
"""

from kg.views.page import view
from kg.views.picture import picture

__all__ = ["picture", "view"]
