// zh: 两个名称之间的每个关系出自哪份报告的哪句话
// en: The report, sentence and offsets behind every relation between two names
// param: one = "人民医院"
// param: other = "卫生院"
MATCH (head:Entity)-[relation]->(tail:Entity)
WHERE (head.name CONTAINS $one AND tail.name CONTAINS $other) OR (head.name CONTAINS $other AND tail.name CONTAINS $one)
WITH head, tail, relation
UNWIND range(0, size(relation.evidence) - 1) AS i
MATCH (report:Report {id: relation.evidenceReport[i]})
RETURN DISTINCT head.name AS head, relation.kind AS relation, tail.name AS tail, relation.status AS status,
       report.source AS source, relation.evidenceStart[i] AS start, relation.evidenceEnd[i] AS end,
       relation.evidence[i] AS text, relation.evidenceSentence[i] AS sentence
ORDER BY source, start, head, relation, tail, `end`
