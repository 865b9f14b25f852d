// zh: 图中各类实体有多少
// en: How many entities of each kind there are
MATCH (entity:Entity)
RETURN entity.kind AS kind, count(entity) AS entities
ORDER BY entities DESC, kind
