"""From files to reports: read a file, find its reports, and whose, of when and by whom each is.

    paths ─ find_files ─→ files ─ read_text ─→ text ─ find_reports ─→ Report

>>> text = "岚汀县卫健局2019年工作总结\\n今年以来，县医院与芦湾镇卫生院签订协议。\\n"
>>> [(r.lines, r.place, r.year, r.issuer) for r in find_reports(text, "a.txt")]
[((1, 2), '岚汀县', 2019, '岚汀县卫健局')]

The text of a file is what `read_text` gives: for .txt and .md the decoded characters as they are
(without a byte order mark), for .docx, .pdf and .html the text that a reader sees, a paragraph a
line. Offsets and line numbers count in that text, and the same file always gives the same text.
Of a scan (`scans`) that is the text that the recogniser reads, of a .doc (`office`) that of the .docx which
LibreOffice makes: another version of these may read it otherwise, but evidence keeps its sentences. Members of ZIP
archives (`archives`) are files too. What is personal is covered in reports (`privacy`), and nothing moves.
"""

from kg.documents.files import Failure, find_files
from kg.documents.reports import find_reports, read_reports
from kg.documents.text import read_text

__all__ = ["Failure", "find_files", "find_reports", "read_reports", "read_text"]
