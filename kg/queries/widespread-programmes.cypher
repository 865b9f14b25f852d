// zh: 在不止一个地区试点或实施的项目
// en: Programmes that are piloted or carried out in more than one place
// param: least = 2
MATCH (actor:Actor)-[:PILOTS|IMPLEMENTS {status: 'actual'}]->(p:Programme)
WITH p, count(DISTINCT actor) AS actors, count(DISTINCT actor.scope) AS places
WHERE places >= $least
RETURN p.name AS programme, actors, places
ORDER BY places DESC, programme
