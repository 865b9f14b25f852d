// zh: 三级医院的辐射范围：与多少单位往来，这些单位在几个地区，又帮扶多少单位
// en: The reach of tertiary hospitals: how many actors they deal with, in how many places, and whom these assist in turn
// param: name = ""
MATCH (hospital:HealthcareInstitution)
WHERE hospital.level STARTS WITH 'tertiary' AND hospital.name CONTAINS $name
OPTIONAL MATCH (hospital)-[tie {status: 'actual'}]-(partner:Actor)
WHERE type(tie) <> 'PART_OF'
OPTIONAL MATCH (partner)-[:ASSISTS {status: 'actual'}]->(further:Actor)
WHERE further.iri <> hospital.iri
RETURN hospital.name AS hospital, count(DISTINCT partner) AS partners, count(DISTINCT partner.scope) AS places,
       count(DISTINCT further) AS assisted_by_them
ORDER BY partners DESC, hospital
