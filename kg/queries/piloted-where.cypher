// zh: 各项目在哪里由谁试点，已实施还是计划，何时起
// en: Where each programme is piloted and by whom, actually or as planned, and since when
// param: programme = ""
MATCH (pilot:Actor)-[pilots:PILOTS]->(p:Programme)
WHERE p.name CONTAINS $programme
WITH p, pilot, pilots
UNWIND pilots.reports AS id
MATCH (report:Report {id: id})
WITH p, pilot, pilots, min(report.year) AS first_year
RETURN p.name AS name, pilot.name AS pilot, pilot.scope AS scope, pilots.status AS status, first_year
ORDER BY name, scope, pilot, status
