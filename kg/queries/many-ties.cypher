// zh: 哪两个机构之间有多种往来
// en: Pairs of actors that several kinds of ties join
// param: least = 2
MATCH (one:Actor)-[tie {status: 'actual'}]-(other:Actor)
WHERE type(tie) <> 'PART_OF' AND one.iri < other.iri
WITH one, other, count(DISTINCT type(tie)) AS kinds
WHERE kinds >= $least
RETURN one.name AS one, other.name AS other, kinds
ORDER BY kinds DESC, one, other
