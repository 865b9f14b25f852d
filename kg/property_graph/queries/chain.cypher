// 两个机构之间最短的联系 · The shortest chain between two institutions
// 两个名称之间经过最少环节的联系，不论方向，最多八步。
// The chain with the fewest links between two names, in either direction, eight at most.
// param one: null
// param other: null
// param status: "actual"
MATCH (one:Entity {name: $one})
MATCH (other:Entity {name: $other})
WHERE one.iri <> other.iri
MATCH chain = allShortestPaths((one)-[*..8]-(other))
WHERE all(link IN relationships(chain) WHERE $status IS NULL OR link.status = $status)
WITH [node IN nodes(chain) | node.name] AS names, [link IN relationships(chain) | type(link)] AS relations
RETURN names, relations, size(relations) AS links
ORDER BY names, relations
