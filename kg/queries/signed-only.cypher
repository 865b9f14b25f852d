// zh: 签了协议而未见其他往来的两个机构
// en: Pairs that have signed something and of which nothing else is told
MATCH (one:Actor)-[:CONTRACTS_WITH {status: 'actual'}]->(other:Actor)
WHERE NOT EXISTS {
  MATCH (one)-[tie {status: 'actual'}]-(other)
  WHERE NOT type(tie) IN ['CONTRACTS_WITH', 'PART_OF']
}
RETURN DISTINCT one.name AS one, other.name AS other
ORDER BY one, other
