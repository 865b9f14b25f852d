// zh: 没有得到帮扶的基层医疗卫生机构，是否已有计划
// en: Primary-care institutions that nobody assists, and whether it is planned
MATCH (clinic:PrimaryCareInstitution)
WHERE NOT clinic.collective AND NOT EXISTS { MATCH (clinic)<-[:ASSISTS {status: 'actual'}]-() }
RETURN clinic.name AS institution, clinic.kind AS kind, clinic.scope AS scope,
       EXISTS { MATCH (clinic)<-[:ASSISTS {status: 'planned'}]-() } AS planned
ORDER BY scope, institution
