// zh: 各种关系有多少，多少已实施，多少是计划
// en: How many relations of each kind there are, actual and planned
MATCH (:Entity)-[relation]->(:Entity)
RETURN relation.kind AS relation, relation.status AS status, count(relation) AS relations
ORDER BY relation, status
