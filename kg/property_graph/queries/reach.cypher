// 一家机构的全部联系 · Everything one institution takes part in
// 某机构（正式名称或文中写法）的所有关系，含方向、状态和年份。
// All relations of an institution (official name, or as a text has it) with direction, status and years.
// param name: null
MATCH (institution:Entity)-[relation]-(other:Entity)
WHERE institution.name = $name OR $name IN institution.names
MATCH (report:Report)
WHERE report.id IN relation.reports
WITH institution, relation, other, report
ORDER BY report.year
WITH institution, relation, other, collect(DISTINCT report.year) AS years
RETURN institution.name AS institution,
       CASE
         WHEN type(relation) IN ['CONTRACTS_WITH', 'COOPERATES_WITH', 'REFERS_PATIENTS_WITH', 'TELECONSULTS_WITH']
           THEN 'both'
         WHEN startNode(relation).iri = institution.iri THEN 'out'
         ELSE 'in'
       END AS direction,
       type(relation) AS relation, other.name AS other, relation.status AS status, years
ORDER BY institution, relation, other, status
