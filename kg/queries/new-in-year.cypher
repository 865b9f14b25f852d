// zh: 哪些关系在某年首次见于报告
// en: Which relations first appear in the reports of a year
// param: year = 2021
MATCH (head:Entity)-[fact {status: 'actual'}]->(tail:Entity)
WITH head, tail, fact
UNWIND fact.reports AS id
MATCH (report:Report {id: id})
WITH head, tail, fact, min(report.year) AS first
WHERE first = $year
RETURN head.name AS head, fact.kind AS relation, tail.name AS tail
ORDER BY head, relation, tail
