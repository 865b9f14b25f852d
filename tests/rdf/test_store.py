"""The store on disk: the named graphs, their union, the ontology; and folders that are none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from graphs import sample_extractions
from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.errors import NotAGraph
from kg.folder import QUADS, STORE
from kg.ids import ONTOLOGY, report_iri
from kg.rdf import build_store, open_store, quads
from kg.rdf.store import ONTOLOGY_GRAPH


def test_each_report_and_the_ontology_have_their_graph(sample_folder: Path):
    reports = {report_iri(extraction.report.id) for extraction in sample_extractions()}
    assert {g.value for g in open_store(sample_folder).named_graphs()} == {*reports, ONTOLOGY_GRAPH.value}


def test_the_default_graph_is_their_union_without_repeats(sample_folder: Path):
    store = open_store(sample_folder)
    union = {(q.subject, q.predicate, q.object) for q in store if q.graph_name != DefaultGraph()}
    default = [(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, DefaultGraph())]
    ontology = {NamedNode(f"{ONTOLOGY}assists"), NamedNode(f"{ONTOLOGY}Hospital")}
    assert ontology <= {subject for subject, _, _ in default}
    # Blank nodes of the ontology (its lists) are other nodes in each graph it is loaded into.
    assert len(default) == len(set(default)) == len(union)


def test_the_named_graphs_hold_what_the_mapping_says(sample_folder: Path):
    store = open_store(sample_folder)
    held = {q for q in store if q.graph_name not in (DefaultGraph(), ONTOLOGY_GRAPH)}
    assert held == set(quads(sample_extractions()))


def test_the_store_is_read_only_and_can_be_opened_twice(sample_folder: Path):
    first, second = open_store(sample_folder), open_store(sample_folder)
    assert len(first) == len(second)
    with pytest.raises(RuntimeError, match="read-write"):
        first.update("CLEAR ALL")


@pytest.mark.parametrize("damage", ["no store", "an empty store", "a file for a store"])
def test_a_damaged_folder_is_said_to_be_so(sample_folder: Path, tmp_path: Path, damage: str):
    folder = tmp_path / "g"
    shutil.copytree(sample_folder, folder)
    shutil.rmtree(folder / STORE)
    if damage == "an empty store":
        (folder / STORE).mkdir()
    elif damage == "a file for a store":
        (folder / STORE).write_text("")
    with pytest.raises(NotAGraph, match=r"store .*Run `kg build` again"):
        open_store(folder)


def test_quads_that_are_none_are_refused(tmp_path: Path):
    (tmp_path / QUADS).write_text("this is no quad\n")
    with pytest.raises(SyntaxError):
        build_store(tmp_path / QUADS, tmp_path / STORE)


def test_an_empty_graph_still_knows_the_ontology(tmp_path: Path):
    (tmp_path / QUADS).write_text("")
    build_store(tmp_path / QUADS, tmp_path / STORE)
    store = Store.read_only(str(tmp_path / STORE))
    assert [g.value for g in store.named_graphs()] == [ONTOLOGY_GRAPH.value]
