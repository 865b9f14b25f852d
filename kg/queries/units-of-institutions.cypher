// zh: 各机构的内设单位与分院
// en: The units and branches of each institution
MATCH (part:Organization)-[:PART_OF {status: 'actual'}]->(institution:Organization)
RETURN DISTINCT institution.name AS institution, part.name AS part, part.kind AS kind
ORDER BY institution, part
