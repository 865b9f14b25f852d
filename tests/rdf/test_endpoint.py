"""The endpoint as its clients see it: what it answers, what it refuses, and that it is this machine's own."""

from __future__ import annotations

import re
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from commandline import KG
from rdflib import Graph, Namespace
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import MissingExtra, StoreUnavailable
from kg.ids import ONTOLOGY
from kg.queries import sparql_questions
from kg.rdf import endpoint as module
from kg.rdf import sparql
from kg.rdf.endpoint import Endpoint, serving
from kg.rdf.terms import PREFIXES
from kg.tables import Rows

HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
HELPS = HEAD + "SELECT ?a ?b { ?x yl:assists ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"


@pytest.fixture(scope="module")
def endpoint(sample_folder: Path) -> Iterator[Endpoint]:
    with serving(sample_folder, port=0, timeout=1) as running:
        yield running


def ask(endpoint: Endpoint, query: str, format: str = JSON, *, method: str = "GET") -> SPARQLWrapper:
    client = SPARQLWrapper(endpoint.query)
    client.setQuery(query)
    client.setReturnFormat(format)
    client.setMethod(method)
    return client


def status(address: str, data: bytes | None = None, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, headers)) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_client_gets_what_the_folder_says(endpoint: Endpoint, sample_folder: Path, method: str) -> None:
    found = ask(endpoint, HELPS, method=method).queryAndConvert()["results"]["bindings"]
    known = sparql(sample_folder, HELPS)
    assert isinstance(known, Rows)
    assert sorted((row["a"]["value"], row["b"]["value"]) for row in found) == sorted(map(tuple, known.rows))
    assert len(found) == 3


def test_the_forms_of_answers(endpoint: Endpoint) -> None:
    assert b"\r\n" in ask(endpoint, HELPS, CSV).queryAndConvert()
    assert len(ask(endpoint, HELPS, XML).queryAndConvert().getElementsByTagName("result")) == 3
    construct = HEAD + "CONSTRUCT { ?x yl:assists ?y } WHERE { ?x yl:assists ?y }"
    assert len(Graph().parse(data=ask(endpoint, construct, TURTLE).queryAndConvert(), format="turtle")) == 3


def test_rdflib_takes_it_for_a_graph(endpoint: Endpoint) -> None:
    graph = Graph(SPARQLStore(endpoint.query))
    assert len(list(graph.subject_objects(Namespace(ONTOLOGY).assists))) == 3


def test_rdflib_joins_it_with_its_own_graph(endpoint: Endpoint) -> None:
    own = Graph().parse(data=f'<http://e/> <{ONTOLOGY}wanted> "青禾县人民医院"@zh .', format="turtle")
    query = f"SELECT ?y {{ ?e yl:wanted ?n . SERVICE <{endpoint.query}> {{ ?x rdfs:label ?n . ?x yl:assists ?y }} }}"
    assert len(own.query(HEAD + query)) == 2


def test_a_shipped_question_runs_as_it_stands(endpoint: Endpoint, sample_folder: Path) -> None:
    found = ask(endpoint, HEAD + sparql_questions()["plans-carried-out"].text).queryAndConvert()["results"]["bindings"]
    assert [row["planned_in"]["value"] for row in found] == ["2018"]


@pytest.mark.parametrize("path", ["/update", "/store?default", "/query"])
def test_nothing_can_be_written(endpoint: Endpoint, path: str) -> None:
    update = b"DELETE WHERE { ?s ?p ?o }"
    assert status(endpoint.page + path, update, **{"Content-Type": "application/sparql-update"}) >= 400
    assert len(ask(endpoint, HELPS).queryAndConvert()["results"]["bindings"]) == 3


def test_an_update_sent_as_a_query_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(SPARQLWrapperException):
        ask(endpoint, "DELETE WHERE { ?s ?p ?o }", method="POST").query()


def test_a_query_that_takes_too_long_is_stopped(endpoint: Endpoint) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?f != ?i) }"
    started = time.monotonic()
    with pytest.raises(ValueError, match="Expecting value"):  # the answer breaks off after its head
        ask(endpoint, endless).queryAndConvert()
    assert time.monotonic() - started < 20
    assert len(ask(endpoint, HELPS).queryAndConvert()["results"]["bindings"]) == 3


def test_the_query_page_needs_no_other_server(endpoint: Endpoint) -> None:
    page = urllib.request.urlopen(endpoint.page).read().decode()
    parts = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert any(part.endswith(".js") for part in parts)
    for part in parts:
        assert "//" not in part, part
        assert urllib.request.urlopen(f"{endpoint.page}/{part.removeprefix('.').removeprefix('/')}").status == 200


def test_it_listens_to_this_machine_only(endpoint: Endpoint) -> None:
    connections = psutil.Process(endpoint.process.pid).net_connections()
    assert {c.laddr.ip for c in connections if c.status == psutil.CONN_LISTEN} == {"127.0.0.1"}


def test_the_command_says_which_prefixes_a_query_has_to_declare(sample_folder: Path) -> None:
    command = [*KG, "serve", str(sample_folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(5)]
        prefixes = "".join(line[line.index("PREFIX") :] for line in told if "PREFIX" in line)
        query = told[1].removeprefix("endpoint:").strip()
        asked = prefixes + "SELECT ?name { ?x yl:assists/rdfs:label ?name }"
        answer = urllib.request.urlopen(f"{query}?{urllib.parse.urlencode({'query': asked})}")
        process.send_signal(signal.SIGINT)
    assert "青禾县" in answer.read().decode() and "kg sparql" in told[4]


def test_it_ends_with_its_block(sample_folder: Path) -> None:
    with serving(sample_folder, port=0) as running:
        pass
    assert running.process.poll() is not None


def test_a_port_in_use_is_said_to_be_so(endpoint: Endpoint, sample_folder: Path) -> None:
    port = int(endpoint.page.rpartition(":")[2])
    with pytest.raises(StoreUnavailable, match="another program listens there"), serving(sample_folder, port=port):
        pass


def test_an_address_that_is_not_this_machines(sample_folder: Path) -> None:
    with (
        pytest.raises(StoreUnavailable, match="does not start"),
        serving(sample_folder, host="192.0.2.1", port=7999),
    ):
        pass


def test_without_the_program_it_says_what_to_install(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.sysconfig, "get_path", lambda _: "/nowhere")
    monkeypatch.setattr(module, "which", lambda _: None)
    with pytest.raises(MissingExtra, match=r"yilian-kg\[serve\]"), serving(sample_folder, port=0):
        pass
