// What is shown, as a file: SVG, PNG (the SVG, painted) and a table.

const MOST_PIXELS = 16e6; // of a PNG: what is larger no program opens with pleasure, and SVG is for it
const MOST_EDGE_NAMES = 150;
const XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// Characters that XML 1.0 does not know are left out.
const xml = (text) =>
  String(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"]/g, (c) => XML[c]);
const round = (number) => Math.round(number * 10) / 10;

function figure(type, x, y, r, paint) {
  const { shape } = data.classes[type];
  if (!shape.length) return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" ${paint}/>`;
  const points = shape
    .map((v, i) => round((i % 2 ? y : x) + v * r))
    .reduce((all, v, i) => all + (i % 2 ? "," : i ? " " : "") + v, "");
  return `<polygon points="${points}" ${paint}/>`;
}

const svgStyle = () =>
  [
    `text{font:12.5px ${FONT.replaceAll('"', "'")};fill:${INK}}`,
    `.n{text-anchor:middle;paint-order:stroke;stroke:${GROUND};stroke-width:3px;stroke-linejoin:round}`,
    `.r{text-anchor:middle;font-size:11px;fill:${SOFT};paint-order:stroke;stroke:${GROUND};stroke-width:4px}`,
    `.e{fill:none;stroke:${EDGE};stroke-width:1.5}.planned{stroke-dasharray:6 4}.across{opacity:.4}`,
    `.s,.b{fill:${SOFT}}.b{font-weight:600;font-size:15px}.t{font-size:22px;font-weight:600}`,
  ].join("");

function svgText() {
  const margin = 48;
  const box = { left: 0, right: 640, top: 0, bottom: 0 };
  if (drawOrder.length) {
    box.left = Math.min(...drawOrder.map((n) => X[n] - 80), ...blocks.map((b) => b.x));
    box.right = Math.max(...drawOrder.map((n) => X[n] + 80), ...blocks.map((b) => b.x + b.width), box.left + 640);
    box.top = Math.min(...drawOrder.map((n) => Y[n] - 50), ...blocks.map((b) => b.y));
    box.bottom = Math.max(...drawOrder.map((n) => Y[n] + 80), ...blocks.map((b) => b.y + b.height));
  }
  // What stands beside the network grows with it, to be read when the whole is seen.
  const grown = Math.max(1, Math.min(5, (box.right - box.left) / 1300));
  const left = box.left - margin,
    top = box.top - margin - 64 * grown;
  const wide = box.right - box.left + 2 * margin;
  const legend = svgLegend((wide - 2 * margin) / grown);
  const high = box.bottom - top + (legend.height + 40) * grown + margin;
  const group = (x, y, ...parts) =>
    `<g transform="translate(${round(x)} ${round(y)}) scale(${round(grown)})">\n${parts.join("\n")}\n</g>`;
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(left)} ${round(top)} ${round(wide)} ${round(high)}" width="${round(wide)}" height="${round(high)}" role="img">`,
    `<title>${xml(document.title)}</title>`,
    `<style>${svgStyle()}<\/style>`,
    `<rect x="${round(left)}" y="${round(top)}" width="${round(wide)}" height="${round(high)}" fill="${GROUND}"/>`,
    group(
      left + margin,
      top + 40 * grown,
      `<text class="t">${xml(scopeTitle())}</text>`,
      `<text class="s" y="24">${xml($("shown").textContent)}</text>`,
    ),
  ];
  for (const block of blocks) {
    out.push(
      `<rect x="${round(block.x)}" y="${round(block.y)}" width="${round(block.width)}" height="${round(block.height)}" rx="14" fill="${BLOCK}"/>`,
    );
    out.push(group(block.x + 16 * grown, block.y + 24 * grown, `<text class="b">${xml(block.name())}</text>`));
  }
  const names = [];
  for (const e of shownEdges) {
    const bent = curve(e);
    const [sx, sy, cx, cy, ex, ey] = bent.map(round);
    const across = blocks.length && !asked.focus && !within(e) ? " across" : "";
    out.push(`<path class="e ${edges[e].status}${across}" d="M${sx} ${sy}Q${cx} ${cy} ${ex} ${ey}"/>`);
    if (!data.relations[edges[e].type].symmetric) {
      const length = Math.hypot(ex - cx, ey - cy) || 1;
      const dx = ((ex - cx) / length) * 9,
        dy = ((ey - cy) / length) * 9;
      out.push(
        `<path d="M${ex} ${ey}L${round(ex - dx - dy * 0.42)} ${round(ey - dy + dx * 0.42)} ${round(ex - dx + dy * 0.42)} ${round(ey - dy - dx * 0.42)}z" fill="${EDGE}"/>`,
      );
    }
    names.push([middleOf(bent).map(round), label(data.relations[edges[e].type])]);
  }
  if (names.length <= MOST_EDGE_NAMES)
    for (const [[x, y], name] of names) out.push(`<text class="r" x="${x}" y="${y + 4}">${xml(name)}</text>`);
  for (const n of drawOrder) {
    const { type, collective } = nodes[n];
    const { colour } = data.classes[type];
    if (collective)
      out.push(figure(type, X[n], Y[n], radius[n] + 4, `fill="none" stroke="${colour}" stroke-width="1.6"`));
    out.push(figure(type, X[n], Y[n], radius[n], `fill="${colour}" stroke="${GROUND}" stroke-width="1.5"`));
  }
  for (const n of drawOrder)
    nodes[n].label.forEach((line, i) =>
      out.push(`<text class="n" x="${round(X[n])}" y="${round(Y[n] + radius[n] + 16 + 15 * i)}">${xml(line)}</text>`),
    );
  return {
    text: [...out, group(left + margin, box.bottom + 36 * grown, ...legend.parts), "</svg>"].join("\n"),
    wide,
    high,
  };
}

function svgLegend(wide) {
  const used = new Set(drawOrder.map((n) => nodes[n].type));
  const said = new Set(shownEdges.map((e) => edges[e].status));
  const items = [
    ...classNames
      .filter((type) => used.has(type))
      .map((type) => [
        label(data.classes[type]),
        (x, y) => figure(type, x + 9, y - 4, 8, `fill="${data.classes[type].colour}"`),
      ]),
    ...Object.keys(data.statuses)
      .filter((s) => said.has(s))
      .map((s) => [
        label(data.statuses[s]),
        (x, y) => `<path class="e ${s}" d="M${round(x - 4)} ${round(y - 4)}h24"/>`,
      ]),
  ];
  const parts = [];
  let x = 0,
    y = 0;
  for (const [text, mark] of items) {
    const size = 30 + (language === "zh" ? 13 : 7) * text.length + 26;
    if (x + size > wide && x > 0) {
      x = 0;
      y += 28;
    }
    parts.push(mark(x, y), `<text x="${round(x + 26)}" y="${round(y)}">${xml(text)}</text>`);
    x += size;
  }
  return { parts, height: y + 12 };
}

function saveSvg() {
  save(new Blob([svgText().text], { type: "image/svg+xml" }), "svg");
}

async function savePng() {
  const { text, wide, high } = svgText();
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (wide * high)));
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const paper = make("canvas", { width: Math.round(wide * scale), height: Math.round(high * scale) });
  paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
  URL.revokeObjectURL(address);
  paper.toBlob((blob) => save(blob, "png"), "image/png");
}

// The rows of the table that is open, or of the relations; for spreadsheets, so no cell can begin a formula.
function saveCsv() {
  const which = tableOf();
  const columns = COLUMNS[which];
  const cell = (value) => {
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const said = which === "relations" ? [words().evidence] : [];
  const head = [...columns.map(({ title }) => words()[title]), ...said];
  const rows = tableItems(which).map((item) => [
    ...columns.map((column) => String(column.number ? column.number(item) : column.text(item))),
    ...(which === "relations"
      ? [
          edges[item].evidence
            .map(([, p, start, end]) => Array.from(data.passages[p]).slice(start, end).join(""))
            .join(" | "),
        ]
      : []),
  ]);
  save(
    new Blob(["\ufeff", [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n"), "\r\n"], {
      type: "text/csv",
    }),
    "csv",
  );
}

function save(blob, ending) {
  const name = `${scopeTitle().replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_")}.${ending}`;
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  tell(words().saved(name));
}
