// zh: 两个机构之间的联系：直接的，或经由第三方的
// en: How two actors hang together: directly, or through a third
// param: one
// param: other
MATCH (one:Entity {name: $one})-[tie {status: 'actual'}]-(other:Entity {name: $other})
WHERE one.iri <> other.iri
RETURN DISTINCT tie.kind AS relation, null AS through, null AS next_relation
UNION
MATCH (one:Entity {name: $one})-[tie {status: 'actual'}]-(third:Entity),
      (third)-[next {status: 'actual'}]-(other:Entity {name: $other})
WHERE one.iri <> other.iri AND third.iri <> one.iri AND third.iri <> other.iri
RETURN DISTINCT tie.kind AS relation, third.name AS through, next.kind AS next_relation
