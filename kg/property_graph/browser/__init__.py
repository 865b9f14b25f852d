"""Neo4j Browser for this graph: its style, a guide, saved queries, and a Browser that has them from the start.

style.py           GraSS: colours by class from the ontology, names as captions
saved_queries.py   queries that answer with a picture, and the shipped questions, which answer with a table
guide.py           the guide that opens when the Browser connects
served.py          the Browser as a Neo4j of ours serves it, with all of that in it
files.py           the same as files, for a Browser of somebody else

>>> from pathlib import Path; import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     written = write_browser(folder)
...     sorted(path.name for path in Path(folder).iterdir())
['guide.html', 'queries', 'settings.conf', 'yilian.grass']
"""

from kg.property_graph.browser.files import write_browser
from kg.property_graph.browser.served import settings, write_archive

__all__ = ["settings", "write_archive", "write_browser"]
