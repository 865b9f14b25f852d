// zh: 报告提到而没有任何关系的机构
// en: Institutions that reports name and tell no relation of
MATCH (institution:HealthcareInstitution)
WHERE NOT EXISTS { MATCH (institution)-[]-() }
RETURN DISTINCT institution.name AS institution, institution.kind AS kind, institution.scope AS scope
ORDER BY scope, institution
