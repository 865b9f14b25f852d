"""How the shipped models were made: generated sentences of the genre, and the scripts that train on them.

Nothing here runs when reports are read. `sentences` writes sentences with known words and
known entities, from `templates.txt` and the invented names of `names`; `segmenter` trains the
word segmenter of `kg.nlp.segmentation` on them.
"""
