"""Which counties get help from outside, and which get none.

A helper is from outside where it belongs to another place: another county's hospital, the prefecture's. Of one whose
name tells no place (济和医院, 苍屿医科大学附属医院) the report that names it cannot say that; it is listed apart, and a
county is without outside help only where it has neither.

>>> from kg.model import Entity, Relation, Report
>>> report = Report("r", "a.txt", (1, 1), 0, 9, "", place="云岭县")
>>> hospitals = [("a", "云岭县人民医院", "云岭县"), ("b", "江北市医院", "江北市"), ("c", "济和医院", "云岭县")]
>>> entities = {iri: Entity(iri, "Hospital", name, scope=scope) for iri, name, scope in hospitals}
>>> graph = Graph(reports={"r": report}, entities=entities)
>>> [(county.place, county.is_alone) for county in outside_help(graph)]
[('云岭县', True)]
>>> for helper in "bc":
...     graph.relations[helper,] = Relation("assists", helper, "a", "actual", ())
>>> [(county.helpers, county.perhaps, county.helped) for county in outside_help(graph)]
[(('江北市医院',), ('济和医院',), ('云岭县人民医院',))]
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Entity, Graph, Report
from kg.ontology import schema


@dataclass(frozen=True, slots=True)
class OutsideHelp:
    """Who assists a county from outside, whom they assist, and who only plans to: names, sorted.

    `perhaps` are helpers of whom nothing tells where they are. `place` is None where the report masks its county.
    """

    scope: str
    place: str | None
    helpers: tuple[str, ...]
    perhaps: tuple[str, ...]
    helped: tuple[str, ...]
    planned: tuple[str, ...]

    @property
    def is_alone(self) -> bool:
        """Whether no report tells of any help that is, or may be, from outside."""
        return not (self.helpers or self.perhaps)


def outside_help(graph: Graph) -> tuple[OutsideHelp, ...]:
    """The reporting counties, those without outside help first, then by how many help."""
    counties = {report.scope: report for _, report in sorted(graph.reports.items())}
    found = [_of(graph, county) for county in counties.values()]
    return tuple(sorted(found, key=lambda c: (len(c.helpers), len(c.perhaps), c.place or "", c.scope)))


def _of(graph: Graph, county: Report) -> OutsideHelp:
    helpers, perhaps, helped, planned = set[str](), set[str](), set[str](), set[str]()
    for relation in graph:
        head, tail = graph.entities[relation.head], graph.entities[relation.tail]
        if relation.type != "assists" or tail.scope != county.scope or _is_home(head, county):
            continue
        if relation.status == "planned":
            planned.add(head.name)
            continue
        (perhaps if head.scope == county.scope else helpers).add(head.name)
        helped.add(tail.name)
    names = (tuple(sorted(each)) for each in (helpers, perhaps, helped, planned - helpers - perhaps))
    return OutsideHelp(county.scope, county.place, *names)


def _is_home(helper: Entity, county: Report) -> bool:
    """Whether it is of the county: its name says so (泰禾公司桐埠支公司), or it is too small to be of another.

    A local name is scoped by the county whose report says it, so the scope alone does not tell.
    """
    if helper.scope != county.scope:
        return False
    own = county.place[:-1] if county.place else "县"
    return own in helper.name or any(
        schema().is_a(helper.type, class_) for class_ in ("PrimaryCareInstitution", "Unit", "Place")
    )
