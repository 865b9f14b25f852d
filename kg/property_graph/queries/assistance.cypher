// 谁在帮扶谁 · Who assists whom
// 帮扶、派驻关系，附项目、人数和年份；可按发布报告的县和状态筛选。
// Assistance with its programme, number of staff and years; by the county that reports it and by status.
// param place: null
// param status: null
MATCH (helper:Actor)-[assists:ASSISTS]->(helped:Actor)
MATCH (report:Report)
WHERE report.id IN assists.reports
  AND ($place IS NULL OR report.place = $place)
  AND ($status IS NULL OR assists.status = $status)
WITH helper, assists, helped, report
ORDER BY report.year, report.id
WITH helper, assists, helped, collect(DISTINCT report.year) AS years
RETURN helper.name AS helper, helped.name AS helped, assists.status AS status,
       assists.programme AS programme, assists.personnel AS personnel, years
ORDER BY helper, helped, status
