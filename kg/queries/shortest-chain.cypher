// zh: 两个机构之间最短的联系链，至多隔两个机构
// en: The shortest chains of ties between two actors, with at most two others between them
// param: one
// param: other
MATCH (one:Entity {name: $one})-[{status: 'actual'}]-(other:Entity {name: $other})
WHERE one.iri <> other.iri
RETURN DISTINCT 1 AS steps, null AS first, null AS second
UNION
MATCH (one:Entity {name: $one})-[{status: 'actual'}]-(a:Entity)-[{status: 'actual'}]-(other:Entity {name: $other})
WHERE one.iri <> other.iri AND a.iri <> one.iri AND a.iri <> other.iri
  AND NOT EXISTS { MATCH (one)-[{status: 'actual'}]-(other) }
RETURN DISTINCT 2 AS steps, a.name AS first, null AS second
UNION
MATCH (one:Entity {name: $one})-[{status: 'actual'}]-(a:Entity)-[{status: 'actual'}]-(b:Entity),
      (b)-[{status: 'actual'}]-(other:Entity {name: $other})
WHERE one.iri <> other.iri AND a.iri <> b.iri AND NOT a.iri IN [one.iri, other.iri] AND NOT b.iri IN [one.iri, other.iri]
  AND NOT EXISTS { MATCH (one)-[{status: 'actual'}]-(other) }
  AND NOT EXISTS { MATCH (one)-[{status: 'actual'}]-(:Entity)-[{status: 'actual'}]-(other) }
RETURN DISTINCT 3 AS steps, a.name AS first, b.name AS second
