// zh: 图中有哪些报告，各说了多少关系
// en: The reports in the graph and how many relations each states
MATCH (report:Report)
OPTIONAL MATCH (:Entity)-[relation]->(:Entity)
WHERE report.id IN relation.reports
RETURN report.source AS source, report.firstLine AS first_line, report.lastLine AS last_line,
       report.place AS place, report.year AS year, report.half AS half,
       count(CASE WHEN relation.status = 'actual' THEN 1 END) AS actual,
       count(CASE WHEN relation.status = 'planned' THEN 1 END) AS planned
ORDER BY source, first_line
