"""What the gazetteer knows, by code, by name and in a text."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.gazetteer
from kg.gazetteer import gazetteer, short_name
from kg.gazetteer.build import build

DATA = Path(kg.gazetteer.__file__).parent / "data"
divisions = gazetteer()
every = [d for d in map(divisions.by_code, (r.split("\t")[0] for r in (DATA / "divisions.tsv").open())) if d]


@pytest.mark.parametrize(
    ("code", "name", "level", "parent"),
    [
        ("450000", "广西壮族自治区", "province", None),
        ("371300", "临沂市", "prefecture", "370000"),
        ("371323", "沂水县", "county", "371300"),
        ("110105", "朝阳区", "county", "110000"),  # a directly governed city has no prefecture between
        ("500229", "城口县", "county", "500000"),
        ("429021", "神农架林区", "county", "420000"),  # governed by the province
        ("441900", "东莞市", "prefecture", "440000"),  # a city without counties
        ("620200", "嘉峪关市", "prefecture", "620000"),
        ("810000", "香港特别行政区", "province", None),
    ],
)
def test_by_code(code, name, level, parent):
    division = divisions.by_code(code)
    assert (division.name, division.level, division.parent) == (name, level, parent)


@pytest.mark.parametrize("code", ["110100", "419000", "441900001", "620201", "000000", ""])
def test_bookkeeping_levels_and_unknown_codes_are_no_divisions(code):
    assert divisions.by_code(code) is None


def test_every_division_lies_in_a_province():
    for division in every:
        assert divisions.province_of(division).level == "province"
        assert division.parent is None or divisions.by_code(division.parent).level != "county"


@pytest.mark.parametrize(
    ("name", "within", "codes"),
    [
        ("沂水县", None, ["371323"]),
        ("沂水", None, ["371323"]),
        ("海南", None, ["460000", "632500", "150303"]),  # 省, 自治州, 区: the highest level first
        ("鼓楼区", None, ["320106", "320302", "350102", "410204"]),
        ("鼓楼区", "410000", ["410204"]),
        ("射洪县", None, ["510981"]),  # 射洪市 since 2019
        ("襄樊", None, []),  # a former name is looked up in full
        ("襄樊市", None, ["420600"]),
        ("栖霞山县", None, []),
        ("四十里堡镇", "371323", ["371323108"]),
        ("四十里堡", "371323", ["371323108"]),
        ("四十里堡乡", "371323", ["371323108"]),
        ("四十里堡乡", None, []),
        ("虎门镇", None, ["441900121"]),
    ],
)
def test_by_name(name, within, codes):
    assert [d.code for d in divisions.by_name(name, within)] == codes


def test_townships_of_a_city_without_counties_are_its_own():
    assert "虎门镇" in divisions.townships_of("441900")
    assert divisions.townships_of("620200")
    assert divisions.townships_of("999999") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在沂水县召开", [("沂水县", ["371323"])]),
        ("山东省临沂市沂水县", [("山东省", ["370000"]), ("临沂市", ["371300"]), ("沂水县", ["371323"])]),
        ("南京市鼓楼区", [("南京市", ["320100"]), ("鼓楼区", ["320106"])]),
        ("福建省鼓楼区", [("福建省", ["350000"]), ("鼓楼区", ["350102"])]),
        ("赴北京、石家庄进修", [("北京", ["110000"]), ("石家庄", ["130100"])]),
        ("朝阳村", []),  # 朝阳 is a prefecture and a district, and a word
        ("吉林大学", [("吉林", ["220000"])]),  # the province, not the prefecture
        ("射洪县中医院", [("射洪县", ["510981"])]),
        ("安徽省和县", [("安徽省", ["340000"]), ("和县", ["340523"])]),
        ("各乡镇和县直单位", []),
        ("召开县级会议", []),
        ("和县中医院", [("和县", ["340523"])]),
        ("最大连锁药店、镇中卫生院、迎大庆", []),
        ("", []),
    ],
)
def test_find(text, found):
    assert [(text[s:e], [d.code for d in ds]) for s, e, ds in divisions.find(text)] == found


@given(st.lists(st.sampled_from([d.name for d in every] + ["卫生院", "、", "在", "县", "a", "\n"])).map("".join))
def test_matches_are_in_order_apart_and_named_as_printed(text):
    last = 0
    for start, end, found in divisions.find(text):
        assert last <= start < end
        assert found
        last = end


def test_a_name_alone_is_found_whole():
    lookalikes = {line[1:] for line in (DATA / "lookalikes.txt").read_text("utf-8").splitlines() if line[:1] == "-"}
    for division in every:
        if division.name not in lookalikes:
            assert [(s, e) for s, e, ds in divisions.find(division.name) if division in ds] == [(0, len(division.name))]


def test_short_names_are_no_shorter_than_two_characters():
    assert all(len(short_name(d.name)) >= 2 for d in every)


def test_former_names_point_to_the_division_that_bears_the_new_one():
    with (DATA / "former_names.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if not row[0].startswith("#")]
    assert len(rows) > 50
    for code, former, now, year in rows:
        assert divisions.by_code(code).name == now
        assert 1978 < int(year) < 2024
        assert all(former != d.name for d in every), "a name still in use is not former"


def test_build_leaves_the_bookkeeping_levels_out(tmp_path):
    dist = tmp_path / "package" / "dist"
    dist.mkdir(parents=True)
    (dist / "provinces.csv").write_text('code,name\n44,"广东省"\n50,"重庆市"\n', "utf-8")
    (dist / "cities.csv").write_text('code,name,provinceCode\n4419,"东莞市",44\n5002,"县",50\n', "utf-8")
    (dist / "areas.csv").write_text(
        'code,name,cityCode,provinceCode\n441900,"东莞市",4419,44\n500229,"城口县",5002,50\n', "utf-8"
    )
    (dist / "streets.csv").write_text(
        'code,name,areaCode,provinceCode,cityCode\n500229001,"葛城街道办事处",500229,50,5002\n', "utf-8"
    )
    assert build(tmp_path / "package", tmp_path / "data") == (7, 1)
    assert "500229\t城口县\n" in (tmp_path / "data" / "divisions.tsv").read_text("utf-8")
    first = (tmp_path / "data" / "townships.txt.gz").read_bytes()
    build(tmp_path / "package", tmp_path / "data")
    assert (tmp_path / "data" / "townships.txt.gz").read_bytes() == first
