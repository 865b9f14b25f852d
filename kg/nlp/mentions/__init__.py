"""Mentions: where a text names institutions, units, programmes and places, or stands in for them.

`assemble` puts together what the other modules find: `names` (on `lexicon`, `parts`, `borders`), `kinds` of
institutions and sets of them, lists that share an ending, `aliases`, `places`, `programmes`, `stand_ins`.
"""
