// zh: 两个县之间的关系
// en: Relations that join two counties
MATCH bridge = (one:Organization)-[]->(other:Organization)
WHERE one.scope <> other.scope
RETURN bridge
LIMIT 300
