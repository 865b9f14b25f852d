// zh: 跨地区的往来
// en: Links between actors of different places
MATCH (head:Actor)-[tie {status: 'actual'}]->(tail:Actor)
WHERE type(tie) <> 'PART_OF' AND head.scope <> tail.scope
RETURN DISTINCT head.name AS head, head.scope AS head_scope, tie.kind AS relation,
       tail.name AS tail, tail.scope AS tail_scope
ORDER BY head, relation, tail
