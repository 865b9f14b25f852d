"""`yilian.toml`: what it may say, what is said of a bad one, and what the commands take from it."""

import json
from itertools import chain

import pytest
from commandline import REPORT, graph_folder, kg
from graphs import sample_extractions

from kg.cli import SECTIONS, cli
from kg.commands.defaults import GIVEN
from kg.errors import MalformedFile
from kg.project import find, init, read


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with a project, a report in it, and the test in it."""
    init(tmp_path)
    (tmp_path / "reports" / "yunling.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def with_graph(project):
    """The same with a graph: that of the hand-made extractions."""
    graph_folder(project / "graph", *sample_extractions())
    return project


# The file


def test_all_that_it_may_say(tmp_path):
    file = tmp_path / "yilian.toml"
    file.write_text(
        'reports = ["a", "b/c.txt"]\ngraph = "g"\npage = "p.html"\nplace = "青禾县"\nreviewed = ["r.csv"]\njobs = 3\n'
        '[neo4j]\nuri = "bolt://db:7687"\nuser = "u"\ndatabase = "d"\n',
        encoding="utf-8",
    )
    found = read(file)
    assert found.reports == (tmp_path / "a", tmp_path / "b" / "c.txt")
    assert (found.graph, found.page, found.reviewed) == (tmp_path / "g", tmp_path / "p.html", (tmp_path / "r.csv",))
    assert (found.place, found.jobs) == ("青禾县", 3)
    assert (found.uri, found.user, found.database) == ("bolt://db:7687", "u", "d")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('graph = "g"\nrepots = ["a"]', "line 2: repots: no such key. Do you mean reports?"),
        ("\n\njobs = 0", "line 3: jobs: must be a whole number from 1, not 0."),
        ("jobs = true", "line 1: jobs: must be a whole number from 1, not true."),
        ('reports = "a"', 'line 1: reports: must be a list of paths, such as ["reports"], not "a".'),
        ("reports = [\n  1\n]", 'line 1: reports: must be a list of paths, such as ["reports"], not [1].'),
        ("# graph\n graph = ''", 'line 2: graph: must be a path in quotes, not "".'),
        ("place = 2019-01-01", 'line 1: place: must be a text in quotes, not "2019-01-01".'),
        ('uri = "x"\n[neo4j]\nuri = 7', "line 1: uri: no such key. Do you mean neo4j.uri?"),
        ("[neo4j]\n# uri\nuri = 7", "line 3: neo4j.uri: must be a text in quotes, not 7."),
        ("neo4j.uri = 7", "line 1: neo4j.uri: must be a text in quotes, not 7."),
        ("neo4j = 7", "line 1: neo4j: must be a table: [neo4j] on a line of its own, then uri, user, database."),
        (
            '[neo4j]\nuser = "u"\npassword = "secret"',
            "line 3: neo4j.password: a password never stands in this file. Set NEO4J_PASSWORD, and take the line out.",
        ),
        ("graph = g", "line 1: not TOML: Invalid value. Texts and paths stand in quotes."),
        (
            'graph = "g"\ngraph = "h"\n\n',
            "line 2: not TOML: Cannot overwrite a value. Texts and paths stand in quotes.",
        ),
    ],
)
def test_a_bad_file_is_named_with_line_and_key(tmp_path, text, said):
    file = tmp_path / "yilian.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedFile) as error:
        read(file)
    assert str(error.value) == f"{file}, {said}"
    assert "secret" not in str(error.value)


def test_a_file_in_another_encoding(tmp_path):
    file = tmp_path / "yilian.toml"
    file.write_bytes('place = "青禾县"'.encode("gb18030"))
    with pytest.raises(MalformedFile, match="not UTF-8"):
        read(file)


def test_the_nearest_file_counts(tmp_path):
    init(tmp_path)
    init(tmp_path / "a" / "b")
    (tmp_path / "a" / "b" / "c").mkdir()
    assert find(tmp_path / "a" / "b" / "c") == tmp_path / "a" / "b" / "yilian.toml"
    assert find(tmp_path / "a") == tmp_path / "yilian.toml"


# kg init


def test_init_writes_a_file_whose_comments_are_right(capsys, tmp_path):
    """Every commented key, uncommented, is one that can be read."""
    ended = kg(capsys, "init", tmp_path / "new", "--place", "青禾县", "--reports", tmp_path / "elsewhere")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[:-1] == [str(tmp_path / "new" / name) for name in ("yilian.toml", ".gitignore")]
    file = tmp_path / "new" / "yilian.toml"
    text = file.read_text(encoding="utf-8")
    assert read(file).place == "青禾县" and read(file).reports == (tmp_path / "elsewhere",)
    lines = [line.removeprefix("# ") if " = " in line or line == "# [neo4j]" else line for line in text.splitlines()]
    file.write_text("\n".join(lines), encoding="utf-8")
    whole = read(file)
    assert (whole.jobs, whole.uri, whole.reviewed) == (4, "bolt://localhost:7687", (tmp_path / "new" / "review.csv",))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Next: put your reports into reports/; kg build"),
        (("--samples",), "Next: kg build"),
        (("new",), "Next: cd new; put your reports into reports/; kg build"),
        (("new", "--reports", "elsewhere"), "Next: cd new; kg build"),
    ],
)
def test_init_says_what_to_do_next(capsys, tmp_path, monkeypatch, args, said):
    monkeypatch.chdir(tmp_path)
    assert kg(capsys, "init", *args).out.splitlines()[-1] == said


def test_init_leaves_what_is_there_alone(capsys, project):
    (project / "yilian.toml").write_text('graph = "mine"\n', encoding="utf-8")
    ended = kg(capsys, "init")
    assert ended.code == 2 and ended.err == "kg: yilian.toml: there is one already. Edit it, or remove it first.\n"
    assert (project / "yilian.toml").read_text(encoding="utf-8") == 'graph = "mine"\n'


def test_init_keeps_a_gitignore(tmp_path):
    (tmp_path / ".gitignore").write_text("mine\n")
    init(tmp_path)
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


def test_init_with_the_samples(capsys, tmp_path):
    written = json.loads(kg(capsys, "init", tmp_path, "--samples", "--json").out)["written"]
    assert str(tmp_path / "reports" / "luoxi-2022.html") in written
    assert kg(capsys, "init", tmp_path / "other", "--samples", "--reports", tmp_path).code == 2


# What the commands take from it


def test_every_parameter_that_it_gives_is_one_of_the_command():
    assert GIVEN.keys() <= cli.commands.keys()
    for name, given in GIVEN.items():
        assert given.keys() <= {parameter.name for parameter in cli.commands[name].params}, name


def test_every_command_that_asks_a_graph_takes_it_from_there():
    asking = {
        command.name
        for command in chain.from_iterable(SECTIONS.values())
        if {"folder", "target"} & {parameter.name for parameter in command.params}
    }
    assert asking - {"init"} <= GIVEN.keys()


def test_build_needs_no_options(capsys, project):
    ended = kg(capsys, "build")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("→ graph\n")
    assert (project / "graph" / "manifest.json").exists()


def test_a_folder_below_builds_the_same_bytes(capsys, project, monkeypatch):
    assert kg(capsys, "build").code == 0
    first = (project / "graph" / "extractions.jsonl").read_bytes()
    monkeypatch.chdir(project / "reports")
    ended = kg(capsys, "build")
    assert ended.code == 0 and ended.out.endswith("→ ../graph\n")
    assert (project / "graph" / "extractions.jsonl").read_bytes() == first


@pytest.mark.parametrize(
    "args",
    [
        ("stats",),
        ("validate",),
        ("sparql", "counties"),
        ("sparql", "--format", "csv", "SELECT * {?s yl:assists ?o}"),
        ("explain", "青禾县人民医院"),
        ("review",),
        ("export", "--format", "ntriples"),
        pytest.param(("cypher", "counties"), marks=pytest.mark.embedded),
    ],
    ids=lambda args: args[0],
)
def test_the_graph_may_be_left_out_or_given(capsys, with_graph, args):
    if args[0] == "cypher":
        pytest.importorskip("arcadedb_embedded")
    name, *rest = args
    left_out, given = kg(capsys, *args), kg(capsys, name, with_graph / "graph", *rest)
    assert left_out.code == given.code == 0
    assert left_out.out.replace("graph", "") == given.out.replace(str(with_graph / "graph"), "").replace("graph", "")


def test_view_writes_the_page_of_the_file(capsys, with_graph):
    assert kg(capsys, "view").out == "network.html\n"
    assert "青禾县人民医院" in (with_graph / "network.html").read_text(encoding="utf-8")


def test_the_command_line_wins_over_the_file(capsys, with_graph):
    ended = kg(capsys, "build", "reports", "-o", "other")
    assert ended.out.endswith("→ other\n") and (with_graph / "other").is_dir()
    assert kg(capsys, "stats", "no/such/folder").code == 2


def test_place_jobs_and_reviews_are_taken(capsys, project):
    (project / "reports" / "yunling.txt").write_text(REPORT.replace("云岭县", "xx县"), encoding="utf-8")
    (project / "yilian.toml").write_text(
        'reports = ["reports"]\ngraph = "graph"\nplace = "云岭县"\njobs = 2\nreviewed = ["review.csv"]\n',
        encoding="utf-8",
    )
    missing = kg(capsys, "extract")
    assert missing.code == 2 and "review.csv" in missing.err
    (project / "review.csv").write_text("decision,ids\n", encoding="utf-8")
    assert json.loads(kg(capsys, "extract").out)["place"] == "云岭县"
    assert json.loads(kg(capsys, "extract", "--place", "白沙县", "--jobs", "1").out)["place"] == "白沙县"


def test_the_address_of_neo4j_is_taken_and_the_environment_wins(capsys, with_graph, monkeypatch):
    with (with_graph / "yilian.toml").open("a", encoding="utf-8") as file:
        file.write('[neo4j]\nuri = "bolt://localhost:1"\nuser = "someone"\n')
    monkeypatch.setenv("NEO4J_PASSWORD", "some password")
    ended = kg(capsys, "load")
    assert ended.code == 2 and "bolt://localhost:1: no Neo4j answers there" in ended.err
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost:2")
    assert "bolt://localhost:2: no Neo4j answers there" in kg(capsys, "load").err
    assert "bolt://localhost:3: no" in kg(capsys, "load", "--uri", "bolt://localhost:3").err


def test_a_bad_file_stops_what_needs_it_and_no_help(capsys, project):
    (project / "yilian.toml").write_text('graph = "graph"\njobs = "four"\n', encoding="utf-8")
    for name in ("build", "stats", "sparql"):
        ended = kg(capsys, name, *(["counties"] if name == "sparql" else []))
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == f'kg: {project}/yilian.toml, line 2: jobs: must be a whole number from 1, not "four".\n'
        assert kg(capsys, name, "--help").code == 0
    assert kg(capsys, "questions").code == 0
    assert kg(capsys, "init").err.startswith("kg: yilian.toml: there is one already")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("build",), "No reports: give PATH..., or name them in yilian.toml (`kg init`)."),
        (("stats",), "No graph: give DIR, or name it in yilian.toml (`kg init`)."),
        (("sparql", "counties"), "No graph: give DIR, or name it in yilian.toml (`kg init`)."),
        (("sparql",), "No graph: give DIR, or name it in yilian.toml (`kg init`)."),
        (("sparql", "a", "b", "c"), "Got unexpected extra argument (b)."),
    ],
)
def test_what_is_said_where_there_is_no_project(capsys, tmp_path, monkeypatch, args, said):
    monkeypatch.chdir(tmp_path)
    ended = kg(capsys, *args)
    assert (ended.code, ended.err) == (2, f"kg: {said} `kg {args[0]} --help` says more.\n")
