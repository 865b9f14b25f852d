"""How good an extraction is: predictions against gold, by type, with every error and its sentence.

    PREDICTIONS.jsonl ─┐
                       ├ annotation (Annotation) ─ matching ─ comparison (Error, counts) ─ Evaluation
    GOLD/*.json ───────┘

An entity is found if a prediction of its type shares a printed form with it; a relation if a
prediction of its type joins the same two entities, in either direction where the relation has none.
Whether the canonical name and the status are right is counted apart, as shares of what was found.

>>> import json, tempfile
>>> from pathlib import Path
>>> folder = Path(tempfile.mkdtemp())
>>> gold = {"report": "r", "source": "a.txt", "lines": [1, 2], "place": "青禾县", "relations": [], "entities": [
...     {"id": "e1", "type": "Hospital", "name": "青禾县人民医院", "names": ["县医院"]}]}
>>> said = {"source": "a.txt", "lines": [1, 2], "place": "青禾县", "relations": [], "entities": [
...     {"id": "x", "type": "Hospital", "name": "县医院"}, {"id": "y", "type": "Place", "name": "柳林镇"}]}
>>> _ = (folder / "gold.json").write_text(json.dumps(gold)), (folder / "p.jsonl").write_text(json.dumps(said))
>>> result = evaluate(folder / "p.jsonl", [folder / "gold.json"])
>>> result.figures["institutions"], result.figures["canonical"]
(1.0, 0.0)
>>> [(error.kind, error.said, error.gold) for error in result.errors]
[('wrong name', '县医院', '青禾县人民医院'), ('invented', '柳林镇', None)]
"""

from kg.evaluation.annotation import Annotation, read_gold, read_predictions
from kg.evaluation.comparison import Error
from kg.evaluation.scores import FIGURES, Evaluation, Score, Share, evaluate

__all__ = [
    "FIGURES",
    "Annotation",
    "Error",
    "Evaluation",
    "Score",
    "Share",
    "evaluate",
    "read_gold",
    "read_predictions",
]
