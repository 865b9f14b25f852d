// zh: 同一简称所指的不同机构
// en: Short names that mean different institutions in different places
MATCH (entity:Entity)
UNWIND entity.names AS name
WITH entity, name
WHERE name <> entity.name
WITH name, collect(DISTINCT entity) AS meant
WHERE size(meant) > 1
UNWIND meant AS entity
RETURN DISTINCT name, entity.name AS institution, entity.scope AS scope
ORDER BY name, scope, institution
