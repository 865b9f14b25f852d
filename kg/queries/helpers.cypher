// zh: 谁帮扶的机构最多
// en: Who assists the most institutions
// param: least = 1
MATCH (helper:Actor)-[:ASSISTS {status: 'actual'}]->(other:Actor)
WITH helper, count(DISTINCT other) AS helped
WHERE helped >= $least
RETURN helper.name AS helper, helper.kind AS kind, helped
ORDER BY helped DESC, helper
