"""Style, guide and saved queries of Neo4j Browser: what they say, and what the real Browser makes of them."""

from __future__ import annotations

import http.client
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from chromium import chromium_or_skip
from graphs import COUNTY_HOSPITAL, sample_graph
from property_graph.neo4j_browser import Circle, Line, Neo4jBrowser
from property_graph.stores import Store, put

from kg.errors import StoreUnavailable
from kg.faces import MADE
from kg.ontology import ontology_dir, schema
from kg.property_graph.browser import write_archive, write_browser
from kg.property_graph.browser.saved_queries import saved_queries
from kg.property_graph.browser.served import contents
from kg.property_graph.browser.style import command, grass, rules
from kg.property_graph.mapping import node_groups, relationship_groups
from kg.property_graph.server import Server

GRAPH = sample_graph()
LABELS = [group.labels for group in node_groups(GRAPH)]
NETWORK = saved_queries()["network"]


# What they say


@pytest.mark.parametrize("labels", LABELS, ids=lambda labels: labels[-1])
def test_the_colour_of_a_node_is_that_of_its_class(labels: tuple[str, ...]) -> None:
    drawn: dict[str, str] = {}
    for selector, declarations in rules().items():  # later rules win
        kind, _, label = selector.partition(".")
        if kind == "node" and (not label or label in labels):
            drawn |= declarations
    class_ = schema().classes.get(labels[-1])
    assert drawn["color"] == (class_.colour if class_ else rules()["node.Report"]["color"])
    assert drawn["caption"] == ("{name}" if class_ else "{title}")


def test_every_label_and_type_has_a_rule() -> None:
    assert {f"node.{label}" for labels in LABELS for label in labels} <= set(rules())
    assert {f"relationship.{group.type}" for group in relationship_groups(GRAPH)} <= set(rules())


def test_captions_name_properties_that_there_are() -> None:
    properties = {
        "node": {name for group in node_groups(GRAPH) for row in group.rows for name in row["properties"]},
        "relationship": {
            name for group in relationship_groups(GRAPH) for row in group.rows for name in row["properties"]
        },
    }
    there = {label for labels in LABELS for label in labels}
    for selector, declarations in rules().items():
        kind, _, label = selector.partition(".")
        if kind == "relationship" or label in there:
            asked = re.findall(r"{(\w+)}", declarations.get("caption", ""))
            assert set(asked) <= properties[kind], selector


@pytest.mark.parametrize("query", saved_queries().values(), ids=saved_queries())
def test_a_saved_query_has_titles_and_needs_no_parameters(query) -> None:
    assert query.title_zh
    assert query.title_en
    assert "$" not in query.body
    assert "//" not in query.body


def test_all_saved_queries_run_and_the_drawn_ones_answer_with_a_graph(neo4j_store: Store) -> None:
    empty = []
    for query in saved_queries().values():
        values = [value for row in neo4j_store.ask(query.text).rows for value in row]
        graph = [v for v in values if isinstance(v, dict) and {"labels", "nodes", "type"} & set(v)]
        if query.drawn:
            assert len(graph) == len([v for v in values if v is not None]), query.name
            if not graph:
                empty.append(query.name)
    assert empty == []


def test_markup_in_a_query_is_text_in_the_guide() -> None:
    page = contents()["guide.html"]
    assert "one.scope &lt;&gt; other.scope" in page
    assert page.count('class="pre-scrollable code runnable"') == len(saved_queries())


def test_the_files_for_a_browser_of_ones_own(tmp_path: Path) -> None:
    written = write_browser(tmp_path / "new" / "folder")
    assert {path.relative_to(tmp_path / "new" / "folder").parts[0] for path in written} == {
        *("guide.html", "queries", "settings.conf", "yilian.grass")
    }
    assert all(path.is_file() for path in written)
    assert (written[0]).read_text(encoding="utf-8") == grass()


def test_a_jar_that_is_none(tmp_path: Path) -> None:
    jar = tmp_path / "neo4j-browser-1.jar"
    jar.write_text("no zip")
    with pytest.raises(StoreUnavailable, match=r"neo4j-browser-1\.jar: this is no Neo4j Browser"):
        write_browser(tmp_path / "web", jar=jar)
    with ZipFile(jar, "w") as other:
        other.writestr("other.txt", "")
    with pytest.raises(StoreUnavailable, match="this is no Neo4j Browser"):
        write_archive(jar, tmp_path / "web")
    assert not list((tmp_path / "web").glob("*.zip"))


def test_a_browser_is_written_again_only_when_something_has_changed(tmp_path: Path) -> None:
    jar = tmp_path / "neo4j-browser-1.jar"
    with ZipFile(jar, "w") as small:
        small.writestr("META-INF/MANIFEST.MF", "")
        small.writestr("browser/", "")
        small.writestr("browser/index.html", "<html><head><title>Neo4j Browser</title></head></html>")
    first = write_archive(jar, tmp_path / "web")
    made = first.stat().st_mtime_ns
    with ZipFile(first) as archive:
        assert archive.namelist()[0] == "browser/"  # the server serves the first entry
        page = archive.read("browser/index.html").decode()
        assert page.index("yilian/content.js") < page.index("yilian/prepare.js") < page.index("<title>")
        assert {"browser/yilian/", *(f"browser/yilian/{name}" for name in contents())} <= set(archive.namelist())
    assert write_archive(jar, tmp_path / "web").stat().st_mtime_ns == made
    shutil.copy(jar, tmp_path / "neo4j-browser-2.jar")
    assert write_archive(tmp_path / "neo4j-browser-2.jar", tmp_path / "web").stat().st_mtime_ns != made


# What the real Browser makes of them


@pytest.fixture(scope="module")
def browser(neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jBrowser]:
    """The Browser of the session's server."""
    if neo4j_server.http_uri is None:
        pytest.skip("these are about a server that the tests have started")
    with chromium_or_skip(tmp_path_factory.mktemp("chromium")) as chrome:
        yield Neo4jBrowser(chrome, neo4j_server)


@pytest.fixture
def newcomer(browser: Neo4jBrowser, empty_neo4j: Server) -> Neo4jBrowser:
    """Somebody who connects for the first time, to the sample graph."""
    put(GRAPH, empty_neo4j)
    return browser.open().connect()


@pytest.mark.browser
def test_a_newcomer_finds_guide_queries_and_colours(newcomer: Neo4jBrowser) -> None:
    newcomer.wait(lambda: newcomer.all("guidesDrawer"))
    guide = newcomer.all("guidesDrawer")[0].text
    assert "医联 Yilian" in guide
    assert all(class_.label_zh in guide for class_ in schema().classes.values())

    newcomer.click("navigationFavorites")
    newcomer.click("expandFolder-医联 · 图 pictures")
    title = f"scriptTitle-{NETWORK.title_zh} · {NETWORK.title_en}"
    newcomer.wait(lambda: newcomer.all(title))
    row = newcomer.all(title)[0].find_element("xpath", "ancestor::*[@data-testid='savedScriptListItem']")
    row.find_element("css selector", "[data-testid='savedScriptsButton-Run']").click()

    circles, lines = newcomer.drawn(nodes=len(GRAPH.entities))
    for entity in GRAPH.entities.values():
        colour, text = (rules()[f"node.{entity.type}"][name] for name in ("color", "text-color-internal"))
        assert colour == schema().classes[entity.type].colour
        caption = entity.name if len(entity.name) <= 8 else None
        matches = [
            c for c in circles if (c.fill, c.text) == (colour, text) and entity.name.startswith(c.caption.rstrip("…"))
        ]
        assert matches, entity
        assert caption is None or Circle(caption, colour, text) in circles
    assert len(lines) == len(GRAPH.relations)
    for caption in ("签约 planned", "签约 actual"):  # shortened where a line is short, while the nodes move
        line = Line(caption, rules()["relationship"]["color"])
        newcomer.wait(lambda line=line: line in newcomer.drawn()[1])

    local = {f"{urlsplit(newcomer.server.http_uri or '').netloc}", f"{urlsplit(newcomer.server.uri).netloc}"}
    asked = {urlsplit(url).netloc for url in newcomer.requests() if url.startswith("http")}
    assert asked <= local, "nothing is asked of other machines"


@pytest.mark.browser
def test_a_class_keeps_its_colour_when_the_overview_has_listed_all_labels(newcomer: Neo4jBrowser) -> None:
    for _ in range(2):  # the Browser gives colours of its own to labels as it first lists them
        newcomer.run("MATCH (n) WHERE n:Entity OR n:Report RETURN n")
        circles, _ = newcomer.drawn(nodes=len(GRAPH.entities) + len(GRAPH.reports))
    hospital = GRAPH.entities[COUNTY_HOSPITAL]
    assert Circle(hospital.name, "#D64550", "#FFFFFF") in circles
    assert [c.fill for c in circles].count(rules()["node.Report"]["color"]) == len(GRAPH.reports)


@pytest.mark.browser
def test_a_query_of_the_guide_goes_into_the_editor(newcomer: Neo4jBrowser) -> None:
    newcomer.wait(lambda: newcomer.all("guidesDrawer"))
    for _ in range(2):
        newcomer.click("guideNextSlide")
    first = newcomer.wait(lambda: newcomer.chrome.find_elements("css selector", "pre.runnable"))[0]
    shown = first.text
    first.click()
    newcomer.wait(lambda: shown.split()[0] in newcomer.all("activeEditor")[0].text)
    newcomer.click("editor-Run")
    assert newcomer.drawn()[0]


@pytest.mark.browser
@pytest.mark.parametrize("how", ["setting", "address", "file"])
def test_the_style_can_be_given_to_any_browser(newcomer: Neo4jBrowser, how: str, tmp_path: Path) -> None:
    newcomer.run(":style reset")
    newcomer.wait(lambda: newcomer.stored("neo4j.grass") is None)
    if how == "setting":
        settings = (write_browser(tmp_path)[2]).read_text(encoding="utf-8")
        assert settings == f"browser.post_connect_cmd={command()[1:]}\n"
        newcomer.run(":" + settings.partition("=")[2].strip())
    elif how == "address":
        newcomer.run(f":style {newcomer.server.http_uri}/browser/yilian/yilian.grass")
    else:
        newcomer.drop("browser.grass", (ontology_dir() / "derived" / "browser.grass").read_text(encoding="utf-8"))
    newcomer.wait(lambda: newcomer.stored("neo4j.grass"))
    read = newcomer.stored("neo4j.grass")
    comment = read.pop(f"/* {MADE} */".replace(" ", ""), None)
    assert (read, comment) == (rules(), {} if how == "file" else None)
    assert list(read) == list(rules()), "the order decides"


@pytest.mark.browser
def test_a_saved_query_can_be_dropped(newcomer: Neo4jBrowser, tmp_path: Path) -> None:
    newcomer.store("neo4j.documents", [])
    (written,) = (path for path in write_browser(tmp_path) if path.stem == "pilots")
    newcomer.drop(written.name, written.read_text(encoding="utf-8"))
    button = "//button[text()='Save to favorites']"
    newcomer.wait(lambda: newcomer.chrome.find_elements("xpath", button))
    newcomer.chrome.find_element("xpath", button).click()
    newcomer.wait(lambda: [q for q in newcomer.stored("neo4j.documents") if q["content"] == written.read_text("utf-8")])


@pytest.mark.browser
def test_what_the_user_has_changed_stays(newcomer: Neo4jBrowser) -> None:
    queries = {query["id"]: query for query in newcomer.stored("neo4j.documents") if "id" in query}
    assert queries["yilian-network"]["content"] == NETWORK.text
    queries["yilian-network"]["content"] = "// mine"
    del queries["yilian-pilots"]
    mine = {**rules(), "node.Hospital": {"color": "#000000"}}

    newcomer.return_with(neo4j_grass=mine, neo4j_documents=list(queries.values()))
    kept = {query["id"]: query["content"] for query in newcomer.stored("neo4j.documents") if "id" in query}
    assert newcomer.stored("neo4j.grass") == mine
    assert kept == {name: query["content"] for name, query in queries.items()}


@pytest.mark.browser
def test_a_new_version_takes_the_place_of_what_was_given_before(newcomer: Neo4jBrowser) -> None:
    style, query = {"node": {"color": "#000000"}}, {"id": "yilian-network", "content": "// old"}
    given = {"yilian_style": style, "yilian_queries": {query["id"]: query["content"]}}

    newcomer.return_with(neo4j_grass=style, neo4j_documents=[query], **given)
    found = [q["content"] for q in newcomer.stored("neo4j.documents") if q.get("id") == "yilian-network"]
    assert newcomer.stored("neo4j.grass") == rules()
    assert found == [NETWORK.text]


def test_the_page_itself_is_kept_from_other_hosts(neo4j_server: Server) -> None:
    if neo4j_server.http_uri is None:
        pytest.skip("this is about a server that the tests have started")
    connection = http.client.HTTPConnection(urlsplit(neo4j_server.http_uri).netloc, timeout=10)
    connection.request("GET", "/browser/")
    policy = connection.getresponse().headers["Content-Security-Policy"]
    allowed = {host for directive in policy.split(";") for host in directive.split()[1:] if not host.startswith("'")}
    assert allowed == {"data:", "ws:", "wss:", "http://127.0.0.1:*", "http://localhost:*"}
