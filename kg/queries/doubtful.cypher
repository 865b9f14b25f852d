// zh: 抽取把握不大、值得核对的关系
// en: Relations of which the extraction is not sure, to be checked
// param: below = 0.7
MATCH (head:Entity)-[relation]->(tail:Entity)
WHERE relation.confidence < $below
RETURN head.name AS head, relation.kind AS relation, tail.name AS tail,
       relation.status AS status, relation.confidence AS confidence
ORDER BY confidence, head, relation, tail, status
