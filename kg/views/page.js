"use strict";
(() => {
  const WORDS = {
    zh: {
      search: "按名称查找（/）", found: "查找结果", fit: "全图", png: "存为 PNG", language: "English",
      filters: "筛选", status: "状态", relations: "关系", classes: "类别", reports: "报告", county: "县市",
      year: "年份", all: "全部", unlinked: "显示没有关系的实体", network: "关系网络图：方向键移动，加减号缩放",
      keys: "点选实体或关系查看原文依据。/ 查找，方向键移动，+ − 缩放，0 全图，Esc 取消。",
      empty: "没有可显示的内容。请放宽筛选条件。", whole: "← 返回全图", details: "详情",
      shown: (n, N, e, E) => `${n} / ${N} 个实体 · ${e} / ${E} 条关系`,
      nothing: "点选一个实体或一条关系", nothingMore: "实体：名称、别称、相邻实体。关系：报告中的原文依据。",
      names: "报告中的名称", links: "关系", saidBy: "出处", focus: "只看相邻实体", evidence: "原文依据",
      count: (n) => `${n} 所`, collective: "集合", confidence: "置信度", programme: "项目", personnel: "人数",
      date: "日期", lines: (a, b) => `第 ${a}–${b} 行`, half: ["", "上半年", "下半年"], untitled: "（无标题）",
      none: "没有找到", unmasked: "县名不明",
    },
    en: {
      search: "Find by name (/)", found: "Found", fit: "Fit", png: "Save PNG", language: "中文",
      filters: "Filters", status: "Status", relations: "Relations", classes: "Classes", reports: "Reports",
      county: "County", year: "Year", all: "All", unlinked: "Show entities without relations",
      network: "Network: arrow keys move, plus and minus zoom",
      keys: "Click an entity or a relation to read its evidence. / finds, arrows move, + − zoom, 0 fits, Esc clears.",
      empty: "Nothing to show. Loosen the filters.", whole: "← Whole network", details: "Details",
      shown: (n, N, e, E) => `${n} / ${N} entities · ${e} / ${E} relations`,
      nothing: "Click an entity or a relation",
      nothingMore: "An entity shows its names and neighbours, a relation the words of the report.",
      names: "Names in the reports", links: "Relations", saidBy: "Reports", focus: "Show only its neighbours",
      evidence: "Evidence", count: (n) => `${n} of them`, collective: "a set", confidence: "Confidence",
      programme: "Programme", personnel: "Personnel", date: "Date", lines: (a, b) => `lines ${a}–${b}`,
      half: ["", "first half", "second half"], untitled: "(no title)", none: "Nothing found",
      unmasked: "county not named",
    },
  };
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  let language = "zh";
  const words = () => WORDS[language];
  const label = (term) => term[language];

  // Elements are made one by one and text is set as text: nothing from a report is parsed as markup.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  function swatch(type) {
    const SVG = "http://www.w3.org/2000/svg";
    const { colour, shape } = data.classes[type];
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "swatch");
    svg.setAttribute("viewBox", "-1.1 -1.1 2.2 2.2");
    svg.setAttribute("aria-hidden", "true");
    const figure = document.createElementNS(SVG, shape.length ? "polygon" : "circle");
    if (shape.length) figure.setAttribute("points", shape.join(" "));
    else figure.setAttribute("r", "1");
    figure.setAttribute("fill", colour);
    svg.append(figure);
    return svg;
  }

  function line(status) {
    const SVG = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "swatch");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", "M0 8H16");
    path.setAttribute("stroke", "#5d6b7a");
    path.setAttribute("stroke-width", "2");
    if (status === "planned") path.setAttribute("stroke-dasharray", "4 3");
    svg.append(path);
    return svg;
  }

  // ---- the drawing

  const large = data.nodes.length > 1200;
  const linksOf = data.nodes.map(() => []);
  data.edges.forEach((edge, n) => {
    linksOf[edge.head].push(n);
    if (edge.tail !== edge.head) linksOf[edge.tail].push(n);
  });
  const MOST_HUBS = 16;
  const hub = Math.max(36, data.nodes.map(({ size }) => size).sort((a, b) => b - a)[MOST_HUBS] + 1 || 0);
  const FONT = '"PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif';
  const classStyles = Object.entries(data.classes).flatMap(([type, { colour, shape }]) => [
    {
      selector: `node[type = "${type}"]`,
      style: {
        "background-color": colour,
        ...(shape.length ? { shape: "polygon", "shape-polygon-points": shape.join(" ") } : {}),
      },
    },
    { selector: `node.collective[type = "${type}"]`, style: { "border-color": colour } },
  ]);
  const cy = cytoscape({
    container: $("network"),
    elements: [
      ...data.nodes.map((node, n) => ({
        group: "nodes",
        data: { id: `n${n}`, n, type: node.type, label: node.label, size: node.size, font: 10 + node.size / 8 },
        classes: [node.collective ? "collective" : "", node.size >= hub ? "hub" : ""].join(" "),
        position: { x: node.at[0], y: node.at[1] },
      })),
      ...data.edges.map((edge, n) => ({
        group: "edges",
        data: { id: `e${n}`, n, type: edge.type, source: `n${edge.head}`, target: `n${edge.tail}` },
        classes: `${edge.status}${data.relations[edge.type].symmetric ? "" : " directed"}`,
      })),
    ],
    style: [
      {
        selector: "node",
        style: {
          width: "data(size)", height: "data(size)", label: "data(label)", color: "#1d2733",
          "font-family": FONT, "font-size": "data(font)", "min-zoomed-font-size": 7,
          "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": "400px",
          "line-height": 1.15, "text-background-color": "#f5f7f9",
          "text-background-opacity": large ? 0 : 0.75, "text-background-shape": "round-rectangle",
          "border-width": 1.5, "border-color": "#fff",
        },
      },
      { selector: "node.hub", style: { "text-background-opacity": 0.85, "z-index": 5 } },
      ...classStyles,
      { selector: "node.collective", style: { "border-style": "double", "border-width": 5, "border-position": "outside" } },
      {
        selector: "edge",
        style: {
          width: 1.6, "line-color": "#a9b4bf", "curve-style": large ? "haystack" : "bezier",
          "haystack-radius": 0, "control-point-step-size": 46,
          "font-family": FONT, "font-size": 10, "min-zoomed-font-size": 9, color: "#5d6b7a",
          "text-rotation": "autorotate", "text-background-color": "#f5f7f9", "text-background-opacity": 0.9,
          "arrow-scale": 0.9,
        },
      },
      { selector: "edge.directed", style: { "target-arrow-shape": "triangle", "target-arrow-color": "#a9b4bf" } },
      { selector: "edge.planned", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
      { selector: ".hidden", style: { display: "none" } },
      { selector: "node.faded", style: { opacity: 0.22 } },
      { selector: "edge.faded", style: { opacity: 0.12 } },
      {
        selector: "node.chosen",
        style: { "border-color": "#1d2733", "border-width": 3, "border-style": "solid", "z-index": 9 },
      },
      { selector: "node.near", style: { "min-zoomed-font-size": 0 } },
      {
        selector: "edge.near, edge.chosen",
        style: {
          "line-color": "#5d6b7a", "target-arrow-color": "#5d6b7a", "curve-style": "bezier", width: 2.2, "z-index": 8,
        },
      },
      {
        selector: "edge.chosen",
        style: { "line-color": "#0f6e84", "target-arrow-color": "#0f6e84", width: 3.4, color: "#0f6e84" },
      },
    ],
    layout: { name: "preset", fit: false },
    minZoom: 0.02,
    maxZoom: 4,
    autoungrabify: false,
    boxSelectionEnabled: false,
    hideEdgesOnViewport: large,
    textureOnViewport: large,
    pixelRatio: large ? 1 : "auto",
  });
  // Seen from afar, entities are drawn larger, so that a province is no cloud of dust, and only hubs are named.
  const AFAR = [
    { below: 0.09, nodes: 5, hubName: 260 },
    { below: 0.25, nodes: 2.5, hubName: 84 },
    { below: 0.5, nodes: 1.5, hubName: 38 },
    { below: Infinity, nodes: 1, hubName: 0 },
  ];
  let distance = AFAR[3];
  function magnify() {
    const wanted = AFAR.find(({ below }) => cy.zoom() < below);
    if (wanted === distance) return;
    distance = wanted;
    cy.batch(() => cy.nodes().forEach((node) => {
      const { size } = data.nodes[node.data("n")];
      const font = (node.hasClass("hub") && distance.hubName) || 10 + size / 8;
      node.data({ size: size * distance.nodes, font });
    }));
  }
  cy.on("zoom", magnify);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || large;
  const nodeAt = (n) => cy.getElementById(`n${n}`);
  const edgeAt = (n) => cy.getElementById(`e${n}`);

  // ---- filters

  const off = { statuses: new Set(), relations: new Set(), classes: new Set() };
  let focus = null;

  function reportPasses(n) {
    const report = data.reports[n];
    const county = $("county").value;
    const year = $("year").value;
    return (!county || `=${report.place ?? ""}` === county) && (!year || String(report.year ?? "") === year);
  }

  function apply() {
    const reports = data.reports.map((_, n) => reportPasses(n));
    const linked = new Set();
    const nodePasses = data.nodes.map(
      (node, n) =>
        !off.classes.has(node.type) && (!focus || focus.has(n)) &&
        (!node.reports.length || node.reports.some((r) => reports[r])),
    );
    const edgePasses = data.edges.map((edge) => {
      const passes =
        !off.relations.has(edge.type) && !off.statuses.has(edge.status) &&
        nodePasses[edge.head] && nodePasses[edge.tail] && edge.evidence.some(([r]) => reports[r]);
      if (passes) linked.add(edge.head).add(edge.tail);
      return passes;
    });
    const unlinked = $("unlinked").checked;
    let nodes = 0;
    let edges = 0;
    cy.batch(() => {
      cy.nodes().forEach((node) => {
        const n = node.data("n");
        const passes = nodePasses[n] && (unlinked || linked.has(n));
        nodes += passes;
        node.toggleClass("hidden", !passes);
      });
      cy.edges().forEach((edge) => {
        const passes = edgePasses[edge.data("n")];
        edges += passes;
        edge.toggleClass("hidden", !passes);
      });
    });
    $("empty").hidden = nodes > 0;
    $("shown").textContent = words().shown(nodes, data.nodes.length, edges, data.edges.length);
  }

  function ticks(id, terms, counts, picture) {
    $(id).replaceChildren(
      ...Object.entries(terms).map(([name, term]) => {
        const box = make("input", { type: "checkbox", value: name, "data-filter": id });
        box.checked = !off[id].has(name);
        box.addEventListener("change", () => {
          off[id][box.checked ? "delete" : "add"](name);
          apply();
        });
        const number = make("span", { class: "number" }, String(counts[name] ?? 0));
        return make("label", { class: "tick" }, box, ...(picture ? [picture(name)] : []), label(term), number);
      }),
    );
  }

  function choices(id, values) {
    const chosen = $(id).value;
    $(id).replaceChildren(
      make("option", { value: "" }, words().all),
      ...values.map(([value, text]) => make("option", { value }, text)),
    );
    $(id).value = chosen;
  }

  const tally = (items, key) => items.reduce((n, item) => ({ ...n, [item[key]]: (n[item[key]] ?? 0) + 1 }), {});
  const counts = {
    statuses: tally(data.edges, "status"), relations: tally(data.edges, "type"), classes: tally(data.nodes, "type"),
  };
  const places = [...new Set(data.reports.map((r) => r.place ?? ""))].sort((a, b) => a.localeCompare(b, "zh"));
  const years = [...new Set(data.reports.flatMap((r) => r.year ?? []))].sort();

  // ---- search

  const MOST_FOUND = 30;
  let found = [];
  let at = -1;

  function search() {
    const wanted = $("search").value.trim().toLowerCase();
    at = -1;
    found = [];
    if (wanted) {
      data.nodes.forEach((node, n) => {
        const name = [node.name, ...node.names].find((name) => name.toLowerCase().includes(wanted));
        if (name) found.push([node.name.toLowerCase().startsWith(wanted) ? 0 : 1, -linksOf[n].length, n, name]);
      });
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
      found = found.slice(0, MOST_FOUND);
      if (found.length) at = 0;
    }
    showFound(wanted);
  }

  function showFound(wanted) {
    const rows = found.map(([, , n, name], i) => {
      const node = data.nodes[n];
      const alias = name === node.name ? label(data.classes[node.type]) : name;
      return make(
        "li",
        {
          id: `found-${i}`, role: "option", "aria-selected": String(i === at),
          onmousedown: (event) => { event.preventDefault(); take(i); },
        },
        swatch(node.type), node.name, make("small", {}, alias),
      );
    });
    $("found").replaceChildren(...(wanted && !rows.length ? [make("li", { class: "soft" }, words().none)] : rows));
    $("found").hidden = !wanted;
    $("search").setAttribute("aria-expanded", String(Boolean(wanted)));
    if (at >= 0) {
      $("search").setAttribute("aria-activedescendant", `found-${at}`);
      $(`found-${at}`).scrollIntoView({ block: "nearest" });
    } else $("search").removeAttribute("aria-activedescendant");
  }

  function take(i) {
    const n = found[i][2];
    $("search").value = "";
    search();
    if (focus && !focus.has(n)) showWhole();
    choose("node", n, true);
  }

  // ---- choosing, and what is shown of it

  let chosen = null;

  function choose(kind, n, move = false) {
    chosen = { kind, n };
    const element = kind === "node" ? nodeAt(n) : edgeAt(n);
    const near = kind === "node" ? element.closedNeighborhood() : element.union(element.connectedNodes());
    cy.batch(() => {
      cy.elements(".near, .chosen").removeClass("near chosen").removeStyle("label");
      if (!large) {
        cy.elements().addClass("faded");
        near.removeClass("faded");
      }
      near.addClass("near");
      near.edges().forEach((edge) => { edge.style("label", label(data.relations[edge.data("type")])); });
      near.nodes().removeStyle("label");
      element.addClass("chosen");
    });
    if (move && element.visible()) {
      const view = { center: { eles: element }, zoom: Math.max(cy.zoom(), kind === "node" ? 1 : 0.8) };
      if (still) { cy.zoom(view.zoom); cy.center(element); } else cy.animate(view, { duration: 300 });
    }
    history.replaceState(null, "", `#${encodeURIComponent(key(kind, n))}`);
    showDetails();
  }

  function clear() {
    chosen = null;
    cy.batch(() => {
      cy.elements(".near, .chosen").edges().removeStyle("label");
      cy.elements().removeClass("near chosen faded");
      edgeLabels();
    });
    history.replaceState(null, "", location.pathname + location.search);
    showDetails();
  }

  // In a large network only the relations of what is chosen bear labels.
  function edgeLabels() {
    if (!large) cy.edges().forEach((edge) => { edge.style("label", label(data.relations[edge.data("type")])); });
  }

  const edgeKey = (edge) =>
    [edge.type, data.nodes[edge.head].iri, data.nodes[edge.tail].iri, edge.status].join(" ");
  const key = (kind, n) => (kind === "node" ? data.nodes[n].iri : edgeKey(data.edges[n]));

  function chooseByLink() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (!wanted) return;
    const node = data.nodes.findIndex(({ iri }) => iri === wanted);
    const edge = node < 0 ? data.edges.findIndex((edge) => edgeKey(edge) === wanted) : -1;
    if (node >= 0) choose("node", node, true);
    else if (edge >= 0) choose("edge", edge, true);
  }

  function showNeighbours(n) {
    focus = new Set([n]);
    for (const link of linksOf[n]) focus.add(data.edges[link].head).add(data.edges[link].tail);
    $("whole").hidden = false;
    apply();
    place(n);
    fit();
  }

  // The chosen entity in the middle, the others in rings around it, the most linked nearest.
  function place(middle) {
    const others = [...focus].filter((n) => n !== middle).sort((a, b) => linksOf[b].length - linksOf[a].length || a - b);
    const first = Math.min(others.length, 10);
    nodeAt(middle).position({ x: 0, y: 0 });
    for (let ring = 1, from = 0; from < others.length; ring++) {
      const row = others.slice(from, from + first * ring);
      row.forEach((n, i) => {
        const angle = (2 * Math.PI * (i + ring / 2)) / row.length;
        nodeAt(n).position({ x: 210 * ring * Math.sin(angle), y: -170 * ring * Math.cos(angle) });
      });
      from += row.length;
    }
  }

  function showWhole() {
    focus = null;
    $("whole").hidden = true;
    cy.batch(() => cy.nodes().forEach((node) => {
      const [x, y] = data.nodes[node.data("n")].at;
      node.position({ x, y });
    }));
    apply();
    fit();
  }

  function fit() {
    // By the positions alone: to ask cytoscape for the bounds of 5,000 names takes seconds.
    const shown = cy.nodes().filter((node) => !node.hasClass("hidden")).map((node) => node.position());
    if (!shown.length) return;
    const [left, right] = [Math.min(...shown.map(({ x }) => x)) - 70, Math.max(...shown.map(({ x }) => x)) + 70];
    const [top, bottom] = [Math.min(...shown.map(({ y }) => y)) - 50, Math.max(...shown.map(({ y }) => y)) + 80];
    const zoom = Math.min(cy.width() / (right - left), cy.height() / (bottom - top), 1.6);
    cy.viewport({
      zoom,
      pan: { x: cy.width() / 2 - (zoom * (left + right)) / 2, y: cy.height() / 2 - (zoom * (top + bottom)) / 2 },
    });
  }

  function showDetails() {
    const parts = !chosen
      ? [make("h2", {}, words().nothing), make("p", { class: "soft" }, words().nothingMore)]
      : chosen.kind === "node" ? nodeDetails(chosen.n) : edgeDetails(chosen.n);
    $("details").replaceChildren(...parts);
    $("details").scrollTop = 0;
  }

  function nodeDetails(n) {
    const node = data.nodes[n];
    const chips = make("p", { class: "chips" }, make("span", { class: "chip" }, swatch(node.type), label(data.classes[node.type])));
    if (node.collective) {
      chips.append(make("span", { class: "chip" }, node.count ? words().count(node.count) : words().collective));
    }
    const parts = [make("h2", {}, node.name), chips];
    if (node.names.length) {
      parts.push(
        make("h3", {}, words().names),
        make("ul", { class: "chips" }, ...node.names.map((name) => make("li", { class: "chip" }, name))),
      );
    }
    if (linksOf[n].length) {
      parts.push(make("button", { type: "button", class: "focus", onclick: () => showNeighbours(n) }, words().focus));
      parts.push(make("h3", {}, words().links), ...linksOf[n].map((link) => linkRow(n, link)));
    }
    if (node.reports.length) {
      parts.push(make("h3", {}, words().saidBy), ...node.reports.map((r) => make("p", {}, reportTitle(data.reports[r]))));
    }
    return parts;
  }

  function linkRow(n, link) {
    const edge = data.edges[link];
    const type = data.relations[edge.type];
    const outward = edge.head === n;
    const other = data.nodes[outward ? edge.tail : edge.head];
    const verb = outward ? label(type) : type[`inverse_${language}`] || label(type);
    const row = make(
      "button",
      { type: "button", class: "row", "data-edge": String(link), onclick: () => choose("edge", link) },
      swatch(other.type), make("span", {}, make("span", { class: "soft" }, `${verb} `), other.name),
    );
    if (edge.status === "planned") row.append(make("span", { class: "chip planned" }, label(data.statuses.planned)));
    return row;
  }

  function edgeDetails(n) {
    const edge = data.edges[n];
    const head = data.nodes[edge.head];
    const tail = data.nodes[edge.tail];
    const end = (node, i) =>
      make(
        "button",
        { type: "button", class: "end", "data-node": String(i), onclick: () => choose("node", i) },
        swatch(node.type), node.name,
      );
    const symmetric = data.relations[edge.type].symmetric;
    const status = make("span", { class: `chip ${edge.status}` }, label(data.statuses[edge.status]));
    const joins = make(
      "p",
      { class: `joins is-${edge.status}` },
      make("strong", {}, label(data.relations[edge.type])), status, make("span", { class: "soft" }, symmetric ? "↕" : "↓"),
    );
    const facts = make("dl");
    for (const [name, value] of Object.entries(edge.attributes)) {
      facts.append(make("dt", {}, words()[name] ?? name), make("dd", {}, String(value)));
    }
    facts.append(make("dt", {}, words().confidence), make("dd", {}, edge.confidence.toFixed(2)));
    return [
      end(head, edge.head), joins, end(tail, edge.tail), facts,
      make("h3", {}, `${words().evidence} (${edge.evidence.length})`),
      ...edge.evidence.map((said) => evidence(said, head, tail)),
    ];
  }

  function evidence([r, p, start, end], head, tail) {
    const report = data.reports[r];
    const source = `${report.source} · ${words().lines(...report.lines)} · ${report.place ?? words().unmasked}`;
    return make(
      "article",
      { class: "evidence" },
      make("blockquote", {}, ...marked(data.passages[p], start, end, head, tail)),
      make("footer", {}, make("div", {}, reportTitle(report)), make("div", {}, source)),
    );
  }

  // Offsets count code points, as in the record. Within the marked words the names of both ends stand out.
  function marked(text, start, end, head, tail) {
    const letters = Array.from(text);
    const names = new Array(letters.length).fill("");
    for (const node of [head, tail]) {
      for (const name of [node.name, ...node.names].map((name) => Array.from(name))) {
        for (let i = start; i + name.length <= end; i++) {
          if (name.every((letter, k) => letter === letters[i + k])) names.fill(node.type, i, i + name.length);
        }
      }
    }
    const mark = make("mark");
    for (let i = start; i < end;) {
      let j = i;
      while (j < end && names[j] === names[i]) j++;
      const piece = letters.slice(i, j).join("");
      if (names[i]) {
        const named = make("span", { class: "named" }, piece);
        named.style.textDecorationColor = data.classes[names[i]].colour;
        mark.append(named);
      } else mark.append(piece);
      i = j;
    }
    return [letters.slice(0, start).join(""), mark, letters.slice(end).join("")];
  }

  function reportTitle(report) {
    const period = report.year ? `${report.year} ${words().half[report.half ?? 0]}`.trim() : "";
    const title = report.title ?? words().untitled;
    return period && !title.includes(String(report.year)) ? `${title} · ${period}` : title;
  }

  // ---- the rest of the page

  function speak(next) {
    language = next;
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = words()[element.dataset.text];
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", words()[element.dataset.label]);
    }
    $("search").placeholder = words().search;
    $("search").setAttribute("aria-label", words().search);
    ticks("statuses", data.statuses, counts.statuses, line);
    ticks("relations", data.relations, counts.relations);
    ticks("classes", data.classes, counts.classes, swatch);
    choices("county", places.map((place) => [`=${place}`, place || words().unmasked]));
    choices("year", years.map((year) => [String(year), String(year)]));
    cy.batch(edgeLabels);
    apply();
    if (chosen) choose(chosen.kind, chosen.n);
    else showDetails();
  }

  function save() {
    const blob = cy.png({ output: "blob", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: "#f5f7f9" });
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: `${document.title}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  cy.on("tap", "node", ({ target }) => choose("node", target.data("n")));
  cy.on("tap", "edge", ({ target }) => choose("edge", target.data("n")));
  cy.on("tap", ({ target }) => { if (target === cy && chosen) clear(); });
  cy.on("mouseover", "node, edge", () => { $("network").style.cursor = "pointer"; });
  cy.on("mouseout", "node, edge", () => { $("network").style.cursor = ""; });
  $("fit").addEventListener("click", fit);
  $("png").addEventListener("click", save);
  $("whole").addEventListener("click", showWhole);
  $("language").addEventListener("click", () => speak(language === "zh" ? "en" : "zh"));
  for (const id of ["county", "year", "unlinked"]) $(id).addEventListener("change", apply);
  $("search").addEventListener("input", search);
  $("search").addEventListener("blur", () => { $("found").hidden = true; });
  $("search").addEventListener("focus", () => { if ($("search").value) search(); });
  $("search").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      at = (at + step + found.length) % found.length;
      showFound($("search").value);
      event.preventDefault();
    } else if (event.key === "Enter" && at >= 0) take(at);
  });
  $("network").addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[event.key];
    const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    const centre = { x: cy.width() / 2, y: cy.height() / 2 };
    if (move) cy.panBy({ x: move[0], y: move[1] });
    else if (zoom) cy.zoom({ level: cy.zoom() * zoom, renderedPosition: centre });
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=search], select");
    if (event.key === "/" && !typing) {
      $("search").focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      if ($("search").value) { $("search").value = ""; search(); } else if (chosen) clear();
    }
  });
  window.addEventListener("hashchange", chooseByLink);

  if (!data.edges.length) $("unlinked").checked = true;
  speak("zh");
  fit();
  chooseByLink();
})();
