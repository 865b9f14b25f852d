// 项目在哪里试点、实施 · Where programmes are piloted and carried out
// 每个项目的试点单位和实施单位；可按项目名称筛选。
// For every programme its pilots and those that carry it out; by a part of its name.
// param name: null
MATCH (actor:Actor)-[part:PILOTS|IMPLEMENTS]->(programme:Programme)
WHERE $name IS NULL OR programme.name CONTAINS $name
RETURN programme.name AS programme, actor.name AS actor, type(part) AS relation, part.status AS status
ORDER BY programme, relation, actor, status
