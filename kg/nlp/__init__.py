"""From the text of a report to what it says: words, mentions, relations, with offsets.

How a sentence becomes relations, followed on one from the report of 青禾县:

>>> from kg.model import Report
>>> from kg.nlp.pipeline import annotate
>>> text = "县医院、县中医院分别对口支援东湾、柳林2个卫生院，并拟与江北市中心医院签约。"
>>> report = Report("r", "a.txt", (1, 1), 0, len(text), text, place="青禾县")
>>> doc = annotate(report)

1. **Words** (`segmentation`). Tokens are characters, since a name that a word model cuts wrongly would be lost. The
   model, which takes the most time by the character, is only asked whether a word begins where a border is in doubt.

>>> from kg.nlp.pipeline import pipeline
>>> starts = pipeline().tokenizer.word_starts("新增医保定点机构")
>>> [offset for offset in range(8) if offset in starts]  # so 保定 is no place here
[0, 2, 4, 6]

2. **What the rule files list** (`mentions.lexicon`, `mentions.parts`). One pass over the characters finds all suffixes
   (医院, 卫生院), what stands inside names (中医), words after which a name may begin, and places.

>>> from kg.nlp.mentions.lexicon import lexicon
>>> [(s.word, s.cls) for s in lexicon().scan(text).suffixes][1:3]
[('中医院', 'Hospital'), ('卫生院', 'TownshipHealthCentre')]

3. **Names** (`mentions.names`, `mentions.borders`). From each suffix a name grows to the left over all that can belong
   to it, and stops where it gets too dear to go on: 江北市中心医院 stops behind 与.

>>> from kg.nlp.mentions.names import find_names
>>> [name.text for name in find_names(lexicon().scan(text))]
['县医院', '县中医院', '卫生院', '江北市中心医院']

4. **Mentions** (`mentions.assemble`). Names, sets of institutions (全县12所卫生院), lists with one ending, places,
   programmes, stand-ins (该院, 双方). Here 2个卫生院 only counts two that are named without their ending.

>>> [(m.text, m.full) for m in doc._.mentions if m.full != m.text]
[('东湾', '东湾卫生院'), ('柳林', '柳林卫生院')]

5. **Groups with cases** (`relations.groups`). In each clause mentions that are listed form a group; the word before it
   gives its case, as an ending would: 与 (with), 由 (by), 到 (place), or nothing (bare).

>>> from kg.nlp.relations.sentences import sentences
>>> clauses = next(sentences(text, doc._.mentions)).clauses
>>> [[(g.case, [m.text for m in g.mentions]) for g in clause.groups] for clause in clauses]
[[('', ['县医院', '县中医院']), ('', ['东湾', '柳林'])], [('with', ['江北市中心医院'])]]

6. **Triggers, frames, status** (`relations.reading`, `relations.frames`, `relations.status`). 对口支援 is a trigger of
   assists, whose frame `directed` takes the bare group before it as head and the one behind it as tail; 分别 pairs
   them. 签约 is mutual: its head is the subject carried over from the clause before, and 拟 makes it a plan.

>>> [(c.type, c.head.text, c.tail.text, c.status) for c in doc._.relations]  # doctest: +NORMALIZE_WHITESPACE
[('assists', '县医院', '东湾', 'actual'), ('assists', '县中医院', '柳林', 'actual'),
 ('contractsWith', '县医院', '江北市中心医院', 'planned'), ('contractsWith', '县中医院', '江北市中心医院', 'planned')]

7. **Who is meant** (`kg.resolution`): 县医院 is 青禾县人民医院.

>>> from kg.resolution import resolve
>>> said = resolve(report, doc._.mentions, doc._.relations)
>>> names = {entity.iri: entity.name for entity in said.entities}
>>> [(names[r.head], names[r.tail]) for r in said.relations][0]
('青禾县人民医院', '东湾卫生院')

8. **How sure** (`relations.doubts`): what is said of the carried-over subject is surer than of one a sentence before.
   The confidence is what share of such readings was right on annotated reports.

>>> [(r.evidence[0].rule, r.evidence[0].doubts) for r in said.relations][::3]
[('directed: 对口支援', ()), ('mutual: 签约', ('carried over',))]

What a domain expert would change (suffixes, triggers, cases, cues, programmes) stands in `rules/*.toml`, each group
with examples that run as tests.

| component      | needs                                          | leaves                                     |
| ---            | ---                                            | ---                                        |
| tokenizer      | the text                                       | tokens: characters                         |
| `yl_mentions`  | the text, `doc._.place`, `doc._.townships`     | `doc._.mentions`, `doc.spans["mentions"]`  |
| `yl_relations` | the text, `doc._.mentions`                     | `doc._.relations`, `token.is_sent_start`   |
"""
