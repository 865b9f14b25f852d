"""Web pages: the visible text, without navigation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PageElement

# Elements that show no text, or text around the page's own.
_UNSEEN = re.compile(
    "script|style|noscript|template|head|svg|iframe|button|select|textarea|object|canvas|audio|video"
    "|header|nav|footer|aside|form"
)
_BLOCK = re.compile(
    "address|article|blockquote|body|br|center|dd|div|dl|dt|fieldset|figcaption|figure|h[1-6]|hr|li|main|ol|p|pre"
    "|section|table|tbody|tfoot|thead|tr|ul|caption"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES = re.compile("[ \t\r\n\f\u00a0\u200b\ufeff]+")


def html_text(html: str) -> str:
    r"""A block a line; of a table, a row a line with tabs between its cells.

    >>> html_text("<nav>首页</nav><h1>工作总结</h1><p>县<b>医院</b>\n牵头。<br>完</p><script>x</script>")
    '工作总结\n县医院 牵头。\n完\n'
    """
    soup = BeautifulSoup(html, "lxml")
    lines = "".join(_pieces(_content(soup))).split("\n")
    return "\n".join(filter(None, (line.strip(" \t") for line in lines))) + "\n"


def _content(soup: BeautifulSoup) -> Tag:
    """The element that holds the page's main text where the page says which, else all of it."""
    whole = len(soup.get_text())
    for element in soup.find_all(["main", "article"]):
        if len(element.get_text()) * 2 > whole:
            return element
    return soup


def _pieces(root: Tag) -> Iterator[str]:
    navigation = _navigation(root)
    # a stack and no recursion: pages can be nested deeper than Python calls
    stack: list[PageElement | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if _is_unseen(node) or id(node) in navigation:
                continue
            if _BLOCK.fullmatch(node.name):
                yield "\n"
                stack.append("\n")
            elif node.name in ("td", "th"):
                stack.append("\t")
            stack.extend(reversed(node.contents))
        elif isinstance(node, NavigableString):
            if type(node) in (NavigableString, CData):  # not comments, doctypes and the like
                yield _SPACES.sub(" ", node)
        elif isinstance(node, str):
            yield node


def _is_unseen(tag: Tag) -> bool:
    if _UNSEEN.fullmatch(tag.name) or tag.has_attr("hidden"):
        return True
    style = tag.get("style")
    return isinstance(style, str) and _HIDDEN.search(style) is not None


def _navigation(root: Tag) -> set[int]:
    """The blocks, by identity, that are lists of links: three or more, and next to nothing but them."""
    text: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    links: Counter[int] = Counter()
    tags = root.find_all(True)
    for tag in reversed(tags):  # children before their parents, so that each tag is counted once
        own = id(tag)
        text[own] += sum(len("".join(child.split())) for child in tag.contents if isinstance(child, NavigableString))
        if tag.name == "a":
            linked[own], links[own] = text[own], 1
        if tag.parent is not None:
            for counter in (text, linked, links):
                counter[id(tag.parent)] += counter[own]
    blocks = (id(tag) for tag in tags if tag.name in ("ul", "ol", "div", "p", "td"))
    return {tag for tag in blocks if links[tag] >= 3 and text[tag] < 2000 and linked[tag] >= 0.8 * text[tag]}
