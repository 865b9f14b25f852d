// zh: 各联盟的成员，以及由谁牵头
// en: The members of each alliance, and which of them lead it
// param: alliance = ""
MATCH (member:Actor)-[membership:MEMBER_OF {status: 'actual'}]->(alliance:MedicalAlliance)
WHERE alliance.name CONTAINS $alliance
RETURN DISTINCT alliance.name AS alliance_name, member.name AS member, member.kind AS kind,
       coalesce(membership.role = '牵头', false) AS leads
ORDER BY alliance_name, member
