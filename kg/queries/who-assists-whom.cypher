// zh: 谁在帮扶谁，依托什么项目，派了多少人，从哪年到哪年
// en: Who assists whom, under which programme, with how many people, and since when
// param: name = ""
MATCH (helper:Actor)-[assists:ASSISTS {status: 'actual'}]->(helped:Actor)
WHERE helper.name CONTAINS $name OR helped.name CONTAINS $name
WITH helper, helped, assists
UNWIND assists.reports AS id
MATCH (report:Report {id: id})
WITH helper, helped, assists, min(report.year) AS first_year, max(report.year) AS last_year
RETURN helper.name AS helper, helped.name AS helped, assists.programme AS programme,
       assists.personnel AS personnel, first_year, last_year
ORDER BY helper, helped
