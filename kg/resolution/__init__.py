"""Who is meant: mentions to entities with canonical names and IRIs, within the report's county.

>>> from kg.model import Report
>>> from kg.nlp.pipeline import annotate
>>> text = "县医院与江北市二院签约，双方互转患者。"
>>> report = Report("r", "a.txt", (1, 1), 0, len(text), text, place="青禾县")
>>> doc = annotate(report)
>>> said = resolve(report, doc._.mentions, doc._.relations)

Names get their full form (`names`, `full_forms.toml`) and the place that 县, 市 mean here (`places`):

>>> names = {entity.iri: entity.name for entity in said.entities if entity.type == "Hospital"}
>>> sorted(names.values())
['江北市第二人民医院', '青禾县人民医院']

Stand-ins mean those whom the sentences before tell (`stand_ins`); each mention keeps the rule that joined it:

>>> [(m.text, m.rule, m.implied) for e in said.entities if e.name == "青禾县人民医院" for m in e.mentions]
[('县医院', 'suffix: 县 is 青禾县, 医院 is 人民医院', False), ('双方', 'stand-in: both', True)]

Candidate relations become relations between entities, each once, with all their evidence (`relations`, `packing`):

>>> [(r.type, names[r.head], names[r.tail]) for r in said.relations]  # doctest: +NORMALIZE_WHITESPACE
[('contractsWith', '青禾县人民医院', '江北市第二人民医院'),
 ('refersPatientsWith', '青禾县人民医院', '江北市第二人民医院')]

`institutions`, `collectives`, `units` and `programmes` tell which entity a mention means, `short_names` which names of
the report are one; `scopes` which place a name is scoped by.
"""

from kg.resolution.resolve import resolve

__all__ = ["resolve"]
