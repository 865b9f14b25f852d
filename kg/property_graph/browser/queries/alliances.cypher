// zh: 各联盟及其成员
// en: The alliances and their members
MATCH joined = (:Actor)-[:MEMBER_OF]->(:MedicalAlliance)
RETURN joined
LIMIT 300
