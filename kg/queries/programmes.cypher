// zh: 谁在试点或实施哪些项目
// en: Who pilots or carries out which programme, actually or as planned
// param: programme = ""
MATCH (actor:Actor)-[part:PILOTS|IMPLEMENTS]->(programme:Programme)
WHERE programme.name CONTAINS $programme
RETURN DISTINCT programme.name AS name, part.kind AS relation, actor.name AS actor, part.status AS status
ORDER BY name, relation, actor, status
