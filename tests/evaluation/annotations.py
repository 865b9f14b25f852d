"""Annotations for tests: short ways to write gold and predictions, and ways to spoil them."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def entity(id_: str, type_: str, name: str, *names: str, collective: bool = False, count: int | None = None) -> Record:
    return {"id": id_, "type": type_, "name": name, "names": list(names), "collective": collective, "count": count}


def relation(type_: str, head: str, tail: str, status: str = "actual", **more: Any) -> Record:
    return {"type": type_, "head": head, "tail": tail, "status": status, **more}


def record(entities: list[Record], relations: list[Record], **more: Any) -> Record:
    place = {"source": "a.txt", "lines": [1, 9], "place": "青禾县"}
    return {**place, "entities": entities, "relations": relations, **more}


def write_gold(folder: Path, *records: Record) -> Path:
    folder.mkdir(exist_ok=True)
    for number, each in enumerate(records):
        gold = {"report": f"gold-{number}", **each}
        gold["relations"] = [{"evidence": "…", **r} for r in gold["relations"]]
        (folder / f"{number}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def write_predictions(path: Path, *records: Record) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def spoiled(records: list[Record], seed: int) -> list[Record]:
    """Predictions like those records, with all kinds of mistakes and liberties, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    types = ["assists", "contractsWith", "pilots", "memberOf", "partOf", "implements"]
    said = deepcopy(records)
    chance.shuffle(said)
    for each in said:
        entities, relations = each["entities"], each["relations"]
        for e in entities:
            if chance.random() < 0.2:
                e["name"] = chance.choice([*e["names"], e["name"] + "分院", f"“{e['name']}”", e["name"][1:] or "某院"])
            if chance.random() < 0.2:
                e["names"] = e["names"][:-1]
            if chance.random() < 0.05:
                e["type"] = chance.choice(["Hospital", "Unit", "Programme", "Place"])
            if chance.random() < 0.05:
                e["collective"] = not e.get("collective")
        bureau = entity(
            "b", "GovernmentBody", (each["place"] or "县") + chance.choice(["卫健局", "卫生健康局", "财政局"])
        )
        county = entity("c", "Place", each["place"] or "xx县")
        entities += [deepcopy(e) | {"id": f"twin-{e['id']}"} for e in entities if chance.random() < 0.1]
        entities += [bureau, county]
        ids = [e["id"] for e in entities]
        for r in relations:
            r.pop("evidence", None)
            for end in ("head", "tail"):
                if chance.random() < 0.1:
                    r[end] = chance.choice(ids)
                if chance.random() < 0.1:
                    r[end] = chance.choice("bc")
            if chance.random() < 0.2:
                r["head"], r["tail"] = r["tail"], r["head"]
            if chance.random() < 0.1:
                r["type"] = chance.choice(types)
            if chance.random() < 0.1:
                r["status"] = "planned"
        relations += [deepcopy(r) for r in relations if chance.random() < 0.1]
        chance.shuffle(relations)
        relations[:] = [r for r in relations if chance.random() < 0.9]
        if chance.random() < 0.1:
            each["lines"] = [each["lines"][1] + 1, each["lines"][1] + 5]
    return said
