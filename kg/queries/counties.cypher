// zh: 哪些县有报告，各有几份，从哪年到哪年
// en: Which counties report, how often, and from which year to which
MATCH (report:Report)
RETURN report.place AS place, count(report) AS reports,
       min(report.year) AS first_year, max(report.year) AS last_year
ORDER BY coalesce(place, "")
