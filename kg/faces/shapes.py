"""The SHACL skeleton: what the ontology says of a property's ends, its datatype and single values, as shapes."""

from __future__ import annotations

from kg.faces.terms import Ontology, Term


def write(ontology: Ontology, made: str) -> str:
    """The shapes as Turtle."""
    used = ("yl", "owl", "xsd", "dcterms")
    lines = [f"# {made}", ""]
    lines += [f"@prefix {prefix}: <{ontology.prefixes[prefix]}> ." for prefix in used]
    lines += ["@prefix sh: <http://www.w3.org/ns/shacl#> ."]
    lines += ["@prefix yld: <https://w3id.org/yilian/shapes/derived#> .", ""]
    lines += [
        "<https://w3id.org/yilian/shapes/derived> a owl:Ontology ;",
        '    dcterms:title "Shapes that follow from the Yilian ontology"@en ;',
        f"    dcterms:license <{ontology.licence}> ;",
        f'    owl:versionInfo "{ontology.version}" .',
    ]
    for term in ontology.properties:
        lines += _ends(term)
        lines += _values(term)
    return "\n".join(lines) + "\n"


def _ends(term: Term) -> list[str]:
    ends = [("Domain", "sh:targetSubjectsOf", term.domain, ("What has", "有“{}”的"))]
    if term.kind == "object property":
        ends.append(("Range", "sh:targetObjectsOf", term.range, ("What is the value of", "作为“{}”的值的")))
    lines = []
    for end, target, class_, (en, zh) in ends:
        if class_:
            lines += [
                "",
                f"yld:{term.name}{end} a sh:NodeShape ;",
                f"    {target} yl:{term.name} ; sh:class yl:{class_} ;",
                f'    sh:message "{en} yl:{term.name} must be of yl:{class_}."@en ,',
                f'        "{zh.format(term.labels["zh"])}必须属于 yl:{class_}。"@zh .',
            ]
    return lines


def _values(term: Term) -> list[str]:
    rules = []
    if term.kind == "datatype property" and term.range:
        rules.append(f"sh:datatype {term.range}")
    if "functional" in term.traits:
        rules.append("sh:maxCount 1")
    if not rules:
        return []
    said = [f"of {term.range}"] if term.kind == "datatype property" and term.range else []
    said += ["one alone"] if "functional" in term.traits else []
    said_zh = [f"是 {term.range}"] if term.kind == "datatype property" and term.range else []
    said_zh += ["只有一个"] if "functional" in term.traits else []
    return [
        "",
        f"yld:{term.name}Value a sh:PropertyShape ;",
        f"    sh:targetSubjectsOf yl:{term.name} ; sh:path yl:{term.name} ;",
        f"    {' ; '.join(rules)} ;",
        f'    sh:message "The value of yl:{term.name} must be {" and ".join(said)}."@en ,',
        f'        "“{term.labels["zh"]}”的值必须{"且".join(said_zh)}。"@zh .',
    ]
