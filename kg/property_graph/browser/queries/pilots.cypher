// zh: 各项目在哪里试点、实施
// en: Where each programme is piloted and carried out
MATCH where = (:Actor)-[:PILOTS|IMPLEMENTS]->(:Programme)
RETURN where
LIMIT 300
