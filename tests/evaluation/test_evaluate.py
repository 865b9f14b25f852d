"""What counts as found, missed, invented, wrongly named; what bad files say; the command."""

import json

import pytest
from commandline import kg
from evaluation.annotations import entity, record, relation, write_gold, write_predictions

from kg import evaluate
from kg.extracting import extract
from kg.model import Report
from kg.pipeline import build

COUNTY_HOSPITAL = entity("e1", "Hospital", "青禾县人民医院", "县人民医院", "县医院")
CLINIC = entity("e2", "TownshipHealthCentre", "柳林镇卫生院", "柳林卫生院")
COUNTY = entity("e3", "Place", "青禾县")
BUREAU = entity("e4", "GovernmentBody", "青禾县卫生健康局", "卫健局")
SIX = entity("e5", "TownshipHealthCentre", "青禾县乡镇卫生院", "6所乡镇卫生院", collective=True, count=6)
SCHEME = entity("e6", "Programme", "家庭医生签约服务", "家庭医生签约")
GOLD = [COUNTY_HOSPITAL, CLINIC, COUNTY, BUREAU, SIX, SCHEME]


def counts(tmp_path, gold, said):
    """(found, invented, missed) of each group that has any, and the errors."""
    result = evaluate(
        write_predictions(tmp_path / "p.jsonl", record(*said)), [write_gold(tmp_path / "gold", record(*gold))]
    )
    groups = {name: (s.found, s.invented, s.missed) for name, s in result.groups.items() if s.gold or s.invented}
    return groups, result


# Entities


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (entity("x", "Hospital", "青禾县人民医院"), True),
        (entity("x", "Hospital", "县医院"), True),
        (entity("x", "Hospital", "青禾人民医院", "县人民医院"), True),
        (entity("x", "Hospital", "“青禾县 人民医院”"), True),
        (entity("x", "Unit", "青禾县人民医院"), False),
        (entity("x", "Hospital", "青禾县中医院"), False),
        (entity("x", "Hospital", ""), False),
    ],
    ids=["the name", "a short form", "a shared form", "quotes and spaces", "another type", "another name", "no name"],
)
def test_an_entity_is_found_by_its_type_and_one_shared_form(tmp_path, said, found):
    groups, _ = counts(tmp_path, ([COUNTY_HOSPITAL], []), ([said], []))
    assert groups == {"institutions": (1, 0, 0) if found else (0, 1, 1)}


def test_two_predictions_of_one_thing_are_one_found_and_one_invented(tmp_path):
    said = [entity("x", "Hospital", "县医院"), entity("y", "Hospital", "县人民医院")]
    assert counts(tmp_path, ([COUNTY_HOSPITAL], []), (said, []))[0] == {"institutions": (1, 1, 0)}


def test_a_set_is_not_counted_by_itself(tmp_path):
    assert counts(tmp_path, ([SIX], []), ([], []))[0] == {}


def test_the_canonical_name_is_a_share_of_what_was_found(tmp_path):
    said = [entity("x", "Hospital", "县医院"), entity("y", "TownshipHealthCentre", "柳林镇卫生院")]
    said.append(entity("z", "Programme", "家庭医生签约"))
    _, result = counts(tmp_path, ([COUNTY_HOSPITAL, CLINIC, SCHEME], []), (said, []))
    assert (result.shares["canonical"].right, result.shares["canonical"].judged) == (1, 2)
    assert [(e.kind, e.said, e.gold) for e in result.errors] == [("wrong name", "县医院", "青禾县人民医院")]


# Relations


@pytest.mark.parametrize(
    ("gold", "said", "network"),
    [
        (relation("assists", "e1", "e2"), relation("assists", "e1", "e2"), (1, 0, 0)),
        (relation("assists", "e1", "e2"), relation("assists", "e2", "e1"), (0, 1, 1)),
        (relation("contractsWith", "e1", "e2"), relation("contractsWith", "e2", "e1"), (1, 0, 0)),
        (relation("assists", "e1", "e2"), relation("cooperatesWith", "e1", "e2"), (0, 1, 1)),
        (relation("assists", "e3", "e2"), relation("assists", "e4", "e2"), (1, 0, 0)),
        (relation("assists", "e1", "e2", head_or=["e5"]), relation("assists", "e5", "e2"), (1, 0, 0)),
    ],
    ids=["same", "turned", "turned without direction", "another type", "bureau for county", "a fair other end"],
)
def test_when_a_relation_is_found(tmp_path, gold, said, network):
    groups, _ = counts(tmp_path, (GOLD, [gold]), (GOLD, [said]))
    assert groups["network"] == network


def test_a_set_is_meant_by_its_kind_and_count(tmp_path):
    six = entity("e5", "TownshipHealthCentre", "六家卫生院", collective=True, count=6)
    seven = six | {"count": 7}
    gold = (GOLD, [relation("assists", "e1", "e5")])
    assert counts(tmp_path, gold, ([COUNTY_HOSPITAL, six], [relation("assists", "e1", "e5")]))[0]["network"] == (
        1,
        0,
        0,
    )
    said = ([COUNTY_HOSPITAL, seven], [relation("assists", "e1", "e5")])
    assert counts(tmp_path, gold, said)[0]["network"] == (0, 1, 1)


def test_county_and_bureau_said_twice_are_one_relation_found(tmp_path):
    both = [relation("assists", "e3", "e2"), relation("assists", "e4", "e2")]
    assert counts(tmp_path, (GOLD, both), (GOLD, both[:1]))[0]["network"] == (1, 0, 0)


def test_a_repeated_relation_counts_once(tmp_path):
    said = [relation("assists", "e1", "e2")] * 2 + [relation("pilots", "e1", "e6")] * 3
    assert counts(tmp_path, (GOLD, said[:1]), (GOLD, said))[0]["network"] == (1, 1, 0)


def test_the_status_is_a_share_of_what_was_found(tmp_path):
    gold = [relation("assists", "e1", "e2"), relation("contractsWith", "e1", "e2", "planned")]
    said = [relation("assists", "e1", "e2"), relation("contractsWith", "e1", "e2")]
    _, result = counts(tmp_path, (GOLD, gold), (GOLD, said))
    assert (result.shares["status"].right, result.shares["status"].judged) == (1, 2)
    (error,) = result.errors
    assert (error.kind, error.said[-8:], error.gold[-9:]) == ("wrong status", ": actual", ": planned")


def test_errors_show_their_sentences(tmp_path):
    gold = (GOLD, [relation("assists", "e1", "e2", evidence="县医院帮扶柳林卫生院")])
    heard = [{"start": 0, "end": 3, "text": "县医院", "sentence": "县医院实施家庭医生签约。", "sentence_start": 0}]
    _, result = counts(tmp_path, gold, (GOLD, [relation("implements", "e1", "e6", evidence=heard)]))
    assert [(e.kind, e.type, e.said, e.gold, e.sentence) for e in result.errors] == [
        ("invented", "implements", "青禾县人民医院 → 家庭医生签约服务", None, "县医院实施家庭医生签约。"),
        ("missed", "assists", None, "青禾县人民医院 → 柳林镇卫生院", "县医院帮扶柳林卫生院"),
    ]


# Reports


def test_reports_of_one_source_are_told_apart_by_their_lines(tmp_path):
    first = record([COUNTY_HOSPITAL], [], lines=[1, 20])
    second = record([CLINIC], [], lines=[21, 40])
    gold = write_gold(tmp_path / "gold", first, second)
    path = write_predictions(tmp_path / "p.jsonl", second | {"lines": [19, 40]}, first | {"lines": [1, 18]})
    assert evaluate(path, [gold]).figures["institutions"] == 1
    assert [report.name for report in evaluate(write_predictions(path, first), [gold]).unread] == ["gold-1"]


def test_extractions_need_no_file(tmp_path):
    text = "青禾县卫健局工作总结\n青禾县人民医院对口支援柳林镇卫生院。"
    report = Report("r", "a.txt", (1, 2), 0, len(text), text, place="青禾县")
    gold = write_gold(tmp_path / "gold", record([COUNTY_HOSPITAL, CLINIC], [relation("assists", "e1", "e2")]))
    assert evaluate(extract([report]), [gold]).figures["network"] == 1


# Bad files


def text_of(**changes):
    return json.dumps(record(GOLD, [relation("assists", "e1", "e2")]) | changes, ensure_ascii=False, indent=1)


# What is wrong, the text, the words on the line that is named, what is said of it
BAD = [
    ("not JSON", '{"source": "a.txt",\n "lines": [1, 2],\n oops}', "oops", "not JSON"),
    ("cut", '{"source": "a.txt",\n "lines": [1,', '"lines"', "not JSON"),
    ("no object", "[1, 2]", "[", "expected an object"),
    ("no source", text_of(source=None), '"source"', "no 'source'"),
    ("lines in words", text_of(lines=["1", "2"]), '"lines"', "'lines' is"),
    ("one line", text_of(lines=[1]), '"lines"', "'lines' is"),
    ("entities no list", text_of(entities={}), '"entities"', "'entities' is {}, not a list"),
    ("no relations", text_of(relations=None), '"relations"', "no 'relations'"),
    ("a class that is none", text_of().replace('"Place"', '"City"'), '"City"', "'type' is 'City', not one of Hospital"),
    ("a relation that is none", text_of().replace('"assists"', '"helps"'), '"helps"', "not one of assists"),
    ("a status that is none", text_of().replace('"actual"', '"maybe"'), '"maybe"', "not one of actual, planned"),
    ("an end that is nothing", text_of().replace('"tail": "e2"', '"tail": "e9"'), '"e9"', "no entity has the id 'e9'"),
    ("an id twice", text_of().replace('"id": "e3"', '"id":  "e1"'), '"id":  "e1"', "the id 'e1' is used twice"),
    ("a count in words", text_of().replace('"count": 6', '"count": "six"'), '"six"', "'count' is \"six\""),
    ("a name that is none", text_of().replace('"县医院"', "7.5"), "7.5", "'names' holds 7.5"),
    ("too deep", "[" * 100_000, "[", "not an annotation"),
]


def test_predictions_are_no_gold(capsys, tmp_path):
    predictions = write_predictions(tmp_path / "p.jsonl", record(GOLD, []), record(GOLD, [], source="b.txt"))
    ended = kg(capsys, "evaluate", predictions, predictions)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        f"kg: {predictions}, line 2: not JSON (Extra data). Gold are .json files with one annotated report each, "
        "not what `kg extract` or `kg build` wrote.\n"
    )


def test_gold_that_is_not_there(capsys, tmp_path):
    ended = kg(capsys, "evaluate", write_predictions(tmp_path / "p.jsonl", record(GOLD, [])), tmp_path / "none")
    assert (ended.code, ended.err) == (2, f"kg: {tmp_path / 'none'}: No such file or directory. Check the path.\n")


@pytest.mark.parametrize(("text", "words", "reason"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_gold_is_one_line_that_names_file_and_line(capsys, tmp_path, text, words, reason):
    gold = tmp_path / "gold.json"
    gold.write_text(text, encoding="utf-8")
    predictions = write_predictions(tmp_path / "p.jsonl", record(GOLD, []))
    ended = kg(capsys, "evaluate", predictions, gold)
    assert (ended.code, ended.out) == (2, "")
    (said,) = ended.err.splitlines()
    line = text.count("\n", 0, text.index(words)) + 1
    assert said.startswith(f"kg: {gold}, line {line}: ") and reason in said


@pytest.mark.parametrize(("text", "reason"), [(case[1], case[3]) for case in BAD], ids=[case[0] for case in BAD])
def test_bad_predictions_are_one_line_that_names_file_and_line(capsys, tmp_path, text, reason):
    gold = write_gold(tmp_path / "gold", record(GOLD, []))
    path = tmp_path / "p.jsonl"
    good = json.dumps(record(GOLD, []), ensure_ascii=False)
    path.write_text(f"{good}\n\n{text.replace(chr(10), ' ')}\n", encoding="utf-8")
    ended = kg(capsys, "evaluate", path, gold)
    assert (ended.code, ended.out) == (2, "")
    (said,) = ended.err.splitlines()
    assert said.startswith(f"kg: {path}, line 3: ") and reason in said


def test_other_bad_files(capsys, tmp_path):
    gold, path = write_gold(tmp_path / "gold", record(GOLD, [])), write_predictions(tmp_path / "p.jsonl")
    (tmp_path / "empty").mkdir()
    wrong = tmp_path / "gbk.json"
    wrong.write_bytes('{\n "place": "青禾县"}'.encode("gbk"))
    cases = [
        ([tmp_path / "none.jsonl", gold], f"{tmp_path}/none.jsonl: No such file"),
        ([path, tmp_path / "none.json"], f"{tmp_path}/none.json: No such file"),
        ([path, tmp_path / "empty"], f"{tmp_path}/empty: holds no gold"),
        ([path, wrong], f"{wrong}, line 2: not UTF-8"),
        ([tmp_path / "empty", gold], f"{tmp_path}/empty: not a graph folder"),
    ]
    for paths, reason in cases:
        ended = kg(capsys, "evaluate", *paths)
        assert (ended.code, ended.err.count("\n")) == (2, 1)
        assert ended.err.startswith(f"kg: {reason}")


# The command


@pytest.fixture
def files(tmp_path):
    gold = write_gold(
        tmp_path / "gold", record(GOLD, [relation("assists", "e1", "e2"), relation("pilots", "e3", "e6")])
    )
    return write_predictions(tmp_path / "p.jsonl", record(GOLD, [relation("assists", "e1", "e2")])), gold


def test_a_table_of_errors_scores_and_shares(capsys, files):
    ended = kg(capsys, "evaluate", *files)
    assert (ended.code, ended.err) == (0, "")
    assert [line for line in ended.out.splitlines() if line in ("errors", "scores", "shares")] == [
        "errors",
        "scores",
        "shares",
    ]
    rows = [line.split() for line in ended.out.splitlines()]
    assert ["network", "1.000", "0.500", "0.667", "2"] in rows
    assert ["gold-0", "missed", "pilots", "青禾县", "→", "家庭医生签约服务", "…"] in rows


def test_json_for_programs(capsys, files):
    answer = json.loads(kg(capsys, "evaluate", *files, "--format", "json").out)
    assert {"type": "network", "precision": 1.0, "recall": 0.5, "F1": 0.6667, "gold": 2} in answer["scores"]
    assert answer["errors"][0]["kind"] == "missed"
    assert "errors" not in json.loads(kg(capsys, "evaluate", *files, "--format", "json", "--no-errors").out)


def test_csv_for_spreadsheets(capsys, files):
    out = kg(capsys, "evaluate", *files, "--format", "csv").out
    assert "type,precision,recall,F1,gold\r\n" in out and "\nassists,1.0,1.0,1.0,1\r\n" in out


def test_bars(capsys, files):
    assert kg(capsys, "evaluate", *files, "--min", "network=0.6", "--min", "status=1").code == 0
    ended = kg(capsys, "evaluate", *files, "--min", "network=0.7", "--min", "places=1")
    assert (ended.code, ended.err) == (1, "kg: below the bar: network 0.667 < 0.7\n")


@pytest.mark.parametrize("bar", ["hospitals=0.7", "network", "network=much", "=", ""])
def test_a_bar_that_is_none(capsys, files, bar):
    ended = kg(capsys, "evaluate", *files, "--min", bar)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


def test_a_gold_report_that_nothing_covers(capsys, files, tmp_path):
    other = write_predictions(tmp_path / "other.jsonl", record(GOLD, [], source="b.txt"))
    assert kg(capsys, "evaluate", other, files[1]).err == "kg: gold-0: no predicted report covers a.txt lines 1–9\n"


def test_a_graph_folder_is_predictions(capsys, tmp_path):
    report = tmp_path / "a.txt"
    report.write_text("青禾县卫健局2020年工作总结\n青禾县人民医院对口支援柳林镇卫生院。\n", encoding="utf-8")
    build([report], tmp_path / "g")
    gold = write_gold(tmp_path / "gold", record([COUNTY_HOSPITAL, CLINIC], [relation("assists", "e1", "e2")]))
    assert kg(capsys, "evaluate", tmp_path / "g", gold, "--min", "network=1").code == 0
