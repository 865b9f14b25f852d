// The panel at the side: an overview, an entity, a relation with its evidence, or a report read through.

function swatch(type) {
  const { colour, shape } = data.classes[type];
  const figure = shape.length ? drawn("polygon", { points: shape.join(" ") }) : drawn("circle", { r: 1 });
  figure.setAttribute("fill", colour);
  return drawn("svg", { class: "swatch", viewBox: "-1.15 -1.15 2.3 2.3", "aria-hidden": "true" }, figure);
}

function lineSwatch(status) {
  const path = drawn("path", { d: "M1 8H27", stroke: SOFT, "stroke-width": 2 });
  if (status === "planned") path.setAttribute("stroke-dasharray", "6 4");
  return drawn("svg", { class: "swatch line", viewBox: "0 0 28 16", "aria-hidden": "true" }, path);
}

let reading = null; // { r, e, at }: the report that is read through, for a relation, from an offset

function showDetails() {
  const panel = $("about");
  const parts = reading
    ? readingParts()
    : !asked.chosen
      ? overviewParts()
      : asked.chosen.kind === "node"
        ? nodeParts(asked.chosen.n)
        : edgeParts(asked.chosen.n);
  const held = panel.contains(document.activeElement); // the button that was pressed goes: its place is the new heading
  panel.replaceChildren(...parts);
  if (held) panel.querySelector("h2").focus({ preventScroll: true });
  $("details").scrollTop = 0;
  panel.querySelector(".now")?.scrollIntoView({ block: "center" });
  document.body.classList.toggle("has-choice", Boolean(asked.chosen || reading));
}

const button = (text, onclick, kind = "plain") => make("button", { type: "button", class: kind, onclick }, text);

function overviewParts() {
  const { counts } = shown;
  const types = typeNames
    .map((type) => ({ type, n: asked.off.relations.has(type) ? 0 : (counts.relations[type] ?? 0) }))
    .filter(({ n }) => n)
    .sort((a, b) => b.n - a.n);
  const bars = types.map(({ type, n }) => {
    const bar = make("span", { class: "bar" });
    bar.style.width = `${(100 * n) / types[0].n}%`;
    const name = make("span", { class: "what" }, label(data.relations[type]));
    return make("li", {}, name, make("span", { class: "track" }, bar), make("span", { class: "number" }, String(n)));
  });
  const degree = new Map();
  for (const e of shownEdges)
    for (const n of new Set([edges[e].head, edges[e].tail])) degree.set(n, (degree.get(n) ?? 0) + 1);
  const ranked = [...degree].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8);
  const shownAlliances = alliances.filter(({ n }) => shown.nodeShown[n]).slice(0, 6);
  return [
    make("h2", { tabindex: "-1" }, words().overview),
    make("p", { class: "soft" }, words().start),
    ...section(words().byType, make("ul", { class: "bars" }, ...bars), bars.length),
    ...section(
      words().most,
      make("ul", { class: "rows" }, ...ranked.map(([n, links]) => make("li", {}, nodeButton(n, String(links))))),
      ranked.length,
    ),
    ...section(
      words().alliances,
      make(
        "ul",
        { class: "rows" },
        ...shownAlliances.map(({ n, size, planned }) =>
          make(
            "li",
            {},
            nodeButton(n, words().memberCount(size, planned), () => focusOn("alliance", n)),
          ),
        ),
      ),
      shownAlliances.length,
    ),
  ];
}

const section = (title, content, some = true) => (some ? [make("h3", {}, title), content] : []);

function nodeButton(n, number = null, onclick = () => choose("node", n, true)) {
  return make(
    "button",
    { type: "button", class: "row", "data-node": n, onclick },
    swatch(nodes[n].type),
    make("span", { class: "what" }, nodes[n].name),
    ...(number ? [make("span", { class: "number" }, number)] : []),
  );
}

function nodeParts(n) {
  const node = nodes[n];
  const chips = make(
    "p",
    { class: "chips" },
    make("span", { class: "chip" }, swatch(node.type), label(data.classes[node.type])),
  );
  if (node.collective)
    chips.append(make("span", { class: "chip" }, node.count ? words().count(node.count) : words().collective));
  chips.append(...node.qualities.map((name) => make("span", { class: "chip" }, label(data.qualities[name]))));
  if (node.county != null && node.type !== "Place")
    chips.append(make("span", { class: "chip" }, countyName(node.county)));
  const actions = make("p", { class: "actions" });
  if (linksOf[n].length) {
    if (node.type === "MedicalAlliance" && membersOf(n).length)
      actions.append(button(words().members, () => focusOn("alliance", n), "plain members"));
    actions.append(
      button(words().near, () => focusOn("near", n), "plain focus"),
      button(words().far, () => focusOn("far", n)),
    );
  }
  const outward = ({ type, head }) => data.relations[type].symmetric || head === n;
  const links = linksOf[n].map((e) => ({ e, type: edges[e].type, outward: outward(edges[e]) }));
  const groups = typeNames.flatMap((type) =>
    [true, false].map((out) => ({
      type,
      links: links.filter((l) => l.type === type && l.outward === out),
      outward: out,
    })),
  );
  const grouped = groups
    .filter(({ links }) => links.length)
    .flatMap(({ type, outward, links }) => {
      const term = data.relations[type];
      const verb = outward ? label(term) : term[`inverse_${language}`] || label(term);
      return [
        make("h4", {}, verb, make("span", { class: "number" }, String(links.length))),
        make("ul", { class: "rows" }, ...links.map(({ e }) => make("li", {}, linkRow(n, e)))),
      ];
    });
  return [
    ...(shown.nodeShown[n] ? [] : [make("p", { class: "note" }, words().hidden)]),
    make("h2", { tabindex: "-1" }, node.name),
    chips,
    ...(actions.children.length ? [actions] : []),
    ...section(
      words().names,
      make("ul", { class: "chips names" }, ...node.names.map((name) => make("li", { class: "chip" }, name))),
      node.names.length,
    ),
    ...section(`${words().links} (${links.length})`, make("div", { class: "links" }, ...grouped), links.length),
    ...section(
      words().saidBy,
      make(
        "ul",
        { class: "sources" },
        ...node.reports.map((r) => make("li", {}, reportTitle(reports[r]), make("small", {}, reports[r].source))),
      ),
      node.reports.length,
    ),
  ];
}

function linkRow(n, e) {
  const edge = edges[e];
  const other = edge.head === n ? edge.tail : edge.head;
  const row = make(
    "button",
    { type: "button", class: "row link", "data-edge": e, onclick: () => choose("edge", e) },
    swatch(nodes[other].type),
    make("span", { class: "what" }, nodes[other].name),
  );
  if (edge.status === "planned") row.append(make("span", { class: "chip planned" }, label(data.statuses.planned)));
  return row;
}

function edgeParts(n) {
  const edge = edges[n];
  const end = (i) =>
    make(
      "button",
      { type: "button", class: "end", "data-node": i, onclick: () => choose("node", i) },
      swatch(nodes[i].type),
      nodes[i].name,
    );
  const type = data.relations[edge.type];
  const facts = make("dl");
  for (const [name, value] of [...Object.entries(edge.attributes), ["confidence", edge.confidence.toFixed(2)]]) {
    facts.append(make("dt", {}, words()[name] ?? name), make("dd", {}, String(value)));
  }
  const passages = new Map();
  for (const said of edge.evidence) {
    const sentence = `${said[0]} ${said[1]} ${said[4] - said[2]}`;
    passages.set(sentence, [...(passages.get(sentence) ?? []), said]);
  }
  return [
    ...(shown.edgeShown[n] ? [] : [make("p", { class: "note" }, words().hidden)]),
    make(
      "h2",
      { class: "hidden-heading", tabindex: "-1" },
      `${nodes[edge.head].name} ${label(type)} ${nodes[edge.tail].name}`,
    ),
    end(edge.head),
    make(
      "p",
      { class: `joins is-${edge.status}` },
      make("strong", {}, label(type)),
      make("span", { class: `chip ${edge.status}` }, label(data.statuses[edge.status])),
      make("span", { class: "soft", "aria-hidden": "true" }, type.symmetric ? "↕" : "↓"),
    ),
    end(edge.tail),
    facts,
    make("h3", {}, `${words().evidence} (${passages.size})`),
    ...[...passages.values()].map((said) => evidenceOf(n, said)),
  ];
}

// What one sentence says in several ways is shown once, with all the words marked.
function evidenceOf(e, said) {
  const [r, p, , , at, line] = said[0];
  const doubts = [...new Set(said.flatMap(([, , , , , , ...names]) => names))];
  const report = reports[r];
  const source = `${report.source} · ${words().line(line)} · ${countyName(countyOf(report))}`;
  const doubtful = make(
    "p",
    { class: "doubts" },
    words().doubtful,
    doubts.map((name) => words().doubts[name] ?? name).join(language === "zh" ? "；" : "; "),
  );
  return make(
    "article",
    { class: "evidence" },
    make(
      "blockquote",
      {},
      ...marked(
        data.passages[p],
        said.map(([, , start, end]) => [start, end]),
        [edges[e].head, edges[e].tail],
      ),
    ),
    ...(doubts.length ? [doubtful] : []),
    make(
      "footer",
      {},
      make("div", {}, reportTitle(report)),
      make("div", {}, source),
      button(
        words().read,
        () => {
          reading = { r, e, at };
          showDetails();
        },
        "text read",
      ),
    ),
  );
}

// The sentences of a report that say something, in their order, with what lies between them left out.
function readingParts() {
  const report = reports[reading.r];
  const sentences = new Map();
  edges.forEach((edge, e) => {
    for (const [r, p, start, end, at, line] of edge.evidence) {
      if (r !== reading.r) continue;
      const begins = at - start;
      const sentence = sentences.get(begins) ?? { begins, line, p, said: [] };
      if (data.passages[p].length > data.passages[sentence.p].length) sentence.p = p;
      sentence.line = Math.min(sentence.line, line);
      sentence.said.push({ e, start, end, at });
      sentences.set(begins, sentence);
    }
  });
  const rows = [];
  let after = null;
  for (const { begins, line, p, said } of [...sentences.values()].sort((a, b) => a.begins - b.begins)) {
    const here = said.some(({ e, at }) => e === reading.e && at === reading.at);
    const told = [...new Set(said.map(({ e }) => e))];
    if (after !== null && begins > after + 1)
      rows.push(make("p", { class: "gap", "aria-hidden": "true" }, words().gap));
    after = begins + Array.from(data.passages[p]).length;
    const spans = said.filter(({ e }) => !here || e === reading.e).map(({ start, end }) => [start, end]);
    const ends = here ? [edges[reading.e].head, edges[reading.e].tail] : [];
    rows.push(
      make(
        "article",
        { class: here ? "evidence now" : "evidence other" },
        make("blockquote", {}, ...marked(data.passages[p], spans, ends)),
        make(
          "footer",
          {},
          make("span", { class: "soft" }, words().line(line)),
          make("ul", { class: "rows" }, ...told.map((e) => make("li", {}, saidRow(e)))),
        ),
      ),
    );
  }
  return [
    make(
      "p",
      {},
      button(
        `← ${words().back}`,
        () => {
          reading = null;
          showDetails();
        },
        "text back",
      ),
    ),
    make("h2", { tabindex: "-1" }, reportTitle(report)),
    make(
      "p",
      { class: "soft" },
      `${report.source} · ${words().lines(...report.lines)} · ${countyName(countyOf(report))}`,
    ),
    make("h3", {}, words().reading),
    ...rows,
  ];
}

function saidRow(e) {
  const { head, tail, type, status } = edges[e];
  const text = `${nodes[head].name} ${label(data.relations[type])} ${nodes[tail].name}`;
  const row = make(
    "button",
    {
      type: "button",
      class: "row said",
      "aria-current": String(e === reading.e),
      onclick: () => {
        reading = null;
        choose("edge", e);
      },
    },
    make("span", { class: "what" }, text),
  );
  if (status === "planned") row.append(make("span", { class: "chip planned" }, label(data.statuses.planned)));
  return row;
}

// Offsets count code points, as in the record. Within the marked words the names of both ends stand out.
function marked(text, spans, ends) {
  const letters = Array.from(text);
  const inside = new Uint8Array(letters.length);
  for (const [start, end] of spans) inside.fill(1, start, end);
  const named = new Array(letters.length).fill("");
  for (const node of ends.map((n) => nodes[n])) {
    for (const name of [node.name, ...node.names].map((name) => Array.from(name))) {
      for (let i = 0; i + name.length <= letters.length; i++) {
        if (inside[i] && inside[i + name.length - 1] && name.every((letter, k) => letter === letters[i + k]))
          named.fill(node.type, i, i + name.length);
      }
    }
  }
  const parts = [];
  let mark = null;
  for (let i = 0; i < letters.length;) {
    let j = i;
    while (j < letters.length && inside[j] === inside[i] && named[j] === named[i]) j++;
    const piece = letters.slice(i, j).join("");
    if (!inside[i]) {
      parts.push(piece);
      mark = null;
    } else {
      if (!mark) parts.push((mark = make("mark")));
      if (named[i]) {
        const span = make("span", { class: "named" }, piece);
        span.style.textDecorationColor = data.classes[named[i]].colour;
        mark.append(span);
      } else mark.append(piece);
    }
    i = j;
  }
  return parts;
}

function reportTitle(report) {
  const period = report.year ? `${report.year} ${words().half[report.half ?? 0]}`.trim() : "";
  const title = report.title ?? words().untitled;
  return period && !title.includes(String(report.year)) ? `${title} · ${period}` : title;
}
