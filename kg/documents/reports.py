"""Reports of texts and files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from kg.documents.boilerplate import may_have_parts, parts
from kg.documents.borders import Found, reports_in
from kg.documents.county import issuer_of, place_of
from kg.documents.files import SLOW, Failure, File, files_of
from kg.documents.lines import Line, is_short, lines_of
from kg.documents.office import soffice
from kg.documents.period import code_year_in, date_in, half_of, year_of
from kg.documents.privacy import Safe, Span, cover, covered
from kg.documents.text import read_bytes, text_of
from kg.documents.wording import CODE, DATE, DATED, ISSUER, OPENING, signature_of
from kg.errors import UnreadableFile
from kg.finished import Finished
from kg.ids import report_id
from kg.model import Report
from kg.version import installed, key

_HEALTH = re.compile(r"卫生|卫健|卫计|医院|医疗|医联体|医共体|医保|疾控|妇幼|诊疗|就医|护理|疫|健康")
_SAMPLE = 20_000  # characters in which a report must speak of health


def find_reports(text: str, source: str, *, place: str | None = None) -> list[Report]:
    """The reports of a text, in order; offsets and line numbers are those of the text.

    What is personal is covered in the reports (`kg.documents.privacy`).

    `source` is the name they cite; `place` names the county of those that do not name theirs plainly
    (a masked or missing name, or one that can only be guessed from the text).

    >>> [r] = find_reports("沂水卫生健康局2021年上半年工作总结\\n我县推进县域医共体建设。", "a.txt")
    >>> r.place, r.place_code, r.year, r.half
    ('沂水县', '371323', 2021, 1)
    >>> [r.place for r in find_reports("xx县卫健局工作总结\\n我县医院扩建。", "a.txt", place="岚汀县")]
    ['岚汀县']
    >>> find_reports("白日依山尽，黄河入海流。", "poem.txt")
    []
    """
    return reports_of(cover(text), source, place=place)


def reports_of(safe: Safe, source: str, *, place: str | None = None) -> list[Report]:
    """The same of a text in which all that is personal is covered."""
    markdown = source.lower().endswith(".md")
    founds = reports_in(list(lines_of(safe.text)))
    return [_report(found, safe, source, place, markdown) for found in founds if _is_report(found, safe.text)]


def _is_report(found: Found, text: str) -> bool:
    """Whether a stretch of text is a report on health: it has text, and titled or opened as one, or much of health."""
    if not found.body or not found.lines:
        return False
    start = found.lines[0].start
    said = text[start : min(found.lines[-1].end, start + _SAMPLE)]
    if found.title and re.search(ISSUER, found.title):
        return _HEALTH.search(said) is not None
    times = len(_HEALTH.findall(said))
    begins = any(OPENING.match(line.text) for line in found.lines[:12])
    if found.title or begins or found.signature:
        return times >= 2
    return times >= 3 and times * 400 >= len(said)


def _report(found: Found, safe: Safe, source: str, override: str | None, markdown: bool) -> Report:
    first, last = found.lines[0], found.lines[-1]
    said = safe.text[first.start : last.end]
    place = place_of(found, said, override)
    code_year = next((year for line in found.header if (year := code_year_in(line.text))), None)
    date = found.date or _date(found)
    opening = _opening(found)
    return Report(
        id=report_id(said),
        source=covered(source),
        lines=(first.number, last.number),
        start=first.start,
        end=last.end,
        text=said,
        title=found.title,
        place=place.name,
        place_code=place.code,
        issuer=issuer_of(found, place.name),
        year=year_of(found.title, opening, code_year, date),
        half=half_of(found.title, opening),
        date=date,
        skip=tuple(_skip(found, safe.text, markdown)),
        withheld=safe.within(first.start, last.end),
    )


def _skip(found: Found, text: str, markdown: bool) -> Iterator[tuple[int, int]]:
    marked = may_have_parts(text, found.lines[0].start, found.lines[-1].end, markdown=markdown)
    if not marked and not found.noise:
        return
    for line in found.lines:
        if line.number in found.noise:
            yield line.start, line.end
        elif marked and line.text:
            yield from parts(text, line, markdown=markdown)


def _opening(found: Found) -> str:
    """The head without dates and codes, and the first few hundred characters after it."""
    last = found.header[-1].number if found.header else 0
    head = [line.text for line in found.header if not DATE.search(line.text) and not CODE.search(line.text)]
    told = (line.text for line in found.lines if line.number > last and line.text and not _is_dated(line))
    return "\n".join([*head, *islice(told, 4)])[:400]


def _is_dated(line: Line) -> bool:
    """Whether the line is a date, alone or with the signature before it."""
    if not is_short(line, 60):
        return False
    if DATED.fullmatch(line.text):
        return True
    dates = list(DATE.finditer(line.text))
    return (
        bool(dates)
        and dates[-1].end() == len(line.text)
        and signature_of(line.text[: dates[-1].start()].rstrip()) is not None
    )


def _date(found: Found) -> str | None:
    """The date on a line of its own in the head or at the end."""
    ends = [line for line in found.lines[-8:] if line.text]
    for line in (*found.header, *reversed(ends)):
        if len(line.text) <= 60 and (_is_dated(line) or (line in found.header and DATE.search(line.text))):
            return date_in(line.text)
    return None


# The longest real ones have some 100,000 characters.
LONGEST_REPORT = 2_000_000
_TOO_LONG = (
    "The report that begins in line {line} has {size:,} characters, more than any report has, and is left out. "
    "Put its text in a file of its own, without what does not belong to it."
)


def read_reports(
    paths: Iterable[Path | str], *, place: str | None = None, finished: Finished | None = None
) -> Iterator[Report | Failure]:
    """The reports of files, of all files below folders and in ZIP archives; a Failure for each that gives none.

    In the order of the files' names, one file in memory at a time; the same for any order of `paths`.
    `place` is the county of those reports that do not name theirs plainly. A bad file never raises. The text of
    files that take long to read (scans, old documents) is taken from `finished`, where it has it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a.txt").write_text("岚汀县卫健局工作总结\\n今年以来，县医院扩建。", encoding="utf-8")
    ...     _ = (Path(folder) / "b.txt").write_text("", encoding="utf-8")
    ...     [found.source if isinstance(found, Report) else found.reason for found in read_reports([folder])]
    ['a.txt', 'The file is empty. Nothing can be read from it.']
    """
    for file in files_of(paths):
        if isinstance(file, Failure):
            yield file
            continue
        try:
            reports = reports_of(_safe_text(file, finished), file.source, place=place)
        except UnreadableFile as error:
            yield Failure(file.shown, str(error))
            continue
        if not reports:
            yield Failure(file.shown, "The text is no report on health: it has neither a title nor an opening of one.")
        for report in reports:
            if report.end - report.start > LONGEST_REPORT:
                yield Failure(file.shown, _TOO_LONG.format(line=report.lines[0], size=report.end - report.start))
            else:
                yield report


def _safe_text(file: File, finished: Finished | None) -> Safe:
    """The text of a file with what is personal covered. Only so is it ever kept on disk."""
    data = read_bytes(file)
    if finished is None or file.suffix not in SLOW:
        return cover(text_of(data, file.suffix))
    name = key("text", file.suffix, data, *map(installed, ("rapidocr", "onnxruntime", "pypdfium2")), soffice() or "")
    kept = finished.get(name)
    if kept is not None:
        text, *spans = json.loads(kept)
        return Safe(text, tuple(Span(*span) for span in spans))
    safe = cover(text_of(data, file.suffix))
    finished.put(name, json.dumps([safe.text, *safe.spans], ensure_ascii=False))
    return safe
