// Choosing an entity, a relation, a part of the network, a view.

function nearby() {
  near = null;
  if (!asked.chosen) return;
  const { kind, n } = asked.chosen;
  const links = (kind === "edge" ? [n] : linksOf[n]).filter((e) => shown.edgeShown[e]);
  near = { nodes: new Set(kind === "node" ? [n] : []), edges: new Set(links) };
  for (const e of links) near.nodes.add(edges[e].head).add(edges[e].tail);
  if (kind === "node" ? !shown.nodeShown[n] : !links.length) near = null;
}

function choose(kind, n, move = false) {
  asked.chosen = { kind, n };
  reading = null;
  if (move && asked.focus && kind === "node" && !focusSet.has(n)) {
    asked.focus = null;
    apply({ move: true });
  }
  nearby();
  showDetails(); // before anything is moved: on a narrow window the panel takes part of the drawing's place
  if (asked.view === "map") resized();
  if (move && near) {
    if (kind === "node") center(X[n], Y[n], 0.9);
    else {
      const [x, y] = middleOf(curve(n));
      center(x, y, 0.8);
    }
  }
  draw();
  markTableRow();
  keepLink(true);
  $("told").textContent = $("about").querySelector("h2")?.textContent ?? "";
}

function unchoose() {
  asked.chosen = null;
  reading = null;
  near = null;
  draw();
  showDetails();
  markTableRow();
  keepLink(true);
}

function focusOn(kind, n) {
  asked.focus = { kind, n };
  asked.chosen = { kind: "node", n };
  if (asked.view !== "map") showView("map");
  apply({ move: true });
  near = null; // the part is small: its middle is marked, and nothing in it is faded
  draw();
  showDetails();
  keepLink(true);
}

function showWhole() {
  asked.focus = null;
  apply({ move: true });
  keepLink(true);
}

function setLayout(name) {
  asked.layout = name;
  asked.focus = null;
  apply({ move: true });
  keepLink(true);
}

function showView(name) {
  asked.view = name;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.dataset.view === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  $("stage").hidden = name !== "map";
  $("tables").hidden = name === "map";
  $("tables").setAttribute("aria-labelledby", `tab-${name}`);
  rowsShown = CHUNK;
  showTable();
  if (name === "map") resized();
}
