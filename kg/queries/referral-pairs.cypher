// zh: 谁与谁双向转诊，是否也远程会诊
// en: Who refers patients with whom, and whether they teleconsult too
MATCH (one:Actor)-[:REFERS_PATIENTS_WITH {status: 'actual'}]->(other:Actor)
RETURN DISTINCT one.name AS one, other.name AS other,
       EXISTS { MATCH (one)-[:TELECONSULTS_WITH {status: 'actual'}]->(other) } AS teleconsult
ORDER BY one, other
