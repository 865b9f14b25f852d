// zh: 一处试点、别处已实施的项目
// en: Programmes that one actor pilots and another carries out
MATCH (pilot:Actor)-[:PILOTS {status: 'actual'}]->(p:Programme)<-[:IMPLEMENTS {status: 'actual'}]-(actor:Actor)
WHERE pilot.iri <> actor.iri
RETURN DISTINCT p.name AS programme, pilot.name AS piloted_by, actor.name AS implemented_by
ORDER BY programme, piloted_by, implemented_by
