// zh: 加入了不止一个联盟的单位
// en: Who is a member of more than one alliance
// param: least = 2
MATCH (member:Actor)-[:MEMBER_OF {status: 'actual'}]->(alliance:MedicalAlliance)
WITH member, count(DISTINCT alliance) AS alliances
WHERE alliances >= $least
RETURN member.name AS member, member.kind AS kind, alliances
ORDER BY alliances DESC, member
