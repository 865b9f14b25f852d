"""The texts with gold that extraction is measured on, and their figures, each extracted once in a session."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import evaluate
from kg.evaluation import Evaluation
from kg.extracting import extract
from kg.model import Report
from kg.pipeline import read_reports

ROOT = Path(__file__).parents[2]
FURTHER = ROOT / "tests/nlp/further"  # of which the even ones are never read, see its README
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Measured:
    """Texts, the gold of some or all of them, and which gold files belong to the set."""

    texts: Path
    gold: Path
    pattern: str = "*.json"


SETS = {
    "short texts": Measured(ROOT / "tests/nlp/unseen/texts", ROOT / "tests/nlp/unseen/gold", "*-[0-9]*.json"),
    "long texts": Measured(ROOT / "tests/nlp/unseen/texts", ROOT / "tests/nlp/unseen/gold", "long-*.json"),
    "long reports": Measured(ROOT / "tests/nlp/written/texts", ROOT / "tests/nlp/written/gold"),
    "county reports": Measured(ROOT / "tests/nlp/county/texts", ROOT / "tests/nlp/county/gold"),
    "varied texts": Measured(ROOT / "tests/nlp/varied/texts", ROOT / "tests/nlp/varied/gold", "*-[0-9]*.json"),
    "varied long texts": Measured(ROOT / "tests/nlp/varied/texts", ROOT / "tests/nlp/varied/gold", "long-*.json"),
    "further county reports": Measured(FURTHER / "county/texts", FURTHER / "county/gold", "*[13579]-*.json"),
    "further long texts": Measured(FURTHER / "long/texts", FURTHER / "long/gold", "*[13579]-*.json"),
    "further short texts": Measured(FURTHER / "short/texts", FURTHER / "short/gold", "*[13579]-*.json"),
    "unread county reports": Measured(FURTHER / "county/texts", FURTHER / "county/gold", "*[02468]-*.json"),
    "unread long texts": Measured(FURTHER / "long/texts", FURTHER / "long/gold", "*[02468]-*.json"),
    "unread short texts": Measured(FURTHER / "short/texts", FURTHER / "short/gold", "*[02468]-*.json"),
    "samples": Measured(ROOT / "kg/samples/reports", ROOT / "tests/samples/gold"),
    "gold reports": Measured(SHARED / "corpus", SHARED / "gold/reports"),
    "written texts": Measured(SHARED / "written/texts", SHARED / "written/gold"),
    "challenge texts": Measured(SHARED / "challenge/texts", SHARED / "challenge/gold"),
}


@cache
def evaluation(name: str) -> Evaluation:
    """The whole extraction on a set, against its gold."""
    texts = SETS[name].texts
    gold = sorted(SETS[name].gold.glob(SETS[name].pattern))
    assert gold, f"no gold in {SETS[name].gold}"
    reports = [found for found in read_reports([texts]) if isinstance(found, Report)]
    return evaluate(extract(reports), gold)
