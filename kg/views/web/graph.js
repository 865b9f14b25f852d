// The graph that the page holds, and which of it passes the filters.

const data = JSON.parse($("data").textContent);
const { nodes, edges, reports } = data;
const typeNames = Object.keys(data.relations);
const countyOf = (report) => report.place ?? "";
const countyName = (county) => county || words().unmasked;
const allCounties = [...new Set(reports.map(countyOf))].sort(
  (a, b) => (a === "") - (b === "") || a.localeCompare(b, "zh"),
);
const allYears = [...new Set(reports.flatMap((r) => r.year ?? []))].sort();

const linksOf = nodes.map(() => []);
const reportsOf = edges.map((edge, n) => {
  linksOf[edge.head].push(n);
  if (edge.tail !== edge.head) linksOf[edge.tail].push(n);
  return [...new Set(edge.evidence.map(([r]) => r))];
});
const byDegree = nodes.map((_, n) => n).sort((a, b) => linksOf[b].length - linksOf[a].length || a - b);
// In links an entity is named by its IRI, less what all begin with, a relation by its type, ends and status.
const nodeKey = ({ iri }) => (iri.startsWith(data.base) ? iri.slice(data.base.length) : iri);
const edgeKey = (edge) => [edge.type, nodeKey(nodes[edge.head]), nodeKey(nodes[edge.tail]), edge.status].join(" ");
const keyOf = ({ kind, n }) => (kind === "node" ? nodeKey(nodes[n]) : edgeKey(edges[n]));
const nodeNumber = new Map(nodes.map((node, n) => [nodeKey(node), n]));
let edgeNumber = null; // made when first asked: 12,000 keys are not needed to open the page

function numberOf(key) {
  if (nodeNumber.has(key)) return { kind: "node", n: nodeNumber.get(key) };
  edgeNumber ??= new Map(edges.map((edge, n) => [edgeKey(edge), n]));
  return edgeNumber.has(key) ? { kind: "edge", n: edgeNumber.get(key) } : null;
}

const joining = (n) => linksOf[n].filter((e) => edges[e].type === "memberOf" && edges[e].tail === n);
const membersOf = (n) => joining(n).map((e) => edges[e].head);
// How many members it has, as `kg stats` counts them, and how many more are only planned.
function membersCounted(n) {
  const actual = new Set(joining(n).filter((e) => edges[e].status === "actual").map((e) => edges[e].head));
  const all = new Set(membersOf(n));
  return { size: actual.size, planned: all.size - actual.size };
}
const alliances = nodes
  .map((node, n) => ({ n, type: node.type }))
  .filter(({ type }) => type === "MedicalAlliance")
  .map(({ n }) => ({ n, ...membersCounted(n) }))
  .filter(({ size, planned }) => size + planned)
  .sort((a, b) => b.size - a.size || b.planned - a.planned || nodes[a.n].name.localeCompare(nodes[b.n].name, "zh"));

// What the reader has asked for; all of it is in the page's link.
const asked = {
  off: { statuses: new Set(), relations: new Set(), classes: new Set() },
  counties: new Set(), // none: all of them
  years: new Set(),
  unlinked: !edges.length,
  view: "map",
  layout: "network",
  focus: null, // { kind: "alliance" | "near" | "far", n }
  chosen: null, // { kind: "node" | "edge", n }
};

// Who is near an entity, or makes up an alliance with what is linked to its members.
function focused({ kind, n }) {
  const found = new Set([n]);
  const beside = (of) => linksOf[of].map((e) => (edges[e].head === of ? edges[e].tail : edges[e].head));
  if (kind === "alliance") {
    for (const member of [...membersOf(n)]) {
      found.add(member);
      for (const e of linksOf[member]) {
        const { type, head, tail } = edges[e];
        if (type === "partOf" && tail === member) found.add(head);
        if (
          ["Programme", "Place", "MedicalAlliance"].includes(nodes[head].type) ||
          ["Programme", "Place", "MedicalAlliance"].includes(nodes[tail].type)
        )
          continue;
        found.add(head).add(tail);
      }
    }
    for (const other of beside(n)) found.add(other);
  } else {
    for (const other of beside(n)) found.add(other);
    if (kind === "far") for (const other of [...found]) for (const next of beside(other)) found.add(next);
  }
  return found;
}

const OFF = { status: 1, relation: 2, class: 4, focus: 8 };

// What is shown, and for each choice of the filters how many relations (for classes: entities) it would show.
function passing() {
  const { off, counties, years } = asked;
  const focus = asked.focus && focused(asked.focus);
  const inCounty = reports.map((report) => !counties.size || counties.has(countyOf(report)));
  const inYear = reports.map((report) => !years.size || years.has(report.year));
  const edgeShown = new Uint8Array(edges.length);
  const nodeShown = new Uint8Array(nodes.length);
  const linked = new Uint8Array(nodes.length); // by a relation that passes, or would if its classes did
  const counts = { statuses: {}, relations: {}, classes: {}, counties: {}, years: {} };
  const count = (of, name) => {
    counts[of][name] = (counts[of][name] ?? 0) + 1;
  };
  let shownEdges = 0;
  edges.forEach((edge, e) => {
    const { head, tail, type, status } = edge;
    const off_ =
      (off.statuses.has(status) ? OFF.status : 0) |
      (off.relations.has(type) ? OFF.relation : 0) |
      (off.classes.has(nodes[head].type) || off.classes.has(nodes[tail].type) ? OFF.class : 0) |
      (focus && !(focus.has(head) && focus.has(tail)) ? OFF.focus : 0);
    const told = reportsOf[e].some((r) => inCounty[r] && inYear[r]);
    if (!off_) {
      for (const county of new Set(reportsOf[e].filter((r) => inYear[r]).map((r) => countyOf(reports[r]))))
        count("counties", county);
      for (const year of new Set(reportsOf[e].filter((r) => inCounty[r]).map((r) => reports[r].year)))
        count("years", year);
    }
    if (!told) return;
    if (!(off_ & ~OFF.status)) count("statuses", status);
    if (!(off_ & ~OFF.relation)) count("relations", type);
    if (!(off_ & ~OFF.class)) linked[head] = linked[tail] = 1;
    if (off_) return;
    edgeShown[e] = nodeShown[head] = nodeShown[tail] = 1;
    shownEdges += 1;
  });
  let shownNodes = 0;
  nodes.forEach((node, n) => {
    const free =
      asked.unlinked &&
      (!focus || focus.has(n)) &&
      (!node.reports.length || node.reports.some((r) => inCounty[r] && inYear[r]));
    const alone = asked.focus?.n === n && !off.classes.has(node.type);
    if ((free && !off.classes.has(node.type)) || alone) nodeShown[n] = 1;
    if (linked[n] || free) count("classes", node.type);
    shownNodes += nodeShown[n];
  });
  return { nodeShown, edgeShown, shownNodes, shownEdges, counts };
}

// Names as people type them: full-width or not, upper case or not.
const folded = (text) => text.normalize("NFKC").toLowerCase();
const foldedNames = nodes.map((node) => [node.name, ...node.names].map(folded));

// Entities one of whose names has all the words, those that begin with them and the most linked first.
function entitiesNamed(text) {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const found = [];
  foldedNames.forEach((names, n) => {
    const i = names.findIndex((name) => wanted.every((word) => name.includes(word)));
    if (i >= 0)
      found.push({ n, name: [nodes[n].name, ...nodes[n].names][i], first: names[0].startsWith(wanted[0]) ? 0 : 1 });
  });
  return found.sort((a, b) => a.first - b.first || linksOf[b.n].length - linksOf[a.n].length || a.n - b.n);
}
