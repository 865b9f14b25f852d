"""The measuring texts: every report is found with its lines and its place."""

import json

import pytest

from kg.documents import Failure, read_reports

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    ("texts", "gold"),
    [("corpus", "gold/reports"), ("written/texts", "written/gold"), ("challenge/texts", "challenge/gold")],
)
def test_lines_and_places(shared, texts, gold):
    expected = [json.loads(path.read_text("utf-8")) for path in sorted((shared / gold).glob("*.json"))]
    found = list(read_reports([shared / texts]))
    assert not [failure for failure in found if isinstance(failure, Failure)]
    assert {(r.source, r.lines): r.place for r in found} == {
        (e["source"], tuple(e["lines"])): e["place"] for e in expected
    }
    assert len(found) == len(expected)
