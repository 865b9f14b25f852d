// 两个机构之间最短的联系 · The shortest chain between two institutions
// 两个名称之间经过最少环节的联系，不论方向，最多八步；statuses 说明各环节是已实施还是计划。
// The chain with the fewest links between two names, in either direction, eight at most; statuses tells of each link.
// param one: null
// param other: null
MATCH (one:Entity {name: $one})
MATCH (other:Entity {name: $other})
WHERE one.iri <> other.iri
MATCH chain = allShortestPaths((one)-[*..8]-(other))
WITH [node IN nodes(chain) | node.name] AS names,
     [link IN relationships(chain) | type(link)] AS relations,
     [link IN relationships(chain) | link.status] AS statuses
RETURN names, relations, statuses, size(relations) AS links
ORDER BY names, relations, statuses
