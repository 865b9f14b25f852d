"""Bytes to characters: UTF-8 and GB18030 (with GBK and GB2312 within it), or a clear refusal."""

from __future__ import annotations

import codecs

from kg.errors import UnreadableFile

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 200_000  # bytes; what the first of them are, the rest will be

# In Chinese prose all but a few hanzi are among the 3,755 of the first level of GB 2312. Big5 or
# Shift-JIS bytes decode as GB18030 too, to rare ones: of them fewer than two in three are.
_COMMON_SHARE = 0.8


def decode(data: bytes) -> str:
    """The characters of a plain text, without a byte order mark; line ends stay as they are.

    >>> decode("卫生院".encode()), decode("卫生院".encode("gbk")), decode("卫生院".encode("utf-8-sig"))
    ('卫生院', '卫生院', '卫生院')
    >>> decode("衛生院舉辦義診".encode("big5"))
    Traceback (most recent call last):
    kg.errors.UnreadableFile: The file is neither UTF-8 nor GB18030. Save it as UTF-8.

    Raises UnreadableFile for binary data and for other encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFile(_damaged(data, len(mark) + error.start, encoding)) from None
    if data.find(b"\0", 0, _SAMPLE) >= 0:
        raise UnreadableFile("The file holds binary data, not text. If it is a document, save it as UTF-8 text.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _is_chinese(text[: _SAMPLE // 2]):
        return text
    if data[:where].isascii():
        raise UnreadableFile("The file is neither UTF-8 nor GB18030. Save it as UTF-8.")
    raise UnreadableFile(_damaged(data, where, "utf-8"))


def _damaged(data: bytes, where: int, encoding: str) -> str:
    newlines = data.count(b"\n", 0, where) + 1
    return f"Line {newlines} is not {encoding.upper()} (byte {where + 1}). Repair the line or save the file as UTF-8."


def _is_chinese(text: str) -> bool:
    hanzi = [c for c in text if "\u3400" <= c <= "\u9fff"]
    others = sum(1 for c in text if ord(c) > 0x7F) - len(hanzi)
    # the lead bytes B0 to D7 of GB 2312 are its first level
    common = sum(b in range(0xB0, 0xD8) for b in "".join(hanzi).encode("gb2312", "ignore")[::2])
    return common >= _COMMON_SHARE * len(hanzi) and others <= max(len(hanzi), 4)
