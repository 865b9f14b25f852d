// zh: 哪些机构得到不止一家帮扶
// en: Institutions that more than one other assists
// param: least = 2
MATCH (other:Actor)-[:ASSISTS {status: 'actual'}]->(institution:Actor)
WITH institution, count(DISTINCT other) AS helpers
WHERE helpers >= $least
RETURN institution.name AS institution, institution.kind AS kind, helpers
ORDER BY helpers DESC, institution
