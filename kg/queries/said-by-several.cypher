// zh: 不止一份报告提到的已实施关系
// en: Facts that more than one report states
// param: least = 2
MATCH (head:Entity)-[fact {status: 'actual'}]->(tail:Entity)
WHERE size(fact.reports) >= $least
RETURN head.name AS head, fact.kind AS relation, tail.name AS tail, size(fact.reports) AS reports
ORDER BY reports DESC, head, relation, tail
