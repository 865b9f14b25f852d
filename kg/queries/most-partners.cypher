// zh: 往来单位最多的机构，其中有多少在外地
// en: The institutions with the most partners, and how many of these are elsewhere
// param: least = 2
MATCH (institution:Organization)-[tie {status: 'actual'}]-(partner:Actor)
WHERE type(tie) <> 'PART_OF'
WITH institution, count(DISTINCT partner) AS partners,
     count(DISTINCT CASE WHEN partner.scope <> institution.scope THEN partner END) AS elsewhere
WHERE partners >= $least
RETURN institution.name AS institution, institution.kind AS kind, partners, elsewhere
ORDER BY partners DESC, institution
