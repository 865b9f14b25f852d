// zh: 谁与谁开展远程会诊，何时起
// en: Who teleconsults with whom, and since when
MATCH (one:Actor)-[tie:TELECONSULTS_WITH]->(other:Actor)
WITH one, other, tie
UNWIND tie.reports AS id
MATCH (report:Report {id: id})
WITH one, other, tie, min(report.year) AS first_year
RETURN one.name AS one, other.name AS other, tie.status AS status, first_year
ORDER BY one, other, status
