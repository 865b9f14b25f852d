"""An analyst's say: doubtful relations go out as a table, decisions come back and hold through later builds.

    DIR ─ review ─→ Rows ─ write_csv ─→ FILE.csv ─ read_decisions ─→ Decisions ─ applied ─→ Extraction

A decision is about what one report says of one relation (type, ends, status), whichever row it stands in:

>>> from kg.model import Entity, Evidence, Extraction, Relation, Report
>>> report = Report("r1", "a.txt", (1, 1), 0, 14, "县医院对口支援柳林镇卫生院。")
>>> ends = (Entity("x:a", "Hospital", "青禾县人民医院"), Entity("x:b", "TownshipHealthCentre", "柳林镇卫生院"))
>>> said = Evidence("r1", 0, 13, report.text[:13], report.text, 0)
>>> helps = Relation("assists", "x:a", "x:b", "actual", (said,), confidence=0.7)
>>> import tempfile
>>> from pathlib import Path
>>> path = Path(tempfile.mkdtemp()) / "review.csv"
>>> write_csv(doubtful([Extraction(report, ends, (helps,))]), path)
>>> table = path.read_text(encoding="utf-8-sig")
>>> _ = path.write_text(table.replace("\\n,assists", "\\n接受,assists"), encoding="utf-8-sig")
>>> decisions = read_decisions([path])
>>> [r.confidence for r in decisions.applied(Extraction(report, ends, (helps,))).relations]
[1.0]
"""

from kg.reviewing.decisions import Decision, Decisions, read_decisions
from kg.reviewing.doubtful import doubtful, review, to_csv, write_csv

__all__ = ["Decision", "Decisions", "doubtful", "read_decisions", "review", "to_csv", "write_csv"]
