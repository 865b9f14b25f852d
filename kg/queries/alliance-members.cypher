// zh: 各联盟的成员
// en: The members of each alliance
// param: alliance = ""
MATCH (member:Actor)-[:MEMBER_OF {status: 'actual'}]->(alliance:MedicalAlliance)
WHERE alliance.name CONTAINS $alliance
RETURN DISTINCT alliance.name AS alliance_name, member.name AS member, member.kind AS kind
ORDER BY alliance_name, member
