// zh: 各联盟有多少成员，多少单位计划加入，成员来自几个地区
// en: How many members each alliance has, how many are to join, and from how many places members come
MATCH (alliance:MedicalAlliance)
OPTIONAL MATCH (member:Actor)-[membership:MEMBER_OF]->(alliance)
RETURN alliance.name AS alliance,
       count(DISTINCT CASE WHEN membership.status = 'actual' THEN member END) AS members,
       count(DISTINCT CASE WHEN membership.status = 'planned' THEN member END) AS planned,
       count(DISTINCT CASE WHEN membership.status = 'actual' THEN member.scope END) AS places
ORDER BY members DESC, alliance
