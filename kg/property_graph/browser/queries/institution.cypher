// zh: 一家机构及其周围两步（改引号中的名称）
// en: An institution and what lies within two steps of it (change the name in quotes)
// param: name = "人民医院"
MATCH (institution:Organization) WHERE institution.name CONTAINS $name
WITH institution ORDER BY institution.iri LIMIT 1
MATCH reach = (institution)-[*1..2]-(:Entity)
WHERE all(node IN nodes(reach) WHERE node:Entity)
RETURN reach
LIMIT 300
