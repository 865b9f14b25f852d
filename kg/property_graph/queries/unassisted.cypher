// 哪些基层机构无人帮扶 · Primary care that nobody assists
// 报告提到的卫生院、村卫生室、社区卫生服务中心中，没有实际受到帮扶的机构，以及是否已有帮扶计划。
// Health centres and clinics that no actual assistance reaches, and whether some is planned.
MATCH (clinic:PrimaryCareInstitution)
WHERE NOT EXISTS { MATCH (clinic)<-[:ASSISTS {status: 'actual'}]-() }
RETURN clinic.name AS institution, clinic.type AS type, clinic.scope AS scope,
       EXISTS { MATCH (clinic)<-[:ASSISTS {status: 'planned'}]-() } AS planned
ORDER BY scope, institution
