// 两个机构之间的依据 · The evidence between two names
// 两个名称（正式名称或文中写法）之间每条关系的原文、所在句子、报告和字符位置。
// For each relation between two names (official, or as a text has them) the words, sentence, report and offsets.
// param one: null
// param other: null
MATCH (one:Entity)-[relation]-(other:Entity)
WHERE (one.name = $one OR $one IN one.names) AND (other.name = $other OR $other IN other.names)
WITH relation, startNode(relation) AS head, endNode(relation) AS tail
UNWIND range(0, size(relation.evidence) - 1) AS i
MATCH (report:Report {id: relation.evidenceReport[i]})
RETURN head.name AS head, type(relation) AS relation, tail.name AS tail, relation.status AS status,
       relation.evidence[i] AS evidence, relation.evidenceSentence[i] AS sentence, report.source AS source,
       relation.evidenceStart[i] AS start, relation.evidenceEnd[i] AS end, report.year AS year
ORDER BY year, source, start, relation
