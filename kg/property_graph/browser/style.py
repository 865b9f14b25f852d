"""How Neo4j Browser draws the graph, as GraSS, the Browser's style sheet: the ontology's colours, names as captions.

GraSS knows nodes by label and relationships by type, and nothing of their properties: a planned relationship cannot
be dashed or pale as in our own pages, so its caption says the status (签约 planned). It has no shapes but the circle.

Later rules win, so a class stands after the classes above it. Every label has a rule of its own, because the Browser
gives a colour of its choice to a label that has none, and that colour would win over those of the classes below it.

>>> rules()["node.Hospital"]["color"] == schema().classes["Hospital"].colour
True
>>> rules()["relationship.CONTRACTS_WITH"]
{'caption': '{kind} {status}'}
>>> grass().splitlines()[:3]
['node {', '  diameter: 100px;', '  color: #A9B4BF;']
"""

from __future__ import annotations

import json

from kg.ontology import schema
from kg.property_graph.mapping import REPORT

Rule = dict[str, str]

_PAPERS = {REPORT: "{title}", "Evidence": "{text}"}
"""What is no entity, with its caption."""

_GREY, _PAPER, _DARK, _LIGHT = "#A9B4BF", "#F4F6F8", "#1D2733", "#FFFFFF"


def rules() -> dict[str, Rule]:
    """The declarations by selector, in the order in which they are to be read."""
    known = schema()
    made: dict[str, Rule] = {
        # The Browser breaks a caption at spaces only, and Chinese names have none: nine characters fit in a circle.
        "node": {"diameter": "100px", **_colours(_GREY), "border-width": "2px", "font-size": "10px"},
        "relationship": {
            "color": _GREY,
            "shaft-width": "2px",
            "font-size": "9px",
            "padding": "3px",
            "text-color-external": _DARK,
            "text-color-internal": _DARK,
            "caption": "<type>",
        },
    }
    paper = {**_colours(_PAPER), "border-color": _GREY}
    made |= {f"node.{label}": {**paper, "caption": caption} for label, caption in _PAPERS.items()}
    # The label with the most labels below it first.
    above = sorted(known.superclasses.values(), key=lambda class_: len(class_.superclasses))
    made |= {f"node.{class_.name}": {**_colours(_GREY), "caption": "{name}"} for class_ in above}
    made |= {
        f"node.{class_.name}": {**_colours(class_.colour or _GREY), "caption": "{name}"}
        for class_ in sorted(known.classes.values(), key=lambda class_: len(class_.superclasses))
    }
    made |= {f"relationship.{kind.cypher_type}": {"caption": "{kind} {status}"} for kind in known.relations.values()}
    return made


def grass(comment: str = "") -> str:
    """The style sheet as text, as the Browser writes and reads it.

    GraSS has no comments: `comment` becomes the selector of a rule that selects nothing.
    """
    blocks = [f"/* {comment} */ {{}}"] if comment else []
    for selector, declarations in rules().items():
        lines = [f"  {name}: {_quoted(name, value)};" for name, value in declarations.items()]
        blocks.append("\n".join([f"{selector} {{", *lines, "}"]))
    return "\n".join(blocks) + "\n"


def command() -> str:
    """The style as a command of the Browser in one line without a semicolon, good for `browser.post_connect_cmd`.

    >>> command()[:25], ";" in command()
    (':style {"node":{"diameter', False)
    """
    return ":style " + json.dumps(rules(), ensure_ascii=False, separators=(",", ":"))


def _quoted(name: str, value: str) -> str:
    return f'"{value}"' if name == "caption" else value


def _colours(colour: str) -> Rule:
    """Fill, border and text of a circle: the border darker, the text dark or white, whichever is read more easily.

    >>> _colours("#FFFFFF")
    {'color': '#FFFFFF', 'border-color': '#CCCCCC', 'text-color-internal': '#1D2733'}
    """
    channels = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    border = "#" + "".join(f"{round(0.8 * channel):02X}" for channel in channels)
    text = max((_DARK, _LIGHT), key=lambda other: _contrast(colour, other))
    return {"color": colour, "border-color": border, "text-color-internal": text}


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21.

    >>> round(_contrast("#000000", "#FFFFFF"))
    21
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
