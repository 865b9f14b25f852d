"""How the shipped models were made: generated sentences of the genre, and the scripts that train on them.

Nothing here runs when reports are read. `sentences` writes sentences with known words and
known entities, from `templates.txt` and the invented names of `names`; `segmenter` trains the
word segmenter of `kg.nlp.segmentation` on them. `confidence` fits how sure readings are, on annotated texts.

`tagger` trains a statistical tagger of names (`character_tagger`) on annotated reports (`gold`) and generated
sentences, and measures what it would add to the rules. It ships no model; its docstring has the figures.
"""
