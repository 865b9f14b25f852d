// zh: 一个县的机构及其关系（改引号中的县名）
// en: The institutions of a county and their relations (change the name in quotes)
// param: county = "县"
MATCH (report:Report) WHERE report.place CONTAINS $county
WITH collect(coalesce(report['placeCode'], report.place)) AS scopes
MATCH (one:Entity) WHERE one.scope IN scopes
OPTIONAL MATCH relation = (one)-[]-(:Entity)
RETURN one, relation
LIMIT 300
