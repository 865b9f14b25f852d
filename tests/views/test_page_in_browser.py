"""The page in a real browser: what an analyst does with it."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from browsers import Page, link, relation_key, written
from graphs import (
    ALLIANCE,
    CANCER_HOSPITAL,
    CDC,
    COMMUNITY_CENTRE,
    COMPANY,
    CONTRACT,
    COUNTY_HOSPITAL,
    LIUWAN,
    OTHER_HOSPITAL,
    PAY_LATER,
    QINGHE_COUNTY,
    TELECENTRE,
    TOWNSHIP_CENTRES,
    sample_graph,
)
from provinces import province
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from kg.analysis import alliances
from kg.ids import DATA
from kg.model import Entity, Graph
from kg.nlp.relations.doubts import DOUBTS
from kg.ontology import schema
from kg.views import page as page_module

pytestmark = pytest.mark.browser

WEB = Path(page_module.__file__).parent / "web"

ALL = "16 / 16 个实体 · 20 / 20 条关系"
PART_OF = ("partOf", TELECENTRE, COUNTY_HOSPITAL, "actual")
HELPS_LIUWAN = ("assists", COUNTY_HOSPITAL, LIUWAN, "actual")
PILOT = ("pilots", QINGHE_COUNTY, PAY_LATER, "planned")


def chosen(of: str | tuple[str, str, str, str], **parts: str) -> str:
    """The end of a link to an entity or a relation."""
    return link(**parts, chosen=of.removeprefix(DATA) if isinstance(of, str) else relation_key(of))


def test_everything_is_shown_and_the_console_is_silent(page: Page, sample_page: Path):
    page.open(sample_page)
    assert page.text("#shown") == ALL
    assert page.text("h1") == page.chrome.title == "医联体关系网络"
    assert page.text("#about h2") == "概览"
    assert page.texts("#about .bars .what")[0] == schema().relations["assists"].label_zh
    assert page.messages() == []


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("县医院", ["青禾县人民医院", "望川县人民医院"]),  # an alias that two counties share
        ("肿瘤", ["丰原省肿瘤医院"]),
        ("o'neil", ['海岳"O\'Neil"\\<b>𠮷康</b>公司']),
        ("Ｏ'ＮＥＩＬ", ['海岳"O\'Neil"\\<b>𠮷康</b>公司']),  # full width
        ("𠮷", ['海岳"O\'Neil"\\<b>𠮷康</b>公司']),
        ("青禾 医院", ["青禾县人民医院", "青禾县人民医院远程会诊中心"]),  # all the words, in any order
        ("没有这家医院", []),
    ],
)
def test_search_by_name_and_alias(page: Page, sample_page: Path, typed: str, names: list[str]):
    page.open(sample_page)
    page.chrome.find_element("id", "search").send_keys(typed)
    page.wait(lambda: page.texts("#results:not([hidden])"))
    assert page.texts("#found [role=option] .what") == names
    if names:
        page.press(Keys.ENTER)
        assert page.text("#about h2") == names[0]
        assert not page.chrome.find_element("id", "results").is_displayed()
    else:
        assert page.text("#not-found") == "没有找到"


def test_entities_without_relations_are_counted_and_shown_when_asked(page: Page, tmp_path: Path):
    graph = sample_graph()
    graph.entities["e:孤"] = Entity("e:孤", "Hospital", "孤岛医院")
    page.open(written(graph, tmp_path))
    assert page.text("#shown") == "16 / 17 个实体 · 20 / 20 条关系 · 1 个实体没有关系，未画出"
    page.click("#unlinked")
    assert page.text("#shown") == "17 / 17 个实体 · 20 / 20 条关系"
    page.click("#unlinked")
    page.choose_filter("statuses", "planned")
    assert page.text("#shown") == "13 / 17 个实体 · 16 / 20 条关系"


def test_the_legend_says_what_arrows_mean_and_where_they_are(page: Page, sample_page: Path):
    page.open(sample_page)
    assert "箭头：谁 → 对谁（放大后可见）" in page.texts("#legend li")


@pytest.mark.parametrize(
    ("switched_off", "shown"),
    [
        ({"statuses": ["planned"]}, "13 / 16 个实体 · 16 / 20 条关系"),
        ({"statuses": ["actual"]}, "8 / 16 个实体 · 4 / 20 条关系"),
        ({"relations": ["assists", "partOf"]}, "13 / 16 个实体 · 15 / 20 条关系"),
        ({"classes": ["Programme"]}, "11 / 16 个实体 · 15 / 20 条关系"),
        ({"statuses": ["actual", "planned"]}, "0 / 16 个实体 · 0 / 20 条关系"),
    ],
)
def test_filters(page: Page, sample_page: Path, switched_off: dict[str, list[str]], shown: str):
    page.open(sample_page)
    for filter_, values in switched_off.items():
        page.choose_filter(filter_, *values)
    assert page.text("#shown") == shown
    assert page.chrome.find_element("id", "empty").is_displayed() == shown.startswith("0 ")
    page.click("#loosen" if shown.startswith("0 ") else "#clear")
    assert page.text("#shown") == ALL


@pytest.mark.parametrize(
    ("filter_", "values", "relations"),
    [
        ("counties", ["望川县"], 5),
        ("counties", ["青禾县"], 15),
        ("counties", ["青禾县", "望川县"], 20),
        ("years", ["2018"], 7),
        ("years", ["2019"], 14),
        ("years", ["2018", "2019"], 20),
    ],
)
def test_relations_of_some_counties_or_years(
    page: Page, sample_page: Path, filter_: str, values: list[str], relations: int
):
    page.open(sample_page)
    for value in values:
        page.click(f"input[data-filter={filter_}][value='{value}'] ~ .what")
    assert page.text("#shown").endswith(f"{relations} / 20 条关系")


def test_a_filter_tells_how_much_each_choice_shows(page: Page, sample_page: Path):
    page.open(sample_page)

    def count(filter_: str, value: str) -> str:
        return page.script(
            "return document.querySelector(arguments[0]).closest('.tick').querySelector('.number').textContent",
            f"input[data-filter={filter_}][value='{value}']",
        )

    graph = sample_graph()
    assert count("relations", "assists") == str(sum(r.type == "assists" for r in graph))
    page.choose_filter("statuses", "actual")
    planned = [r for r in graph if r.status == "planned"]
    assert count("relations", "assists") == str(sum(r.type == "assists" for r in planned))
    assert count("statuses", "actual") == str(len(graph.relations) - len(planned)), "what ticking it would show"
    assert page.texts("#about .bars .number") == ["1"] * 4


def test_only_one_relation_type_and_all_again(page: Page, sample_page: Path):
    page.open(sample_page)
    only = "#relations .tick:first-child .only"
    page.script("document.querySelector(arguments[0]).focus()", only)
    page.press(Keys.ENTER)
    assert page.text("#shown").endswith(" 4 / 20 条关系")
    page.press(Keys.ENTER)
    assert page.text("#shown") == ALL


def test_a_click_on_a_relation_shows_the_words_of_the_report(page: Page, sample_page: Path):
    page.open(sample_page)
    page.click_relation(PART_OF)
    assert page.texts("#about .end") == ["青禾县人民医院远程会诊中心", "青禾县人民医院"]
    assert page.text("#about .joins strong") == schema().relations["partOf"].label_zh
    assert page.texts("#about blockquote") == ["远程会诊中心设在县人民医院。"]
    assert page.texts("#about mark") == ["远程会诊中心设在县人民医院"]
    assert page.texts("#about mark .named") == ["远程会诊中心", "县人民医院"]
    assert page.texts("#about .evidence footer div") == [
        "青禾县卫生健康局2018年工作总结",
        "qinghe.txt · 第 3 行 · 青禾县",
    ]


@pytest.mark.parametrize(
    ("relation", "marked"),
    [
        (("cooperatesWith", CDC, COMPANY, "planned"), ['县疾控中心将与海岳"O\'Neil"\\<b>𠮷康</b>公司开展合作']),
        (("contractsWith", *CONTRACT, "planned"), ["县医院拟与丰原省肿瘤医院签订协议"]),
        (("contractsWith", *CONTRACT, "actual"), ["县医院与省肿瘤医院签订了框架协议"]),
        (HELPS_LIUWAN, ["派专家到柳湾镇卫生院坐诊", "县医院每周\n派人支援柳湾镇卫生院"]),
    ],
)
def test_the_marked_words_are_those_of_the_evidence(
    page: Page, sample_page: Path, relation: tuple[str, str, str, str], marked: list[str]
):
    page.open(sample_page, chosen(relation))
    assert page.texts("#about mark") == marked
    assert page.text("#about .joins .chip") == schema().statuses[relation[3]].label_zh


def test_a_relation_is_read_in_its_report(page: Page, sample_page: Path):
    page.open(sample_page, chosen(HELPS_LIUWAN))
    assert page.text("#about dl") == "置信度\n0.80"
    page.click("#about .read")
    assert page.text("#about h2") == "青禾县卫生健康局2019年工作总结"
    sentences = page.texts("#about blockquote")
    assert sentences[0] == "县医院与省肿瘤医院签订了框架协议，并开展远程会诊。"
    assert len(sentences) == 7, "each sentence of the report that tells something, in order, once"
    assert page.text("#about .now blockquote") == "县医院继续帮扶6所乡镇卫生院，并派专家到柳湾镇卫生院坐诊。"
    assert page.texts("#about .now mark") == ["派专家到柳湾镇卫生院坐诊"]
    page.click("#about .back")
    assert page.texts("#about mark") == ["派专家到柳湾镇卫生院坐诊", "县医院每周\n派人支援柳湾镇卫生院"]


def test_a_click_on_an_entity_shows_names_and_neighbours(page: Page, sample_page: Path):
    page.open(sample_page)
    page.click_entity(COUNTY_HOSPITAL)
    assert page.text("#about h2") == "青禾县人民医院"
    assert page.texts("#about .names li") == ["县人民医院", "县医院"]
    assert len(page.texts("#about .link")) == 10
    assert schema().relations["assists"].label_zh in page.text("#about h4")
    page.click("#about .link")
    assert page.chrome.find_elements("css selector", "#about blockquote")
    page.press(Keys.ESCAPE)
    assert page.text("#about h2") == "概览"


def test_a_click_on_nothing_lets_go(page: Page, sample_page: Path):
    page.open(sample_page, chosen(COUNTY_HOSPITAL))
    page.click_at(5, 450)
    assert page.text("#about h2") == "概览"


def test_only_the_neighbours_and_back(page: Page, sample_page: Path):
    page.open(sample_page, chosen(COUNTY_HOSPITAL))
    page.click("#about .focus")
    assert page.text("#shown") == "7 / 16 个实体 · 12 / 20 条关系"
    assert page.text("#scope-name") == "青禾县人民医院的相邻实体"
    page.click("#whole")
    assert page.text("#shown") == ALL


def test_members_are_counted_as_kg_stats_counts_them(page: Page, tmp_path: Path):
    graph = province(3)
    page.open(written(graph, tmp_path))
    options = "return [...document.querySelectorAll('#alliance option')].slice(1).map((each) => each.textContent)"
    assert sorted(page.script(options)) == sorted(
        f"{each.name}（{each.members}，另计划 1）" for each in alliances(graph)
    )
    counted = {f"{each.members}，另计划 1" for each in alliances(graph)}
    assert set(page.texts("#about .rows .number")) >= counted
    page.click("#language")
    assert {number.replace("，另计划 1", ", 1 planned") for number in counted} <= set(
        page.texts("#about .rows .number")
    )


def test_one_alliance_stands_in_tiers(page: Page, sample_page: Path):
    page.open(sample_page)
    page.chrome.find_element("id", "alliance").send_keys("青禾县医疗集团")
    page.wait(lambda: page.text("#scope-name") == "青禾县医疗集团")
    height = {
        iri: page.script("return network.node(arguments[0]).y", iri.removeprefix(DATA))
        for iri in (CANCER_HOSPITAL, ALLIANCE, COUNTY_HOSPITAL, LIUWAN, TELECENTRE)
    }
    assert list(height.values()) == sorted(height.values()), "outside, alliance, hospital, township, unit"
    page.click("#whole")
    assert page.text("#shown") == ALL


def test_by_county_each_county_stands_by_itself(page: Page, sample_page: Path):
    page.open(sample_page)
    page.click("input[name=layout][value=county] + span")
    boxes = []
    for iris in ((COUNTY_HOSPITAL, LIUWAN, ALLIANCE, TELECENTRE), (OTHER_HOSPITAL, COMMUNITY_CENTRE)):
        at = [page.script("return network.node(arguments[0])", iri.removeprefix(DATA)) for iri in iris]
        boxes.append([(min(place[axis] for place in at), max(place[axis] for place in at)) for axis in "xy"])
    first, second = boxes
    assert any(a[1] < b[0] or b[1] < a[0] for a, b in zip(first, second, strict=True)), "side by side, or one above"
    assert parse_qs(urlsplit(page.chrome.current_url).fragment)["layout"] == ["county"]


def test_a_set_is_told_with_its_number(page: Page, sample_page: Path):
    page.open(sample_page, chosen(TOWNSHIP_CENTRES))
    assert page.texts("#about p.chips .chip") == ["乡镇卫生院", "6 所", "青禾县"]


def test_entities_are_painted_in_the_colours_of_the_ontology(page: Page, sample_page: Path):
    page.open(sample_page)
    for entity in sample_graph().entities.values():
        at = page.script("return network.node(arguments[0])", entity.iri.removeprefix(DATA))
        painted = page.script(
            """const canvas = document.getElementById('drawing');
            const ratio = canvas.width / canvas.clientWidth;
            return [...canvas.getContext('2d').getImageData(arguments[0] * ratio, arguments[1] * ratio, 1, 1).data]""",
            at["x"],
            at["y"],
        )
        colour = schema().classes[entity.type].colour
        assert colour and painted[:3] == [int(colour[i : i + 2], 16) for i in (1, 3, 5)], entity.name


def test_an_entity_can_be_dragged(page: Page, sample_page: Path):
    page.open(sample_page)
    key = LIUWAN.removeprefix(DATA)
    before, others = page.script("return [network.node(arguments[0]), network.view()]", key)
    stage = page.chrome.find_element("id", "network")
    x, y = (round(before["x"] - stage.size["width"] / 2), round(before["y"] - stage.size["height"] / 2))
    move = ActionChains(page.chrome).move_to_element_with_offset(stage, x, y).click_and_hold()
    move.move_by_offset(40, 25).release().perform()
    after, view = page.script("return [network.node(arguments[0]), network.view()]", key)
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((40, 25), abs=2)
    assert view == others


# ---- by keyboard, and for screen readers


def test_the_keyboard_alone_is_enough(page: Page, sample_page: Path):
    page.open(sample_page)
    page.press("/", "县医院", Keys.ARROW_DOWN, Keys.ENTER)
    assert page.text("#about h2") == "望川县人民医院"
    tab_to(page, "#about .link")
    page.press(Keys.ENTER)
    assert page.texts("#about mark")
    assert page.script("return document.activeElement.closest('#about') !== null"), "the focus stays in the panel"
    tab_to(page, "#about .read", within=6)
    page.press(Keys.ENTER)
    assert page.texts("#about .now mark")
    page.press(Keys.ESCAPE, Keys.ESCAPE)
    assert page.text("#about h2") == "概览"


def test_the_drawing_moves_and_is_walked_through_by_keys(page: Page, sample_page: Path):
    page.open(sample_page)
    page.script("document.getElementById('network').focus()")
    before = page.script("return network.view()")
    page.press("+", Keys.ARROW_LEFT)
    after = page.wait(lambda: (view := page.script("return network.view()")) != before and view)
    assert after["zoom"] > before["zoom"] and after["x"] != before["x"]
    page.press("0")
    page.chord(Keys.SHIFT, Keys.ARROW_RIGHT)
    first = page.text("#about h2")
    page.chord(Keys.SHIFT, Keys.ARROW_RIGHT)
    second = page.text("#about h2")
    assert first != second and {first, second} <= {e.name for e in sample_graph().entities.values()}
    assert page.script("return document.getElementById('told').textContent") == second, "said to a screen reader"


def test_the_tables_hold_the_same(page: Page, sample_page: Path):
    page.open(sample_page)
    page.press(Keys.TAB, Keys.ENTER)  # the first stop leads past the drawing
    assert len(page.texts("#table tbody tr")) == 20
    assert page.text("#table caption") == "关系表 · 20 行"
    page.choose_filter("statuses", "actual")
    assert len(page.texts("#table tbody tr")) == 4
    page.click("#table tbody tr td .text")
    assert page.texts("#about mark")
    page.click("#tab-entities")
    page.click("#table [data-sort=name]")
    names = page.texts("#table tbody th")
    assert len(names) == 8 and page.chrome.find_element("css selector", "th[aria-sort=ascending]").text.startswith(
        "名称"
    )
    page.click("#table [data-sort=name]")
    assert page.texts("#table tbody th") == names[::-1]


STATES = {
    "overview": "",
    "entity": chosen(COUNTY_HOSPITAL),
    "relation": chosen(PILOT),
    "alliance, in English": link(alliance=ALLIANCE.removeprefix(DATA), language="en"),
    "by county, one year": link(layout="county", years="2018"),
    "relations": link(view="relations"),
    "entities, one chosen": chosen(COUNTY_HOSPITAL, view="entities"),
    "nothing left": link(**{"without-statuses": "actual,planned"}),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [1440, 420])
def test_axe_finds_nothing_against_wcag_aa(page: Page, sample_page: Path, state: str, width: int):
    page.open(sample_page)
    page.resize(width, 900)
    page.chrome.get(sample_page.as_uri() + "?" + str(width) + STATES[state])
    page.wait(lambda: page.text("#shown"))
    if page.chrome.find_elements("css selector", "#about .read"):
        page.chrome.find_element("css selector", "#about .read").send_keys(Keys.ENTER)
    page.chrome.execute_script((Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8"))
    found = page.chrome.execute_async_script(
        """axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
            .then(({ violations, passes }) => arguments[0]([violations, passes.length]))"""
    )
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found[0]] == []
    assert found[1] > 20


# ---- the link


def test_a_link_leads_back_to_what_was_asked_for(page: Page, sample_page: Path):
    page.open(sample_page)
    page.choose_filter("statuses", "planned")
    page.choose_filter("relations", "implements")
    page.click("input[data-filter=years][value='2018'] ~ .what")
    page.click("input[name=layout][value=county] + span")
    page.click_entity(COUNTY_HOSPITAL)
    page.click("#language")
    page.wait(lambda: "language=en" in page.chrome.current_url)
    shown, named, address = page.text("#shown"), page.text("#about h2"), page.chrome.current_url
    page.chrome.get("about:blank")
    page.chrome.get(address)
    page.wait(lambda: page.text("#shown") == shown)
    assert page.text("#about h2") == named == "青禾县人民医院"
    assert not page.chrome.find_element("css selector", "input[value=planned]").is_selected()
    assert page.chrome.find_element("css selector", "input[name=layout][value=county]").is_selected()
    page.click("#clear")
    assert page.text("#shown") == "16 / 16 entities · 20 / 20 relations"


@pytest.mark.parametrize(
    "end", ["#no-such-thing", "#chosen=x&years=1066&layout=round&alliance=y&without-classes=toString"]
)
def test_a_link_that_this_page_does_not_know_opens_the_whole(page: Page, sample_page: Path, end: str):
    page.open(sample_page, end)
    assert page.text("#shown") == ALL
    assert page.messages() == []


def test_the_browser_goes_back_to_what_was_read_before(page: Page, sample_page: Path):
    page.open(sample_page, chosen(COUNTY_HOSPITAL))
    page.click("#about .link")
    marked = page.texts("#about mark")
    assert marked
    page.chrome.back()
    page.wait(lambda: page.text("#about h2") == "青禾县人民医院")
    page.chrome.forward()
    page.wait(lambda: page.texts("#about mark") == marked)


def test_the_link_is_copied(page: Page, sample_page: Path):
    page.chrome.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    page.open(sample_page, chosen(PILOT))
    page.click("#copy")
    page.wait(lambda: page.text("#toast") == "链接已复制")
    copied = page.chrome.execute_async_script("navigator.clipboard.readText().then(arguments[0], arguments[0])")
    assert copied == page.chrome.current_url


def test_the_language_can_be_changed(page: Page, sample_page: Path):
    page.open(sample_page, chosen(COUNTY_HOSPITAL))
    page.click("#language")
    assert page.text("#shown") == "16 / 16 entities · 20 / 20 relations"
    assert page.texts("#about p.chips .chip")[0] == schema().classes["Hospital"].label_en
    assert schema().relations["assists"].label_en in page.text("#relations")


def test_every_word_is_there_in_both_languages_and_used(page: Page):
    words = page.chrome.execute_script((WEB / "words.js").read_text("utf-8") + "return JSON.stringify(WORDS)")
    chinese, english = json.loads(words).values()
    names = page.chrome.execute_script(
        (WEB / "words.js").read_text("utf-8") + "return Object.values(WORDS).map(Object.keys)"
    )
    assert names[0] == names[1]
    for group in ("doubts", "tiers"):
        assert chinese[group].keys() == english[group].keys()
    assert chinese["doubts"].keys() == DOUBTS.keys()
    html = (WEB / "page.html").read_text("utf-8")
    scripts = "\n".join(path.read_text("utf-8") for path in WEB.glob("*.js") if path.stem != "words")
    used = set(re.findall(r'data-(?:text|label|hint|placeholder)="(\w+)"', html))
    used |= {a or b for a, b in re.findall(r'words\(\)\.(\w+)|\btitle: "(\w+)"', scripts)}
    assert used | {"programme", "personnel", "date", "confidence"} == set(names[0])


# ---- files


def test_the_network_is_saved_as_png(page: Page, sample_page: Path):
    page.open(sample_page)
    content = page.download("#png", "医联体关系网络.png")
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    assert content.startswith(b"\x89PNG") and width > 800 and height > 400 and len(content) > 50_000
    assert page.messages() == []


def test_what_is_shown_is_saved_as_svg(page: Page, sample_page: Path):
    page.open(sample_page)
    svg = ElementTree.fromstring(page.download("#svg", "医联体关系网络.svg"))
    graph, spaced = sample_graph(), "{http://www.w3.org/2000/svg}"
    texts = "".join(element.text or "" for element in svg.iter(f"{spaced}text"))
    assert all(entity.name in texts for entity in graph.entities.values())
    edges = [e.get("class", "").split() for e in svg.iter(f"{spaced}path") if "Q" in e.get("d", "")]
    assert len(edges) == 20 and sum("planned" in e for e in edges) == 4
    heads = [e for e in svg.iter(f"{spaced}path") if e.get("d", "").endswith("z")]
    assert len(heads) == sum(not schema().relations[r.type].symmetric for r in graph)
    colours = {e.get("fill") for e in svg.iter() if e.tag.removeprefix(spaced) in ("circle", "polygon")}
    assert {schema().classes[e.type].colour for e in graph.entities.values()} <= colours

    page.choose_filter("statuses", "actual")
    svg = ElementTree.fromstring(page.download("#svg", "医联体关系网络.svg"))
    assert sum("Q" in e.get("d", "") for e in svg.iter(f"{spaced}path")) == 4


def test_the_table_is_saved_for_spreadsheets(page: Page, sample_page: Path):
    page.open(sample_page, link(view="relations", years="2018"))
    content = page.download("#csv", "医联体关系网络.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head == ["主体", "关系", "客体", "状态", "县市", "年份", "依据", "原文依据"]
    assert len(rows) == 7
    ends, words = ("青禾县人民医院远程会诊中心", "隶属", "青禾县人民医院"), "远程会诊中心设在县人民医院"
    assert [*ends, "已实施", "青禾县", "2018", "1", words] in rows


# ---- many


@pytest.fixture(scope="module")
def province_page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, Path]:
    graph = province(385)
    assert len(graph.entities) > 5000
    return graph, written(graph, tmp_path_factory.mktemp("province"))


def test_five_thousand_entities_open_and_answer(page: Page, province_page: tuple[Graph, Path]):
    graph, file = province_page
    started = time.monotonic()
    page.open(file)
    assert time.monotonic() - started < 40, "some 2 s on two busy cores"
    page.chrome.find_element("id", "search").send_keys("省第三")
    page.wait(lambda: page.texts("#found [role=option]"))
    page.press(Keys.ENTER)
    assert page.text("#about h2") == "省第三人民医院"
    page.click("#about .focus")
    hub = next(iri for iri, entity in graph.entities.items() if entity.name == "省第三人民医院")
    near = {end for r in graph if hub in (r.head, r.tail) for end in (r.head, r.tail)}
    assert page.text("#shown").startswith(f"{len(near)} / {len(graph.entities)} 个实体")
    assert page.messages() == []


def test_a_long_table_grows_as_it_is_read(page: Page, province_page: tuple[Graph, Path]):
    page.open(province_page[1], link(view="entities"))
    assert len(page.chrome.find_elements("css selector", "#table tbody tr")) == 100
    page.script("document.getElementById('more').click()")
    assert len(page.chrome.find_elements("css selector", "#table tbody tr")) == 200
    assert page.chrome.find_element("id", "table").get_attribute("aria-rowcount") == str(
        len(province_page[0].entities) + 1
    )


def test_one_of_many_counties_is_found(page: Page, province_page: tuple[Graph, Path]):
    page.open(province_page[1])
    name = min(report.place or "" for report in province_page[0].reports.values())
    page.chrome.find_element("id", "find-county").send_keys(name)
    assert page.texts("#counties .tick:not([hidden]) .what") == [name]
    page.click("#counties .tick:not([hidden])")
    relations = sum(any(province_page[0].reports[e.report].place == name for e in r.evidence) for r in province_page[0])
    assert page.text("#shown").endswith(f"{relations} / {len(province_page[0].relations)} 条关系")


def test_an_empty_graph_says_so(page: Page, tmp_path: Path):
    page.open(written(Graph(), tmp_path))
    assert page.text("#empty-text") == "这张图里还没有实体"
    assert page.messages() == []


def tab_to(page: Page, selector: str, within: int = 80) -> None:
    """Press the tabulator, at most so often, until what the selector finds first has the focus."""
    for _ in range(within + 1):
        if page.script("return document.activeElement === document.querySelector(arguments[0])", selector):
            return
        page.press(Keys.TAB)
    raise AssertionError(f"no way to {selector} by keyboard")
