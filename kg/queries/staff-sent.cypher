// zh: 派出了多少人员：帮扶与进修
// en: How many people are sent, to help or to train
// param: least = 1
MATCH (sender:Actor)-[sent:ASSISTS|SENDS_TRAINEES_TO {status: 'actual'}]->(receiver:Actor)
WHERE sent.personnel >= $least
RETURN sender.name AS sender, sent.kind AS relation, receiver.name AS receiver, sent.personnel AS personnel
ORDER BY personnel DESC, sender, receiver, relation
