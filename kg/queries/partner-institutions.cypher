// zh: 企业、高校、协会等合作机构与谁有往来
// en: Companies, universities, associations: with whom they deal, actually or as planned
MATCH (partner:PartnerInstitution)-[tie]-(institution:Actor)
WHERE type(tie) <> 'PART_OF'
RETURN DISTINCT partner.name AS partner, tie.kind AS relation, institution.name AS institution, tie.status AS status
ORDER BY partner, relation, institution, status
