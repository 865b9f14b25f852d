// 伙伴最多的机构 · Institutions with the most partners
// 各机构实际联系的机构数，以及其中的外县机构数；可限定行数。
// How many organisations each one actually deals with, and how many of them of other counties.
// param rows: 20
MATCH (institution:Organization)-[tie {status: 'actual'}]-(partner:Organization)
RETURN institution.name AS institution, institution.type AS type, count(DISTINCT partner) AS partners,
       count(DISTINCT CASE WHEN partner.scope <> institution.scope THEN partner END) AS elsewhere
ORDER BY partners DESC, institution
LIMIT toInteger($rows)
