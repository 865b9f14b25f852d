// zh: 只有计划、尚无实施的关系，最早哪年提出
// en: Plans of which no report says that they were carried out, and since when
MATCH (head:Entity)-[planned {status: 'planned'}]->(tail:Entity)
WHERE NOT EXISTS {
  MATCH (head)-[actual {status: 'actual'}]->(tail)
  WHERE type(actual) = type(planned)
}
WITH head, tail, planned
UNWIND planned.reports AS id
MATCH (report:Report {id: id})
WITH head, tail, planned, min(report.year) AS since
RETURN head.name AS head, planned.kind AS relation, tail.name AS tail, since
ORDER BY since, head, relation, tail
