"""SPARQL over a graph folder: read only, offline, with a time limit.

A query is text, a `.rq` file or the name of a shipped question. Facts stand in the default graph,
what one report says also in its own named graph. The prefixes yl, id, rdf, rdfs, owl, skos, xsd, prov and
dcterms need no declaration.
"""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal as OneOf
from typing import get_args

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import QueryError
from kg.queries import Question, parse, sparql_questions
from kg.rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from kg.rdf.order import Keys, in_order, split
from kg.rdf.parameters import QUOTED, with_values
from kg.rdf.store import open_store
from kg.rdf.terms import PREFIXES, like, term, value_or_text
from kg.tables import Rows

Format = OneOf["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "trig", "nquads", "rdfxml", "jsonld"]
FORMATS: tuple[Format, ...] = get_args(Format)
_LONGEST_COMPLAINT = 200

_UPDATES = re.compile(r"(?<![\w:?$-])(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)(?![\w:-])", re.IGNORECASE)
_SERVICE = re.compile(r"(?<![\w:?$-])SERVICE(?![\w:-])", re.IGNORECASE)


def sparql(
    folder: Path | str,
    query: str,
    *,
    parameters: Mapping[str, object] | None = None,
    format: Format = "table",
    timeout: float | None = 60.0,
) -> Rows | str:
    """What the graph folder's store answers.

    SELECT and ASK give rows of plain values (ASK one, in the column `answer`), or with `format` csv, tsv, json
    or xml the W3C's text of that form. CONSTRUCT and DESCRIBE give text in Turtle or another form of RDF, without
    repeated triples. `parameters` give variables
    of the query their values: plain ones where the query says of what kind they are (`# param: year = 2019`),
    else terms as SPARQL writes them (`"县医院"@zh`). `timeout` is in seconds, None for no limit.

    Raises QueryError for a query or parameter that is wrong, that would write or use the network, or that takes
    too long; NotAGraph where the folder is none.

    >>> sparql("no/such/folder", "ASK {}")
    Traceback (most recent call last):
    kg.errors.NotAGraph: no/such/folder: there is no such folder. Make it with `kg build PATH... -o no/such/folder`.
    """
    return sparql_store(open_store(folder), query, parameters=parameters, format=format, timeout=timeout)


def sparql_store(
    store: Store,
    query: str,
    *,
    parameters: Mapping[str, object] | None = None,
    format: Format = "table",
    timeout: float | None = 60.0,
) -> Rows | str:
    """The same for an open store.

    >>> store = Store()
    >>> store.load('<http://e/a> <http://www.w3.org/2000/01/rdf-schema#label> "县医院"@zh .', format=RdfFormat.TURTLE)
    >>> sparql_store(store, 'SELECT ?label { ?x rdfs:label ?label }').rows
    [('县医院',)]
    >>> print(sparql_store(store, 'CONSTRUCT WHERE { ?x rdfs:label ?label }'), end="")
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <http://e/a> rdfs:label "县医院"@zh .
    >>> sparql_store(store, 'ASK { ?x rdfs:label ?name }', parameters={"name": '"县医院"@zh'}).rows
    [(True,)]
    >>> sparql_store(store, 'DELETE WHERE { ?x ?p ?o }')
    Traceback (most recent call last):
    kg.errors.QueryError: the query would change the graph (DELETE), and a graph is only read.
    """
    question = find_question(query)
    _refuse(question)
    text = with_values(question.text, _bindings(question, parameters or {}))
    return _within(timeout, question, lambda: _answer(store, question, text, format))


def find_question(query: str) -> Question:
    """The query meant: the name of a shipped question, a `.rq` file, else the text itself.

    >>> find_question("alliance-members").title_zh
    '各联盟的成员，以及由谁牵头'
    >>> find_question("help-chain")
    Traceback (most recent call last):
    kg.errors.QueryError: help-chain: no shipped question of that name; did you mean help-chains or shortest-chain?
    """
    shipped = sparql_questions()
    if query in shipped:
        return shipped[query]
    if query.endswith(".rq") and "\n" not in query:
        try:
            return parse(query, Path(query).read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{query}: the file cannot be read ({error}).") from error
    if re.fullmatch(r"[\w-]+", query):
        from difflib import get_close_matches

        near = get_close_matches(query, shipped, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`kg questions` lists them."
        raise QueryError(f"{query}: no shipped question of that name; {hint}")
    return parse("the query", query)


def _refuse(question: Question) -> None:
    """Stop what would reach out of the machine, or write."""
    words = QUOTED.sub(" ", question.text)
    if _SERVICE.search(words):
        raise QueryError(f"{question.name}: SERVICE asks another server; Yilian works without the network.")
    update = _UPDATES.search(words)
    if update and not re.search(r"(?<![\w:?$-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", words, re.IGNORECASE):
        raise QueryError(f"{question.name} would change the graph ({update[1].upper()}), and a graph is only read.")


def _bindings(question: Question, given: Mapping[str, object]) -> dict[str, NamedNode | Literal]:
    """The parameters' values as terms."""
    unknown = [name for name in given if question.parameters and name not in question.parameters]
    if unknown:
        raise QueryError(
            f"{question.name}: no parameter {', '.join(unknown)}; it has {', '.join(question.parameters)}."
        )
    bound = {}
    for name in {**question.parameters, **given}:
        default = question.parameters.get(name)
        if name not in given and default is None:
            raise QueryError(f"{question.name}: the parameter {name} is missing; give it, as in --param {name}=VALUE.")
        try:
            if name not in given:
                bound[name] = term(str(default))
            elif default is not None:
                bound[name] = like(given[name], term(default))
            else:
                bound[name] = value_or_text(given[name])
        except ValueError as error:
            raise QueryError(f"{question.name}: parameter {name}: {error}") from error
    return bound


def _answer(store: Store, question: Question, text: str, format: Format) -> Rows | str:
    try:
        if format == "table":
            unsorted, keys = split(text)
            answer = store.query(unsorted, prefixes=PREFIXES)
            if isinstance(answer, QuerySolutions):
                rows = _rows(answer, keys)
                if rows is not None:
                    return rows
                answer = store.query(text, prefixes=PREFIXES)
        else:
            answer = store.query(text, prefixes=PREFIXES)
        if isinstance(answer, QueryTriples):
            return _graph(question, answer, format)
        if format in GRAPH_FORMATS:
            raise QueryError(
                f"{question.name}: only CONSTRUCT and DESCRIBE answer in {format}; use {_names(RESULT_FORMATS)}."
            )
        if format != "table":
            return (answer.serialize(format=RESULT_FORMATS[format]) or b"").decode()
        if isinstance(answer, QueryBoolean):
            return Rows(("answer",), [(bool(answer),)])
        rows = _rows(answer, ())
        assert rows is not None
        return rows
    except SyntaxError as error:
        raise QueryError(_explained(question, error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"{question.name}: {error}") from error


def _rows(answer: QuerySolutions, keys: Keys) -> Rows | None:
    """The answer's rows by the keys; None where the store has to sort them."""
    columns = tuple(variable.value for variable in answer.variables)
    rows = in_order(columns, [tuple(row) for row in answer], keys)
    return None if rows is None else Rows(columns, rows)


def _graph(question: Question, answer: QueryTriples, format: Format) -> str:
    if format in RESULT_FORMATS:
        raise QueryError(f"{question.name}: CONSTRUCT and DESCRIBE answer in {_names(GRAPH_FORMATS)}, not in {format}.")
    triples = list(dict.fromkeys(answer))
    used = {name: iri for name, iri in PREFIXES.items() if any(iri in str(part) for t in triples for part in t)}
    form = GRAPH_FORMATS.get(format, RdfFormat.TURTLE)
    return (serialize(triples, format=form, prefixes=used) or b"").decode()


def _names(formats: Mapping[str, object]) -> str:
    *first, last = formats
    return f"{', '.join(first)} or {last}"


def _explained(question: Question, error: SyntaxError) -> str:
    """What the parser said, and the line with a mark where it stopped.

    >>> print(_explained(parse("q", "SELECT ?x\\n{ ?x nope }"), SyntaxError("error at 2:6: expected a verb")))
    q is no SPARQL: error at 2:6: expected a verb
      line 2: { ?x nope }
                   ^
    """
    said = str(error.msg)
    if len(said) > _LONGEST_COMPLAINT:  # a list of all that could have stood there, character by character
        said = said.partition(": expected")[0]
    words = QUOTED.sub(" ", question.text)
    used = set(re.findall(r"(?<![\w:?$-])([A-Za-z][\w-]*):", words))
    declared = {*PREFIXES, *re.findall(r"(?i)\bPREFIX\s+([\w-]*):", words)}
    if used - declared:
        said += f" (no PREFIX declares {', '.join(sorted(used - declared))})"
    place = re.search(r"(\d+):(\d+)", said)
    lines = question.text.splitlines()
    if place and 0 < int(place[1]) <= len(lines):
        before = f"  line {place[1]}: "
        said += f"\n{before}{lines[int(place[1]) - 1]}\n{' ' * (len(before) + int(place[2]) - 1)}^"
    return f"{question.name} is no SPARQL: {said}"


def _within(timeout: float | None, question: Question, run: Callable[[], Rows | str]) -> Rows | str:
    """Run the query in a thread of its own, and leave it where it does not end in time.

    Oxigraph gives up Python's lock while it works and cannot be interrupted; the thread ends with the process.
    """
    outcome: list[Rows | str | BaseException] = []

    def work() -> None:
        try:
            outcome.append(run())
        except BaseException as error:
            # An answer of Oxigraph must not be left to another thread, as a frame of the traceback would do.
            traceback.clear_frames(error.__traceback__)
            if error.__cause__:
                traceback.clear_frames(error.__cause__.__traceback__)
            outcome.append(error)

    thread = threading.Thread(target=work, daemon=True, name="kg-sparql")
    thread.start()
    thread.join(timeout)
    if not outcome:
        raise QueryError(f"{question.name}: no answer within {timeout:g} s. Ask for less, or allow more time.")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]
