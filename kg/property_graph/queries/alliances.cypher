// 医联体及其成员 · Alliances and their members
// 每个医联体、医共体、专科联盟、医疗集团的成员单位；可按名称筛选。
// The members of every medical alliance; by a part of its name.
// param name: null
MATCH (alliance:MedicalAlliance)
WHERE $name IS NULL OR alliance.name CONTAINS $name
OPTIONAL MATCH (member:Entity)-[membership:MEMBER_OF]->(alliance)
WITH alliance, member, membership
ORDER BY member.name
RETURN alliance.name AS alliance, count(DISTINCT member) AS size,
       [name IN collect(DISTINCT CASE WHEN membership.status = 'actual' THEN member.name END) | name] AS members,
       [name IN collect(DISTINCT CASE WHEN membership.status = 'planned' THEN member.name END) | name] AS planned
ORDER BY size DESC, alliance
