// zh: 没有加入任何联盟的医院
// en: Hospitals that are in no alliance
MATCH (hospital:Hospital)
WHERE NOT hospital.collective AND NOT EXISTS { MATCH (hospital)-[:MEMBER_OF {status: 'actual'}]->() }
RETURN hospital.name AS hospital, hospital.scope AS scope
ORDER BY scope, hospital
