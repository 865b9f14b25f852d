"""The shipped sample reports: every format, made from their sources, and what they say by hand in `gold/`."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pypdf import PdfReader

from kg.documents import Failure, read_reports, read_text
from kg.model import Report
from kg.samples import samples
from kg.samples.make import MADE, SOURCES, make

GOLD = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("gold/*.json"))]
PATHS = {path.name: path for path in samples()}
UNDIRECTED = {"contractsWith", "cooperatesWith", "teleconsultsWith", "refersPatientsWith"}
RELATIONS = {"assists", "pilots", "memberOf", "sendsTraineesTo", "partOf", "implements", *UNDIRECTED}

each_gold = pytest.mark.parametrize("gold", GOLD, ids=[gold["report"] for gold in GOLD])


def squeezed(text: str) -> str:
    """Without white space and the source's table rules, which each format has in its own way."""
    return re.sub(r"[\s|]", "", text)


def report_of(gold: dict) -> Report:
    (found,) = [
        report
        for report in read_reports([PATHS[gold["source"]]])
        if isinstance(report, Report) and report.lines[0] <= gold["lines"][1] and gold["lines"][0] <= report.lines[1]
    ]
    return found


# The files


def test_every_format_and_encoding_is_there() -> None:
    assert Counter(path.suffix for path in PATHS.values()) == {".txt": 3, ".md": 1, ".docx": 1, ".pdf": 1, ".html": 1}
    with pytest.raises(UnicodeDecodeError):
        PATHS["yunqiao-2021.txt"].read_bytes().decode("utf-8")
    assert "云峤市" in PATHS["yunqiao-2021.txt"].read_bytes().decode("gb18030")


def test_the_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in PATHS.values()) < 100_000


@pytest.mark.parametrize("name", MADE)
def test_a_rebuild_gives_the_same_text(name: str, tmp_path: Path) -> None:
    make(tmp_path)
    assert read_text(tmp_path / name) == read_text(PATHS[name])


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = make(tmp_path / "first"), make(tmp_path / "second")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("name", MADE)
def test_nothing_of_the_source_is_lost_in_its_format(name: str) -> None:
    source = (SOURCES / name).with_suffix(".txt").read_text(encoding="utf-8")
    text = squeezed(re.sub(r"— \d —", "", read_text(PATHS[name])))
    assert [line for line in source.splitlines() if squeezed(line) not in text] == []


def test_lines_of_the_pdf_are_broken_inside_sentences() -> None:
    first, second = (page.extract_text() for page in PdfReader(PATHS["tongbu-hospital-2021.pdf"]).pages)
    assert "心内\n科" in first
    assert first.rstrip().endswith("落实“先诊疗后付费”，\n— 1 —"), "a page ends inside a sentence"
    assert second.startswith("全年无恶意欠费")


# How they are read


@each_gold
def test_reports_are_found_with_their_place_and_lines(gold: dict) -> None:
    report = report_of(gold)
    assert (report.place, list(report.lines)) == (gold["place"], gold["lines"])


def test_each_report_is_found_once() -> None:
    found = list(read_reports(PATHS.values()))
    assert [item for item in found if isinstance(item, Failure)] == []
    assert Counter(report.source for report in found) == Counter(gold["source"] for gold in GOLD)


PERIODS = {
    "luoxi-2022": (2022, None),
    "masked-county-2019": (2019, None),
    "shanchuan-2020": (2020, None),
    "shanchuan-2021": (2021, None),
    "tongbu-2021": (2021, 1),
    "tongbu-hospital-2021": (2021, None),
    "yongdu-2021": (2021, None),
    "yunqiao-2021": (2021, None),
}


@each_gold
def test_periods(gold: dict) -> None:
    report = report_of(gold)
    assert (report.year, report.half) == PERIODS[gold["report"]]


@pytest.mark.parametrize("words", ["政务公开", "分享到", "相关链接", "网站标识码", "拟聘用人员公示"])
def test_the_web_page_around_the_report_is_left_out(words: str) -> None:
    assert words in PATHS["luoxi-2022.html"].read_text(encoding="utf-8")
    (report,) = read_reports([PATHS["luoxi-2022.html"]])
    assert isinstance(report, Report)
    assert words not in report.text


# What they say


@each_gold
def test_gold_names_are_printed_in_the_report(gold: dict) -> None:
    text = report_of(gold).text
    assert [name for entity in gold["entities"] for name in entity["names"] if name not in text] == []


@each_gold
def test_gold_evidence_is_printed_in_the_report(gold: dict) -> None:
    text = report_of(gold).text
    evidence = [relation["evidence"] for relation in gold["relations"]]
    assert [words for words in evidence if words not in text] == []


@each_gold
def test_gold_is_consistent(gold: dict) -> None:
    entities = {entity["id"]: entity for entity in gold["entities"]}
    assert len(entities) == len(gold["entities"])
    owners = defaultdict(set)
    for entity in gold["entities"]:
        for name in () if entity.get("collective") else entity["names"]:
            owners[name].add(entity["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}, "a name belongs to one entity"

    said = Counter()
    for relation in gold["relations"]:
        ends = (relation["head"], relation["tail"])
        assert relation["type"] in RELATIONS
        assert relation["status"] in {"actual", "planned"}
        assert {*ends, *relation.get("head_or", []), *relation.get("tail_or", [])} <= entities.keys()
        said[(relation["type"], *(sorted(ends) if relation["type"] in UNDIRECTED else ends))] += 1
    assert [key for key, times in said.items() if times > 1] == [], "a relation is said once"


def test_all_ten_relations_are_there_many_times_actual_and_planned() -> None:
    said = Counter(relation["type"] for gold in GOLD for relation in gold["relations"])
    planned = Counter(r["type"] for gold in GOLD for r in gold["relations"] if r["status"] == "planned")
    assert said.keys() == RELATIONS
    assert min(said.values()) >= 15
    assert planned.keys() == RELATIONS


def relations_by_name(report: str) -> dict[tuple[str, str, str], str]:
    (gold,) = [gold for gold in GOLD if gold["report"] == report]
    names = {entity["id"]: entity["name"] for entity in gold["entities"]}
    return {(r["type"], names[r["head"]], names[r["tail"]]): r["status"] for r in gold["relations"]}


def test_some_plans_of_the_first_year_became_facts_in_the_second_and_others_did_not() -> None:
    first, second = relations_by_name("shanchuan-2020"), relations_by_name("shanchuan-2021")
    plans = [key for key, status in first.items() if status == "planned"]
    became_facts = {key[0] for key in plans if second.get(key) == "actual"}
    assert became_facts == {"contractsWith", "memberOf", "sendsTraineesTo"}
    assert second[("pilots", "杉川县", "慢性病综合防控")] == "planned"
    assert ("cooperatesWith", "杉川县中医院", "苍屿中医药大学") not in second


def test_hospitals_of_the_prefecture_connect_the_counties() -> None:
    counties = defaultdict(set)
    for gold in GOLD:
        names = {entity["id"]: entity["name"] for entity in gold["entities"]}
        for relation in gold["relations"]:
            if relation["type"] == "assists" and relation["status"] == "actual":
                counties[names[relation["head"]]].add(gold["place"])
    assert counties["澜川市第一人民医院"] == {"杉川县", "桐埠县", "永渡县"}
    assert counties["澜川市中医医院"] == {"杉川县", "桐埠县"}
