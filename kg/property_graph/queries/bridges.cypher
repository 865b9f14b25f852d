// 跨县的联系 · Ties between counties
// 一端属于甲县、另一端属于乙县的关系；上级和外地机构也算。
// Relations whose ends belong to different counties; institutions of the city, the province and elsewhere count too.
// param status: "actual"
MATCH (one:Organization)-[tie]->(other:Organization)
WHERE one.scope <> other.scope AND ($status IS NULL OR tie.status = $status)
RETURN one.name AS head, one.scope AS headScope, type(tie) AS relation,
       other.name AS tail, other.scope AS tailScope, tie.status AS status
ORDER BY headScope, head, relation, tailScope, tail
