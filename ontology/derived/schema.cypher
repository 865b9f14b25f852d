// Made from yilian.ttl by `make ontology`; change that file, not this one.
// Version 0.3.0 of https://w3id.org/yilian/ontology.
//
// Labels of a node, the most general first; reports, passages and graphs have one alone.
//   (:Entity:Actor:Organization:HealthcareInstitution:Hospital)  医院 · hospital
//   (:Entity:Actor:Organization:HealthcareInstitution:PrimaryCareInstitution:TownshipHealthCentre)  乡镇卫生院 · township health centre
//   (:Entity:Actor:Organization:HealthcareInstitution:PrimaryCareInstitution:VillageClinic)  村卫生室 · village clinic
//   (:Entity:Actor:Organization:HealthcareInstitution:PrimaryCareInstitution:CommunityHealthCentre)  社区卫生服务机构 · community health centre
//   (:Entity:Actor:Organization:HealthcareInstitution:PublicHealthInstitution)  专业公共卫生机构 · public-health institution
//   (:Entity:Actor:Organization:GovernmentBody)  党政机关 · government body
//   (:Entity:Actor:Organization:PartnerInstitution)  合作机构 · partner institution
//   (:Entity:Actor:Organization:MedicalAlliance)  医疗联合体 · medical alliance
//   (:Entity:Actor:Organization:Unit)  内设单位 · unit
//   (:Entity:Programme)  项目 · programme
//   (:Entity:Actor:Place)  地方 · place
//   (:Report)  报告 · report
//   (:Evidence)  出处 · evidence: a passage that says a relation
//   (:Graph)  what a load says of the graph: name, fingerprint, nodes, relationships
//
// Relationship types. One without an arrow is symmetric and stored once, from the lesser IRI.
//   (:Actor)-[:ASSISTS]->(:Actor)  帮扶 · assists
//   (:Actor)-[:CONTRACTS_WITH]-(:Actor)  签约 · contracts with
//   (:Actor)-[:COOPERATES_WITH]-(:Actor)  合作 · cooperates with
//   (:Actor)-[:PILOTS]->(:Programme)  试点 · pilots
//   (:Actor)-[:MEMBER_OF]->(:MedicalAlliance)  加入 · member of
//   (:Actor)-[:TELECONSULTS_WITH]-(:Actor)  远程会诊 · teleconsults with
//   (:Actor)-[:SENDS_TRAINEES_TO]->(:Actor)  派员进修 · sends trainees to
//   (:Actor)-[:REFERS_PATIENTS_WITH]-(:Actor)  双向转诊 · refers patients with
//   (:Organization)-[:PART_OF]->(:Organization)  隶属 · part of
//   (:Actor)-[:IMPLEMENTS]->(:Programme)  实施 · implements
//   (:Evidence)-[:HEAD]->(:Entity)  (:Evidence)-[:TAIL]->(:Entity)  (:Evidence)-[:REPORT]->(:Report)
//
// Every relationship has status (actual or planned); it may have programme (依托项目), personnel (人数), role (角色), date (日期).
// A health-care institution may have level: tertiaryA (三级甲等), tertiaryB (三级乙等), tertiary (三级), secondaryA (二级甲等), secondaryB (二级乙等), secondary (二级), primaryA (一级甲等), primary (一级).
// A health-care institution may have ownership: private (民营), public (公立).

CREATE CONSTRAINT entity_key IF NOT EXISTS FOR (n:Entity) REQUIRE (n.graph, n.iri) IS UNIQUE;
CREATE CONSTRAINT report_key IF NOT EXISTS FOR (n:Report) REQUIRE (n.graph, n.iri) IS UNIQUE;
CREATE CONSTRAINT evidence_key IF NOT EXISTS FOR (n:Evidence) REQUIRE (n.graph, n.iri) IS UNIQUE;
CREATE CONSTRAINT graph_name IF NOT EXISTS FOR (n:Graph) REQUIRE n.name IS UNIQUE;
CREATE TEXT INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name);
CREATE INDEX entity_iri IF NOT EXISTS FOR (n:Entity) ON (n.iri);
CREATE INDEX report_id IF NOT EXISTS FOR (n:Report) ON (n.id);
CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.names] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
