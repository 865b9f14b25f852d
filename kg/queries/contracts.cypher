// zh: 谁与谁签了约，何时起；计划签约的也算
// en: Who has a contract with whom or plans one, and since when
MATCH (one:Actor)-[tie:CONTRACTS_WITH]->(other:Actor)
WITH one, other, tie
UNWIND tie.reports AS id
MATCH (report:Report {id: id})
WITH one, other, tie, min(report.year) AS first_year
RETURN one.name AS one, other.name AS other, tie.status AS status, first_year
ORDER BY one, other, status
