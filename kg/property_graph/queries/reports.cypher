// 图里有哪些报告 · The reports in the graph
// 每份报告的县、时期、文件和行，以及它说了多少关系。
// Each report with its county, period, file and lines, and how many relations it states.
MATCH (report:Report)
OPTIONAL MATCH (:Entity)-[relation]->(:Entity)
WHERE report.id IN relation.reports
RETURN report.place AS place, report.year AS year, report.half AS half, report.title AS title,
       report.source AS source, report.firstLine AS firstLine, report.lastLine AS lastLine,
       count(relation) AS relations
ORDER BY place, year, half, source, firstLine
