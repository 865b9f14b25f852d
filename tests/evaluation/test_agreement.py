"""`evaluate` gives the figures of the scorer that the measuring texts come with, on gold and on spoiled gold."""

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest
from evaluation.annotations import spoiled, write_predictions

from kg import evaluate, write_jsonl
from kg.extracting import extract
from kg.model import Report
from kg.pipeline import read_reports

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "gold" / "score.py"
TEXTS = {
    "samples": (ROOT / "kg/samples/reports", ROOT / "tests/samples/gold"),
    "unseen": (ROOT / "tests/nlp/unseen/texts", ROOT / "tests/nlp/unseen/gold"),
    "reports": (SHARED / "corpus", SHARED / "gold/reports"),
    "written": (SHARED / "written/texts", SHARED / "written/gold"),
    "challenge": (SHARED / "challenge/texts", SHARED / "challenge/gold"),
}

OWN = ("samples", "unseen")


SHARED_MARKS = [
    pytest.mark.shared,
    pytest.mark.skipif(not SCORER.exists(), reason="the measuring texts are not beside the project"),
]


def with_scorer(test):
    for mark in SHARED_MARKS:
        test = mark(test)
    return test


def theirs(predictions, gold):
    """The scorer's figures, its counts by type, and its errors."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    said = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    entities, relations, shares, errors = scorer.Tally(), scorer.Tally(), Counter(), []
    for wanted, found in scorer.pair_reports(scorer.load_gold([str(gold)]), said):
        scorer.score_report(wanted, found, entities, relations, shares, errors)
    groups = [(entities, scorer.ENTITY_GROUPS), (relations, scorer.RELATION_GROUPS)]
    figures = {name: tally.row(types)[:3] for tally, by_group in groups for name, types in by_group.items()}
    types = {t: tally.row([t])[:3] for tally, by_group in groups for types in by_group.values() for t in types}
    return figures, types, shares, sorted(line.split("\t")[:3] for line in errors)


def ours(predictions, gold):
    result = evaluate(predictions, [gold])
    figures = {name: (s.precision, s.recall, s.f1) for name, s in result.groups.items()}
    types = {s.name: (s.precision, s.recall, s.f1) for scores in result.types.values() for s in scores}
    shares = Counter()
    for name, share in result.shares.items():
        shares[f"{name}.all"], shares[f"{name}.right"] = share.judged, share.right
    errors = sorted([e.report, e.kind, e.type] for e in result.errors if not e.kind.startswith("wrong"))
    return figures, types, shares, errors


def assert_agreed(predictions, gold):
    (figures, types, shares, errors), (their_figures, their_types, their_shares, their_errors) = (
        ours(predictions, gold),
        theirs(predictions, gold),
    )
    assert figures == their_figures
    assert all(their_types[name] == values for name, values in types.items())
    assert +shares == +their_shares
    assert errors == their_errors


@with_scorer
@pytest.mark.parametrize("name", TEXTS)
def test_agreement_on_what_is_extracted(name, tmp_path):
    texts, gold = TEXTS[name]
    reports = [report for report in read_reports([texts]) if isinstance(report, Report)]

    write_jsonl(extract(reports), tmp_path / "p.jsonl")
    assert_agreed(tmp_path / "p.jsonl", gold)


@with_scorer
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("seed", range(4))
def test_agreement_on_spoiled_gold(name, seed, tmp_path):
    _, gold = TEXTS[name]
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    assert_agreed(write_predictions(tmp_path / "p.jsonl", *spoiled(records, seed)), gold)


@pytest.mark.parametrize("name", [pytest.param(name, marks=[] if name in OWN else SHARED_MARKS) for name in TEXTS])
def test_gold_itself_is_perfect(name, tmp_path):
    _, gold = TEXTS[name]
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    result = evaluate(write_predictions(tmp_path / "p.jsonl", *records), [gold])
    assert set(result.figures.values()) <= {1.0}
    assert not result.errors
