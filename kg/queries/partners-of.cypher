// zh: 名称中含有某词的机构有哪些关系
// en: All relations of an institution, found by a part of its name
// param: name = "人民医院"
MATCH (institution:Entity)-[relation]-(other:Entity)
WHERE institution.name CONTAINS $name
RETURN DISTINCT institution.name AS institution,
       CASE
         WHEN type(relation) IN ['CONTRACTS_WITH', 'COOPERATES_WITH', 'REFERS_PATIENTS_WITH', 'TELECONSULTS_WITH']
           THEN 'both'
         WHEN startNode(relation).iri = institution.iri THEN 'out'
         ELSE 'in'
       END AS direction,
       relation.kind AS relation, other.name AS other, relation.status AS status
ORDER BY institution, relation, other, status
