// zh: 两家机构之间最短的链（改引号中的名称）
// en: The shortest chain between two institutions (change the names in quotes)
// param: one = "卫生院"
// param: other = "医院"
MATCH (one:Entity) WHERE one.name CONTAINS $one
MATCH (other:Entity) WHERE other.name CONTAINS $other AND one <> other
MATCH chain = shortestPath((one)-[*..8]-(other))
WHERE all(node IN nodes(chain) WHERE node:Entity)
RETURN chain
ORDER BY length(chain), one.iri, other.iri
LIMIT 10
