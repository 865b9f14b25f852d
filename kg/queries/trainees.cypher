// zh: 谁派员到哪里进修，何时起
// en: Who sends trainees where, and since when
MATCH (sender:Actor)-[sent:SENDS_TRAINEES_TO]->(receiver:Actor)
WITH sender, receiver, sent
UNWIND sent.reports AS id
MATCH (report:Report {id: id})
WITH sender, receiver, sent, min(report.year) AS first_year
RETURN sender.name AS sender, receiver.name AS receiver, sent.status AS status, first_year
ORDER BY sender, receiver, status
