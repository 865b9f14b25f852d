"""Terms of a query that the ontology does not have."""

import pytest
from commandline import graph_folder, kg
from graphs import sample_extractions

from kg.queries import cypher_questions, sparql_questions
from kg.queries.misspelt import misspelt_in_cypher, misspelt_in_sparql


@pytest.mark.parametrize("name", sparql_questions())
def test_the_shipped_questions_use_terms_of_the_ontology(name):
    assert list(misspelt_in_sparql(sparql_questions()[name].text)) == []
    assert list(misspelt_in_cypher(cypher_questions()[name].text)) == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("MATCH (a:Hospitl)-[r:ASISTS*1..3]->(:Place) RETURN a.name", [":Hospitl", ":ASISTS"]),
        ("MATCH (a) WHERE NOT a:Hospitl AND a.name = '(b:Nothing' RETURN {n: a.name}", [":Hospitl"]),
        ("MATCH (a:Hospital&Entity|Place) RETURN [x IN [1] | x], {a: 1} // (b:Nothing)", []),
        ("MATCH (e:Evidence)-[:HEAD|TAIL|REPORT]->(x) RETURN count(x)", []),
    ],
)
def test_names_in_cypher(query, names):
    assert [line.split()[0] for line in misspelt_in_cypher(query)] == names


def test_a_misspelt_term_is_told_and_the_answer_stays(capsys, tmp_path):
    folder = graph_folder(tmp_path / "g", *sample_extractions())
    ended = kg(capsys, "sparql", folder, "SELECT ?a WHERE { ?a yl:asists ?b }", "--format", "csv")
    assert (ended.code, ended.out.split()) == (0, ["a"])
    assert ended.err == "kg: yl:asists is not in the ontology; did you mean yl:assists?\n"
    assert kg(capsys, "sparql", folder, "SELECT ?a WHERE { ?a yl:assists ?b }").err == ""


@pytest.mark.embedded
def test_a_misspelt_label_is_told(capsys, tmp_path):
    folder = graph_folder(tmp_path / "g", *sample_extractions())
    ended = kg(capsys, "cypher", folder, "MATCH (a:Hospitl) RETURN a.name")
    assert (ended.code, ended.err) == (0, "kg: :Hospitl is not in the ontology; did you mean :Hospital?\n")
