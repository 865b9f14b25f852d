// zh: 只有计划的关系
// en: What is planned and not said to be done
MATCH plan = (one:Entity)-[relation {status: 'planned'}]->(other:Entity)
WHERE NOT EXISTS { (one)-[done {status: 'actual'}]->(other) WHERE type(done) = type(relation) }
RETURN plan
LIMIT 300
