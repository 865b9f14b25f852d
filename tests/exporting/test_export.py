"""Every form of export, read back by another program than the one that wrote it."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx
import pytest
from commandline import graph_folder, kg, kg_process
from graphs import COMPANY, COUNTY_HOSPITAL, LIUWAN, sample_extractions
from hypothesis import given
from hypothesis import strategies as st
from property_graph.stores import put, whole, without_load
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.errors import NotAGraph
from kg.exporting import FORMATS, CannotExport, Format, export
from kg.exporting.sorting import write_distinct
from kg.exporting.statements import literal
from kg.folder import QUADS
from kg.model import Extraction
from kg.model import Graph as MergedGraph
from kg.ontology import schema
from kg.property_graph.mapping import node_groups, relationship_groups
from kg.property_graph.server import Server
from kg.property_graph.server.java import JavaServer
from kg.rdf import quads

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

AWKWARD = "县\t医院'\"\\\\u0041\\n\r\n`}{]]>&lt;\u2028\u0301𠮷\u00a0;//"


def difficult() -> tuple[Extraction, ...]:
    """The sample reports, and what makes exports hard: awkward text, a copy, a tie said both ways round."""
    first, second, third = sample_extractions()
    entities = tuple(replace(e, name=AWKWARD, names=(AWKWARD, "b")) if e.iri == LIUWAN else e for e in second.entities)
    back = next(r for r in second.relations if r.type == "refersPatientsWith")
    passage = replace(back.evidence[0], text=AWKWARD, sentence=f"{AWKWARD}。", start=500, end=500 + len(AWKWARD))
    turned = replace(back, head=back.tail, tail=back.head, evidence=(passage,), attributes={"programme": AWKWARD})
    second = replace(second, entities=entities, relations=(*second.relations, turned))
    first = replace(first, entities=tuple(replace(e, name=AWKWARD) if e.iri == LIUWAN else e for e in first.entities))
    copy = replace(third, report=replace(third.report, id="copy", source="z.txt", like=(third.report.id,)))
    return first, second, third, copy


@pytest.fixture(scope="module")
def g(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph_folder(tmp_path_factory.mktemp("export") / "g", *difficult())


@pytest.fixture(scope="module")
def merged() -> MergedGraph:
    return MergedGraph.of(difficult())


def exported(folder: Path, format: Format) -> bytes:
    file = io.BytesIO()
    export(folder, file, format)
    return file.getvalue()


# RDF


def triples(data: Iterable[Any]) -> Graph:
    graph = Graph()
    graph.parse(data="\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in data), format="nt")
    return graph


@pytest.mark.parametrize(("format", "theirs"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")])
def test_a_graph_comes_back_isomorphic(g: Path, format: Format, theirs: str):
    read = Graph().parse(data=exported(g, format), format=theirs)
    expected = triples(quads(difficult()))
    assert len(read) == len(expected) > 300
    assert isomorphic(read, expected)


@pytest.mark.parametrize(("format", "theirs"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_named_graphs_come_back_isomorphic(g: Path, format: Format, theirs: str):
    expected = Dataset().parse(g / QUADS, format="nquads")
    read = Dataset().parse(data=exported(g, format), format=theirs)
    names = {graph.identifier for graph in expected.graphs() if len(graph)}
    assert {graph.identifier for graph in read.graphs() if len(graph)} == names
    assert len(names) == 4  # three reports and the copy
    for name in names:
        assert isomorphic(read.graph(name), expected.graph(name))


def test_both_readers_agree(g: Path):
    """rdflib and Oxigraph, of which the latter keeps every character as it is."""
    expected = set(parse(path=str(g / QUADS), format=RdfFormat.N_QUADS))
    for format, form in (("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)):
        assert set(parse(exported(g, format), format=form)) == expected


def test_the_forms_are_readable(g: Path):
    turtle = exported(g, "turtle").decode()
    assert "@prefix yl: <https://w3id.org/yilian/ontology#>" in turtle
    assert turtle.count(f"\n<{COUNTY_HOSPITAL}> ") == 1  # what is said of one thing stands together


# Networks


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networks_hold_the_entities_and_the_relations(g: Path, merged: MergedGraph, format: Format):
    read = networkx.read_graphml if format == "graphml" else networkx.read_gexf
    options = {"force_multigraph": True} if format == "graphml" else {}
    network = read(io.BytesIO(exported(g, format)), **options)
    assert set(network.nodes) == set(merged.entities)
    hospital = network.nodes[COUNTY_HOSPITAL]
    assert (hospital["type"], hospital["name"]) == ("Hospital", "青禾县人民医院")
    assert json.loads(hospital["names"]) == list(merged.entities[COUNTY_HOSPITAL].names)
    assert network.nodes[COMPANY]["name"] == merged.entities[COMPANY].name
    edges = [(a, b, data) for a, b, data in network.edges(data=True)]
    expected = {
        (kind.type, row["head"], row["tail"], row["status"], tuple(row["properties"]["evidence"]))
        for kind in relationship_groups(merged)
        for row in kind.rows
    }
    types = {relation.name: relation.cypher_type for relation in schema().relations.values()}
    found = set()
    for a, b, data in edges:
        said = tuple(json.loads(data["evidence"]))
        found.add((types[data["type"]], a, b, data["status"], said))
    assert found == expected
    assert len(edges) == len(expected) == len(merged.relations) - 1


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path):
    first, *_ = sample_extractions()
    spoilt = replace(first.entities[0], name="县\x00医\x0b院\ufffe")
    g = graph_folder(tmp_path / "g", replace(first, entities=(spoilt, *first.entities[1:])))
    for format in ("graphml", "gexf"):
        assert "县医院".encode() in exported(g, format)


# Tables


def test_tables_hold_every_property(g: Path, merged: MergedGraph, tmp_path: Path):
    export(g, tmp_path / "tables.zip")
    export(g, tmp_path / "tables", "csv")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert archive.namelist() == ["nodes.csv", "relations.csv"]
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "tables" / name).read_bytes()
    expected = [
        {"labels": ":".join(group.labels), **cells(row["properties"])}
        for group in node_groups(merged)
        for row in group.rows
    ]
    assert sorted(table(tmp_path / "tables/nodes.csv"), key=by_cells) == sorted(expected, key=by_cells)
    expected = [
        {"head": row["head"], "type": group.type, "tail": row["tail"], **cells(row["properties"])}
        for group in relationship_groups(merged)
        for row in group.rows
    ]
    assert sorted(table(tmp_path / "tables/relations.csv"), key=by_cells) == sorted(expected, key=by_cells)


def table(path: Path) -> list[dict[str, str]]:
    """The rows by column, without what is empty."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: cell for name, cell in sorted(row.items()) if cell} for row in csv.DictReader(file)]


def by_cells(row: dict[str, str]) -> str:
    return str(sorted(row.items()))


def cells(properties: dict[str, Any]) -> dict[str, str]:
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list | bool) else str(value)
        for name, value in sorted(properties.items())
        if value not in (None, "")
    }


def test_a_folder_of_tables_takes_only_its_own_files(g: Path, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("a user's own")
    export(g, tmp_path, "csv")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["nodes.csv", "notes.txt", "relations.csv"]


# Cypher


@pytest.mark.embedded
def test_cypher_writes_the_graph_and_twice_is_once(g: Path, merged: MergedGraph, tmp_path: Path):
    from arcadedb_embedded import create_database

    from kg.property_graph.embedded import create, opened, read
    from kg.property_graph.jvm import start_jvm

    start_jvm()
    create(merged, tmp_path / "expected")
    text = exported(g, "cypher").decode()
    with create_database(str(tmp_path / "found")) as database:
        for _ in range(2):
            for statement in text.split(";\n")[:-1]:
                if statement.startswith(("CREATE FULLTEXT INDEX", "CREATE TEXT INDEX")):
                    continue  # Neo4j's alone
                with database.transaction():
                    database.command("opencypher", statement)
        found = [read(database, query, {}) for query in ALL]
    with opened(tmp_path / "expected") as database:
        expected = [read(database, query, {}) for query in ALL]
    assert [[[plain_value(value) for value in row] for row in rows.rows] for rows in found] == [
        [[plain_value(value) for value in row] for row in rows.rows] for rows in expected
    ]
    passages = sum(len(relation.evidence) for relation in merged)
    assert [len(rows.rows) for rows in found] == [
        *(len(merged.entities), len(merged.reports), passages),
        len(merged.relations) - 1 + 3 * passages,
    ]


def plain_value(value: Any) -> Any:
    return without_load(value) if isinstance(value, dict) else value


ALL = (
    *(f"MATCH (n:{label}) RETURN n.iri, labels(n), n ORDER BY n.iri" for label in ("Entity", "Report", "Evidence")),
    "MATCH (a)-[r]->(b) RETURN a.iri, type(r), b.iri, r.status, r ORDER BY a.iri, type(r), b.iri, r.status",
)


@pytest.mark.neo4j
def test_neo4j_takes_the_cypher(g: Path, empty_neo4j: Server):
    from neo4j import GraphDatabase

    text = exported(g, "cypher").decode()
    with GraphDatabase.driver(empty_neo4j.uri, auth=(empty_neo4j.user, empty_neo4j.password)) as driver:
        for _ in range(2):
            for statement in text.split(";\n")[:-1]:
                driver.execute_query(statement)
            found = whole(empty_neo4j)
        assert put(g, empty_neo4j).unchanged
        driver.execute_query("MATCH (n) DETACH DELETE n")
    put(g, empty_neo4j)
    assert found == whole(empty_neo4j)


# Neo4j's bulk import


@pytest.mark.neo4j
def test_the_bulk_import_gives_what_a_load_gives(g: Path, empty_neo4j: Server, tmp_path: Path):
    if empty_neo4j.kind != "java":
        pytest.skip("needs Neo4j's jars")
    put(g, empty_neo4j, graph="名")
    expected = whole(empty_neo4j, "名")

    export(g, tmp_path / "tables", "neo4j-admin", graph="名")
    server = JavaServer(tmp_path / "home", ports=(0, 0), brief=True)
    program = tmp_path / "home" / "bin" / "neo4j-admin"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.join(server.admin_command())} "$@"\n')
    program.chmod(0o755)
    home = {"NEO4J_HOME": str(server.home), "NEO4J_CONF": str(server.home / "conf")}
    done = subprocess.run([tmp_path / "tables" / "import.sh"], env=os.environ | home, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    try:
        imported = server.start()
        assert whole(imported, "名") == expected
        result = put(g, imported, graph="名")
        assert (result.unchanged, result.nodes) == (True, len(expected[0]))
        fewer = MergedGraph.of(difficult()[1:])
        put(fewer, imported, graph="名")
        put(fewer, empty_neo4j, graph="名")
        assert whole(imported, "名")[:2] == whole(empty_neo4j, "名")[:2]
    finally:
        server.stop()


def test_a_folder_and_a_zip_of_tables_for_the_import_are_the_same(g: Path, tmp_path: Path):
    export(g, tmp_path / "tables", "neo4j-admin")
    export(g, tmp_path / "tables.zip", "neo4j-admin")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert set(archive.namelist()) == {path.name for path in (tmp_path / "tables").iterdir()}
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "tables" / name).read_bytes()


def test_what_stands_between_items_of_a_list_is_in_no_text(tmp_path: Path):
    first, *_ = sample_extractions()
    spoilt = replace(first.entities[0], names=("县\x1f医院", "\x1e", "一"))
    folder = graph_folder(tmp_path / "g", replace(first, entities=(spoilt, *first.entities[1:])))
    export(folder, tmp_path / "tables", "neo4j-admin")
    assert "--array-delimiter=U+001D" in (tmp_path / "tables" / "import.sh").read_text()
    assert "县\x1f医院\x1d\x1e\x1d一" in (tmp_path / "tables" / "entities.csv").read_text()


@given(st.text())
@pytest.mark.embedded
def test_any_text_is_one_literal(text: str):
    from kg.property_graph.jvm import start_jvm

    start_jvm()
    import jpype

    text = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    parser = jpype.JClass("com.arcadedb.query.opencypher.parser.Cypher25AntlrParser")()
    parser.parse(f"RETURN {literal(text)} AS text")
    said = literal(text)
    assert said.startswith("'") and said.endswith("'")
    assert "\n" not in said and "'" not in said[1:-1].replace("\\\\", "").replace("\\'", "")


# All


@pytest.mark.parametrize("format", FORMATS)
def test_equal_graphs_give_equal_bytes(g: Path, tmp_path: Path, format: Format):
    again = graph_folder(tmp_path / "g", *difficult())
    assert exported(g, format) == exported(again, format) != b""


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_graph(tmp_path: Path, format: Format):
    g = graph_folder(tmp_path / "g")
    exported(g, format)


def test_a_file_is_replaced_when_the_new_one_is_whole(g: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "g.trig").write_text("old")

    def fault(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("kg.exporting.rdf.serialize", fault)
    with pytest.raises(OSError, match="no space"):
        export(g, tmp_path / "g.trig")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("g.trig", "old")]


def test_what_cannot_be_exported(g: Path, tmp_path: Path):
    with pytest.raises(CannotExport, match=r"n\.csv: the tables are several files\. Give FILE\.zip, or a folder"):
        export(g, tmp_path / "n.csv")
    with pytest.raises(CannotExport, match=rf"g\.doc: its ending .* {', '.join(FORMATS)}\.$"):
        export(g, tmp_path / "g.doc")
    with pytest.raises(CannotExport, match="that is a folder"):
        export(g, tmp_path, "turtle")
    with pytest.raises(CannotExport, match="stream"):
        export(g, io.BytesIO())
    with pytest.raises(NotAGraph):
        export(g, g, "csv")
    with pytest.raises(NotAGraph):
        export(tmp_path / "none", tmp_path / "g.ttl")


def test_the_command(capsys: pytest.CaptureFixture[str], g: Path, tmp_path: Path):
    assert kg(capsys, "export", g, "-o", tmp_path / "g.ttl").code == 0
    assert (tmp_path / "g.ttl").read_bytes() == exported(g, "turtle")
    assert kg_process("export", g, "--format", "nquads").stdout == (g / QUADS).read_text(encoding="utf-8")
    ended = kg(capsys, "export", g, "-o", tmp_path / "g.doc")
    assert (ended.code, ended.out) == (2, "")
    assert "--format" in ended.err


def test_the_command_offers_every_form():
    from kg.commands.giving import EXPORT_FORMATS

    assert EXPORT_FORMATS == FORMATS


@given(st.lists(st.binary(max_size=3)), st.integers(1, 9))
def test_lines_are_sorted_on_disk_and_each_comes_once(lines: list[bytes], at_once: int):
    lines = [line.replace(b"\n", b"") + b"\n" for line in lines]
    file = io.BytesIO()
    write_distinct(iter(lines), file, at_once=at_once)
    assert [line + b"\n" for line in file.getvalue().split(b"\n")[:-1]] == sorted(set(lines))


def test_more_lines_than_files_may_be_open(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kg.exporting.sorting._MOST_RUNS", 3)
    file = io.BytesIO()
    write_distinct((b"%03d\n" % (n * 37 % 100) for n in range(200)), file, at_once=8)
    assert file.getvalue().split() == [b"%03d" % n for n in range(100)]
