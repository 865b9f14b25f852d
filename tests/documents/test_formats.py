"""What `read_text` makes of each format, with files as the tools of each format write them."""

from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kg.documents import read_text
from kg.documents.decoding import decode
from kg.documents.docx import docx_text
from kg.documents.html import html_text
from kg.documents.pdf import paragraphs

REPORT = "岚汀县卫健局工作总结\n今年以来，县医院与芦湾镇卫生院签订协议。\n"


def pdf(path: Path, pages: list[list[str]]) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        for row, line in enumerate(page):
            canvas.drawString(72, 760 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_plain_text_in_the_encodings_that_reports_come_in(tmp_path, encoding, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(REPORT.encode(encoding))
    assert read_text(path) == REPORT


def test_line_ends_stay_as_they_are(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("一医院\r\n二\r三\n".encode())
    assert read_text(path) == "一医院\r\n二\r三\n"


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x10FFFF, exclude_categories=["Cs"])))
def test_utf8_is_read_as_it_is(text):
    assert decode(text.encode()) == text.removeprefix("\ufeff")


def test_docx_has_paragraphs_and_tables_in_order(tmp_path):
    document = Document()
    document.add_heading("岚汀县卫健局工作总结", 0)
    document.add_paragraph("一、帮扶").add_run("情况").bold = True
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells + table.rows[1].cells, ["单位", "人数", "县医院", "3"], strict=True):
        cell.text = text
    table.rows[1].cells[1].add_paragraph("名")
    document.add_paragraph("二、签约\n协议\t两份")
    document.save(tmp_path / "a.docx")
    assert read_text(tmp_path / "a.docx").splitlines() == [
        "岚汀县卫健局工作总结", "一、帮扶情况", "单位\t人数", "县医院\t3 名", "二、签约", "协议\t两份",
    ]  # fmt: skip


def test_docx_shows_what_word_shows_of_tracked_changes_and_content_controls(tmp_path):
    from docx.oxml import parse_xml

    document = Document()
    document.element.body.insert(
        0,
        parse_xml(
            '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtContent><w:p>'
            "<w:r><w:t>县医院</w:t></w:r><w:del><w:r><w:delText>未</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>已</w:t></w:r></w:ins><w:hyperlink><w:r><w:t>签约</w:t></w:r></w:hyperlink>"
            "</w:p></w:sdtContent></w:sdt>"
        ),
    )
    document.save(tmp_path / "a.docx")
    assert docx_text((tmp_path / "a.docx").read_bytes()) == "县医院已签约\n"


def test_pdf_lines_become_paragraphs_again(tmp_path):
    path = pdf(
        tmp_path / "a.pdf",
        [
            ["岚汀县卫健局工作总结",
             "　　今年以来，县医院与芦湾镇卫生院签订协议，派驻专家，又与柳溪乡", "卫生院开展双向转诊。",
             "　　一是县中医院加入省级专科联盟，并且选派医师到省城的大学附属医", "- 1 -"],
            ["院进修。", "岚汀县卫健局", "2020年1月3日", "- 2 -"],
        ],
    )  # fmt: skip
    assert read_text(path).splitlines() == [
        "岚汀县卫健局工作总结",
        "　　今年以来，县医院与芦湾镇卫生院签订协议，派驻专家，又与柳溪乡卫生院开展双向转诊。",
        "　　一是县中医院加入省级专科联盟，并且选派医师到省城的大学附属医院进修。",
        "岚汀县卫健局",
        "2020年1月3日",
    ]


def test_pdf_running_heads_are_left_out():
    pages = [["岚汀县年报", f"　　第{n}段讲的是县医院与镇卫生院的合作。"] for n in "一二三四"]
    assert paragraphs(pages).count("岚汀县年报") == 0
    assert paragraphs(pages).count("合作") == 4


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<title>t</title><p>县医院<p>镇卫生院", "县医院\n镇卫生院\n"),
        ("<p>县<a href=x>医</a><b>院</b>&nbsp;&amp; 3&lt;4</p>", "县医院 & 3<4\n"),
        ("<table><tr><th>单位<td>人数<tr><td>县医院<td>3</table>", "单位\t人数\n县医院\t3\n"),
        ("<p>一<br>二<br/>三</p>", "一\n二\n三\n"),
        ("<p>　　县医院</p>", "　　县医院\n"),
        ("<nav>首页</nav><header>门户</header><p>县医院</p><aside>推荐</aside><footer>备案</footer>", "县医院\n"),
        ("<ul><li><a>首页</a><li><a>政务</a><li><a>互动</a></ul><p>县医院</p>", "县医院\n"),
        ("<script>var a='<p>';</script><style>p{}</style><!-- x --><p>县医院</p>", "县医院\n"),
        ("<p style='display: none'>隐</p><p hidden>藏</p><p>县医院</p>", "县医院\n"),
        ("<div>侧栏</div><main><p>县医院与镇卫生院签约</p></main>", "县医院与镇卫生院签约\n"),
    ],
)
def test_html_gives_the_visible_text(html, text):
    assert html_text(html) == text


def test_html_in_gbk_and_deeply_nested(tmp_path):
    path = tmp_path / "a.htm"
    path.write_bytes(("<meta charset=gb2312><div>" + "<div>" * 5000 + "<p>县医院与镇卫生院</p>").encode("gbk"))
    assert "县医院与镇卫生院" in read_text(path)


def ruled_pdf(path: Path, before: list[str], rows: list[list[str]], after: list[str], spans=()) -> Path:
    """A page with a ruled table between paragraphs; `spans` are cells that are merged, as reportlab wants them."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle(
        "report", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
    )
    lines = [("FONT", (0, 0), (-1, -1), "STSong-Light"), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    table = Table(rows, style=TableStyle([*lines, *(("SPAN", *span) for span in spans)]), colWidths=[150, 150, 130])
    parts = [*(Paragraph(text, style) for text in before), table, *(Paragraph(text, style) for text in after)]
    SimpleDocTemplate(str(path), pagesize=A4).build(parts)
    return path


TABLE = [["支援医院", "受援医院", "人数"], ["县医院", "柳林镇卫生院", "3名"], ["县中医院", "芦湾镇卫生院", "2名"]]


def test_a_table_of_a_pdf_stands_row_by_row_between_its_paragraphs(tmp_path):
    before = ["今年以来，县医院与芦湾镇卫生院签订协议，派驻专家，又与柳溪乡卫生院开展双向转诊。对口支援如下表。"]
    path = ruled_pdf(tmp_path / "a.pdf", before, TABLE, ["县中医院加入省级专科联盟，并且选派医师到省城进修。"])
    lines = read_text(path).splitlines()
    assert lines[-4:-1] == ["\t".join(row) for row in TABLE]
    assert "".join(lines[:-4]).lstrip() == before[0]
    assert lines[-1].lstrip() == "县中医院加入省级专科联盟，并且选派医师到省城进修。"


def test_what_is_merged_in_a_table_of_a_pdf_stands_once(tmp_path):
    rows = [["对口支援情况", "", ""], ["县医院", "柳林镇卫生院", "3名"], ["", "芦湾镇卫生院", "2名"]]
    path = ruled_pdf(tmp_path / "a.pdf", ["一、帮扶"], rows, ["二、签约"], spans=[((0, 0), (2, 0)), ((0, 1), (0, 2))])
    text = read_text(path)
    assert [line.split("\t") for line in text.splitlines()[1:4]] == [
        ["对口支援情况", "", ""], ["县医院", "柳林镇卫生院", "3名"], ["", "芦湾镇卫生院", "2名"],
    ]  # fmt: skip
    assert text.count("县医院") == text.count("对口支援情况") == 1


def test_a_frame_around_a_page_is_no_table(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("STSong-Light", 12)
    for inset in (40, 44, 48, 52):
        canvas.rect(inset, inset, 595 - 2 * inset, 842 - 2 * inset)
    for row, line in enumerate(["岚汀县卫健局工作总结", "　　今年以来，县医院扩建。"]):
        canvas.drawString(72, 760 - 20 * row, line)
    canvas.save()
    assert read_text(tmp_path / "a.pdf").splitlines() == ["岚汀县卫健局工作总结", "　　今年以来，县医院扩建。"]


def test_what_is_merged_in_a_table_of_word_stands_once(tmp_path):
    document = Document()
    document.add_paragraph("一、帮扶")
    table = document.add_table(rows=4, cols=3)
    for row, texts in zip(table.rows, [["对口支援情况"], *TABLE], strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    table.rows[0].cells[0].merge(table.rows[0].cells[2])
    table.rows[3].cells[0].text = ""
    table.rows[2].cells[0].merge(table.rows[3].cells[0])
    document.add_paragraph("二、签约")
    document.save(tmp_path / "a.docx")
    assert read_text(tmp_path / "a.docx").splitlines() == [
        "一、帮扶", "对口支援情况", "支援医院\t受援医院\t人数",
        "县医院\t柳林镇卫生院\t3名", "\t芦湾镇卫生院\t2名", "二、签约",
    ]  # fmt: skip


def test_a_table_in_a_cell_stands_once(tmp_path):
    document = Document()
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].text = "单位"
    inner = table.rows[1].cells[1].add_table(rows=2, cols=2)
    for cell, text in zip(inner.rows[0].cells + inner.rows[1].cells, ["县医院", "3", "镇卫生院", "2"], strict=True):
        cell.text = text
    document.save(tmp_path / "a.docx")
    assert read_text(tmp_path / "a.docx").splitlines() == ["单位\t", "\t县医院\t3 镇卫生院\t2"]
