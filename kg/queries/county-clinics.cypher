// zh: 一个县的基层医疗卫生机构各由谁帮扶，谁无人帮扶
// en: Who assists each primary-care institution of a county; who is left alone has no helper
// param: county = ""
MATCH (report:Report)
WHERE report.place CONTAINS $county
WITH DISTINCT report.place AS place, coalesce(report.placeCode, report.place) AS scope
MATCH (clinic:PrimaryCareInstitution {scope: scope})
WHERE NOT clinic.collective
OPTIONAL MATCH (helper:Actor)-[:ASSISTS {status: 'actual'}]->(clinic)
RETURN DISTINCT place, clinic.name AS institution, clinic.kind AS kind, helper.name AS helper
ORDER BY place, institution, helper
