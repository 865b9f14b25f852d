// zh: 先有计划、后来实施的关系
// en: Plans that a report of the same or a later year says were carried out
MATCH (head:Entity)-[planned {status: 'planned'}]->(tail:Entity)
MATCH (head)-[actual {status: 'actual'}]->(tail)
WHERE type(actual) = type(planned)
UNWIND planned.reports AS plan
MATCH (before:Report {id: plan})
UNWIND actual.reports AS fact
MATCH (after:Report {id: fact})
WITH head, tail, actual, before, after
WHERE after.year >= before.year
RETURN DISTINCT head.name AS head, actual.kind AS relation, tail.name AS tail,
       before.year AS planned_in, after.year AS actual_in
ORDER BY planned_in, head, relation, tail, actual_in
