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
