// 尚未落实的计划 · Plans without follow-through
// 只作为计划、意向出现过，没有任何报告说已经实施的关系。
// Relations that are planned in some report and actual in none.
MATCH (head:Entity)-[planned {status: 'planned'}]->(tail:Entity)
WHERE NOT EXISTS {
  MATCH (head)-[actual {status: 'actual'}]->(tail)
  WHERE type(actual) = type(planned)
}
MATCH (report:Report)
WHERE report.id IN planned.reports
RETURN head.name AS head, type(planned) AS relation, tail.name AS tail,
       min(report.year) AS since, planned.evidence AS evidence
ORDER BY since, head, relation, tail
