"""SPARQL as a user asks it: answers, parameters, and what is refused."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from graphs import CANCER_HOSPITAL, COUNTY_HOSPITAL, LIUWAN, TOWNSHIP_CENTRES
from pyoxigraph import QuerySolutions
from rdflib import Dataset, Graph
from rdflib.query import Result

from kg.errors import NotAGraph, QueryError
from kg.rdf import open_store, sparql
from kg.rdf.query import Format
from kg.rdf.terms import PREFIXES, plain
from kg.tables import Rows


def rows(folder: Path, query: str, **parameters: object) -> list[tuple[object, ...]]:
    answer = sparql(folder, query, parameters=parameters)
    assert isinstance(answer, Rows)
    return [tuple(row) for row in answer.rows]


def test_the_first_question_works_as_it_stands(sample_folder: Path):
    found = rows(sample_folder, "SELECT ?b WHERE {?a rdfs:label '青禾县人民医院'@zh ; yl:assists ?b}")
    assert sorted(found) == sorted([(TOWNSHIP_CENTRES,), (LIUWAN,)])  # once each, though two reports say one of them


def test_what_is_planned_is_no_direct_fact(sample_folder: Path):
    assert rows(sample_folder, "ASK { ?a rdfs:label '望川县人民医院'@zh ; yl:assists ?b }") == [(False,)]
    assert rows(sample_folder, "ASK { ?s yl:relation yl:assists ; yl:status yl:planned }") == [(True,)]


def test_symmetric_relations_are_asked_from_either_end(sample_folder: Path):
    for one, other in ((COUNTY_HOSPITAL, CANCER_HOSPITAL), (CANCER_HOSPITAL, COUNTY_HOSPITAL)):
        assert rows(sample_folder, f"ASK {{ <{one}> yl:contractsWith <{other}> }}") == [(True,)]


def test_superclasses_are_found_through_the_ontology(sample_folder: Path):
    counted = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a/rdfs:subClassOf* yl:%s }"
    assert rows(sample_folder, counted % "PrimaryCareInstitution") == [(4,)]
    assert rows(sample_folder, counted % "Entity") == [(16,)]


def test_one_report_is_asked_in_its_own_graph(sample_folder: Path):
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?g a yl:Report ; yl:place '望川县'@zh . ?a yl:assists ?b } }"
    assert rows(sample_folder, query) == [(1,)]


def test_values_are_plain(sample_folder: Path):
    query = """SELECT ?s ?c ?n ?yes ?none
        { ?e yl:count ?n ; yl:scope ?s ; yl:collective ?yes . ?t yl:confidence ?c FILTER(?c = 0.6)
          OPTIONAL { ?e yl:x ?none } }"""
    assert rows(sample_folder, query) == [("990101", 0.6, 6, True, None)]


def test_construct_gives_turtle_that_others_read(sample_folder: Path):
    query = "CONSTRUCT { ?a yl:assists ?b } WHERE { ?a yl:assists ?b }"
    turtle = sparql(sample_folder, query, format="turtle")
    assert isinstance(turtle, str)
    assert "yl:assists" in turtle
    assert len(Graph().parse(data=turtle, format="turtle")) == 3
    assert sparql(sample_folder, query) == turtle
    assert sparql(sample_folder, "CONSTRUCT { ?a a ?b } WHERE { ?a yl:assists ?b . FILTER(false) }") == ""


@pytest.mark.parametrize(
    ("format", "theirs"),
    [
        ("turtle", "turtle"),
        ("ntriples", "nt"),
        ("rdfxml", "xml"),
        ("jsonld", "json-ld"),
        ("trig", "trig"),
        ("nquads", "nquads"),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib of itself
def test_construct_in_every_form_of_rdf(sample_folder: Path, format: Format, theirs: str):
    query = "CONSTRUCT WHERE { ?a yl:assists ?b ; rdfs:label ?name }"
    text = sparql(sample_folder, query, format=format)
    assert isinstance(text, str)
    read = {triple[:3] for triple in Dataset(default_union=True).parse(data=text, format=theirs)}
    expected = Graph().parse(data=str(sparql(sample_folder, query)), format="turtle")
    assert len(read) == 5
    assert read == set(expected)


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_rows_in_every_w3c_form(sample_folder: Path, format: Format):
    query = """SELECT ?x ?name ?n ?none { ?x rdfs:label ?name OPTIONAL { ?x yl:count ?n } OPTIONAL { ?x yl:x ?none } }
        ORDER BY DESC(?n) ?name"""
    text = sparql(sample_folder, query, format=format)
    assert isinstance(text, str)
    read = Result.parse(io.BytesIO(text.encode()), format=format)
    assert [str(v) for v in read.vars or ()] == ["x", "name", "n", "none"]
    # CSV knows no languages and types: all but text is lost there, as the W3C says.
    found = [tuple(row.get(v) and row[v].toPython() for v in read.vars or ()) for row in read.bindings]
    table = [
        tuple(str(v) if format == "csv" and v is not None else v for v in row) for row in rows(sample_folder, query)
    ]
    assert [tuple(c and (c if isinstance(c, int) else str(c)) for c in row) for row in found] == table
    asked = (
        Result.parse(io.BytesIO(str(sparql(sample_folder, "ASK {}", format=format)).encode()), format=format)
        if format in ("json", "xml")
        else None
    )
    assert asked is None or asked.askAnswer is True


@pytest.mark.parametrize(
    ("query", "format", "said"),
    [
        (
            "SELECT * { ?s a yl:Report }",
            "turtle",
            "only CONSTRUCT and DESCRIBE answer in turtle; use csv, tsv, json or xml",
        ),
        ("ASK {}", "jsonld", "only CONSTRUCT and DESCRIBE answer in jsonld"),
        ("CONSTRUCT WHERE { ?s a ?o }", "csv", "answer in turtle, .* or jsonld, not in csv"),
    ],
)
def test_a_form_that_does_not_fit_the_answer(sample_folder: Path, query: str, format: Format, said: str):
    with pytest.raises(QueryError, match=said):
        sparql(sample_folder, query, format=format)


# ---------------------------------------------------------------- order


@pytest.mark.parametrize(
    "order",
    [
        "?name", "DESC(?name) ?x", "?n DESC(?x)", "DESC(?n)\n ?name ?x", "?sure ?x", "?x", "ASC(?name)", "LCASE(?name)",
        "?hidden ?name", "?mixed ?name ?x", "?day ?x ?name", "?name LIMIT 4", "?yes ?x",
    ],
)  # fmt: skip
def test_rows_are_sorted_as_the_store_sorts_them(sample_folder: Path, order: str):
    query = f"""SELECT ?x ?name ?n ?sure ?mixed ?day ?yes {{
        ?x rdfs:label ?name ; yl:scope ?hidden
        OPTIONAL {{ ?x yl:count ?n }} OPTIONAL {{ ?s yl:head ?x ; yl:confidence ?sure }}
        OPTIONAL {{ {{ ?x yl:count ?mixed }} UNION {{ ?x skos:altLabel ?mixed }} }}
        BIND(IF(?name < "远", "2020-02-01"^^xsd:date, "2019-12-31"^^xsd:date) AS ?day) BIND(BOUND(?n) AS ?yes)
    }} ORDER BY {order}"""
    theirs = open_store(sample_folder).query(query, prefixes=PREFIXES)
    assert isinstance(theirs, QuerySolutions)
    columns = [v.value for v in theirs.variables]
    keys = [column for column in columns if f"?{column}" in order]  # rows that are equal in these have no order
    expected = [tuple(plain(row[key]) for key in keys) for row in theirs]
    answer = sparql(sample_folder, query)
    assert isinstance(answer, Rows)
    assert [tuple(record[key] for key in keys) for record in answer.records()] == expected


def test_a_query_from_a_file(sample_folder: Path, tmp_path: Path):
    file = tmp_path / "count.rq"
    file.write_text("\ufeff# param: kind = yl:Hospital\nSELECT (COUNT(*) AS ?n) { ?x a ?kind }", encoding="utf-8")
    assert rows(sample_folder, str(file)) == [(3,)]
    assert rows(sample_folder, str(file), kind="yl:Place") == [(2,)]
    assert rows(sample_folder, str(file), kind="https://w3id.org/yilian/ontology#Place") == [(2,)]


# ---------------------------------------------------------------- parameters

NAMED = "# param: name = ''@zh\nSELECT ?x { ?x rdfs:label ?name }"


@pytest.mark.parametrize(
    "value",
    [
        "青禾县人民医院' . ?x yl:assists ?y . '",
        'x"@zh } ; DROP ALL #',
        "\\",
        "a\nb",
        "?x",
        "<http://e/>",
        "𠮷",
    ],
)
def test_a_parameter_is_a_value_and_never_query_text(sample_folder: Path, value: str):
    assert rows(sample_folder, NAMED, name=value) == []


def test_strange_names_can_be_asked_for(sample_folder: Path):
    strange = '海岳"O\'Neil"\\<b>𠮷康</b>公司'
    assert len(rows(sample_folder, NAMED, name=strange)) == 1


def test_a_variable_of_that_name_in_a_string_or_comment_is_left_alone(sample_folder: Path):
    query = "# ?n in a comment\nSELECT ?n ('?n' AS ?text) { FILTER(?n = 5) # ?n\n }"
    assert rows(sample_folder, query, n=5) == [(5, "?n")]


@pytest.mark.parametrize(
    ("query", "given", "said"),
    [
        (NAMED, {"nmae": "x"}, "no parameter nmae; it has name"),
        (
            "# param: name\nASK { ?x rdfs:label ?name }",
            {},
            "parameter name is missing; give it, as in --param name=VALUE",
        ),
        (
            "# param: year = 2019\nASK { ?x yl:year ?year }",
            {"year": "last"},
            "parameter year: not a whole number: last",
        ),
        ("# param: year = 2019 2020\nASK { ?x yl:year ?year }", {}, "parameter year: not one term"),
        ("ASK { ?x yl:year ?year }", {"year": '"'}, "parameter year: not one term"),
    ],
)
def test_wrong_parameters_are_explained(sample_folder: Path, query: str, given: dict[str, object], said: str):
    with pytest.raises(QueryError, match=said):
        sparql(sample_folder, query, parameters=given)


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { yl:a yl:b yl:c }",
        "delete where { ?s ?p ?o }",
        "PREFIX x: <http://e/> DROP ALL",
        "LOAD <http://127.0.0.1/x.ttl>",
        "CLEAR DEFAULT # SELECT",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(sample_folder: Path, update: str):
    with pytest.raises(QueryError, match="would change the graph"):
        sparql(sample_folder, update)


def test_an_update_behind_a_query_is_refused(sample_folder: Path):
    with pytest.raises(QueryError, match="is no SPARQL"):
        sparql(sample_folder, "SELECT * { ?s ?p ?o } ; DROP ALL")


@pytest.mark.parametrize("service", ["SERVICE", "service", "Service SILENT"])
def test_other_servers_are_not_asked(sample_folder: Path, service: str):
    with pytest.raises(QueryError, match="without the network"):
        sparql(sample_folder, f"SELECT * {{ {service} <http://127.0.0.1:1/sparql> {{ ?s ?p ?o }} }}")


def test_words_that_only_look_like_commands_are_fine(sample_folder: Path):
    query = "SELECT ?drop ('DELETE SERVICE' AS ?text) { ?drop yl:insert|yl:scope ?service } LIMIT 1 # LOAD"
    assert len(rows(sample_folder, query)) == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x\nWHERE { ?x yl:assists }", r"(?s)is no SPARQL: .*line 2: WHERE \{ \?x yl:assists \}"),
        ("SELECT ?x { ?x nope:assists ?y }", "no PREFIX declares nope"),
        ("SELECT ?x { ?x yl:assists ?y", "is no SPARQL"),
        ("allience-members", "did you mean alliance-members"),
        ("nothing", "no shipped question of that name; `kg questions` lists them"),
        ("missing.rq", "missing.rq: the file cannot be read"),
        ("", "is no SPARQL"),
    ],
)
def test_wrong_queries_are_explained(sample_folder: Path, query: str, said: str):
    with pytest.raises(QueryError, match=said):
        sparql(sample_folder, query)


def test_a_query_that_takes_too_long_is_left(sample_folder: Path):
    # A second or so of work, which goes on after the test: so it must not be more.
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) = 1) }"
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 0.01 s"):
        sparql(sample_folder, long, timeout=0.01)
    assert time.monotonic() - started < 0.5


def test_a_folder_that_is_none(tmp_path: Path):
    with pytest.raises(NotAGraph, match="not a graph folder"):
        sparql(tmp_path, "ASK {}")
