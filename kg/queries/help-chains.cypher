// zh: 上级帮扶的机构又帮扶谁
// en: Help that is passed on: who assists an institution that assists another
MATCH (one:Actor)-[:ASSISTS {status: 'actual'}]->(middle:Actor)-[:ASSISTS {status: 'actual'}]->(other:Actor)
WHERE one.iri <> other.iri
RETURN DISTINCT one.name AS helper, middle.name AS through, other.name AS helped
ORDER BY helper, through, helped
