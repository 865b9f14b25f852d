// Where and how large everything is drawn: relations as curves, entities as polygons.

const INK = "#17212b",
  SOFT = "#55636f",
  EDGE = "#98a5b3",
  GROUND = "#fafbfc",
  ACCENT = "#0b6478",
  BLOCK = "#f0f3f6";
const FONT = '"PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif';
const stage = $("network");
const canvas = $("drawing");
const over = $("over");
const brush = canvas.getContext("2d");
const overBrush = over.getContext("2d");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const classNames = Object.keys(data.classes);
const radius = nodes.map(({ size }) => size / 2);
// The width of each name in ems, of its longest line.
const ems = nodes.map((node) =>
  Math.max(
    ...node.label.map((line) =>
      [...line].reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x2e7f ? 1 : 0.58), 0),
    ),
  ),
);
const hubs = new Set(byDegree.slice(0, 40).filter((n) => linksOf[n].length > 3));

const leading = new Set(byDegree.slice(0, 12).filter((n) => linksOf[n].length > 5));

let width = 1,
  height = 1,
  ratio = 1;
let view = d3.zoomIdentity;
let shown = passing();
let drawOrder = []; // shown entities, the most linked first
let shownEdges = [];
const bend = new Float32Array(edges.length); // how far a relation bends from the straight line, in pixels of the layout
let near = null; // { nodes, edges } around what is chosen
let pointedAt = null;

const BENT = 30;
const FINE = 0.2; // nearer than this relations are drawn as curves with arrows, else as straight lines

// Relations between the same two entities bend apart; one alone is straight.
function arrange() {
  drawOrder = byDegree.filter((n) => shown.nodeShown[n]);
  shownEdges = [];
  const between = new Map();
  edges.forEach((edge, e) => {
    if (!shown.edgeShown[e] || edge.head === edge.tail) return;
    shownEdges.push(e);
    const pair = Math.min(edge.head, edge.tail) * nodes.length + Math.max(edge.head, edge.tail);
    const those = between.get(pair);
    if (those) those.push(e);
    else between.set(pair, [e]);
  });
  bend.fill(0);
  for (const those of between.values()) {
    if (those.length > 1) {
      those.forEach((e, i) => {
        bend[e] = (i - (those.length - 1) / 2) * BENT * (edges[e].head < edges[e].tail ? 1 : -1);
      });
    }
  }
}

// Seen from afar entities shrink less than distances, so that a province is no cloud of dust.
const sizeAt = (k) => Math.max(k, Math.min(0.8, k * 2.1), 0.14);

// A relation as a curve from border to border, in pixels of the layout: start, middle of the bend, end.
function curve(e, grown = 1) {
  const { head, tail } = edges[e];
  const dx = X[tail] - X[head],
    dy = Y[tail] - Y[head];
  const length = Math.hypot(dx, dy) || 1;
  const cx = (X[head] + X[tail]) / 2 - (dy / length) * bend[e] * 2;
  const cy = (Y[head] + Y[tail]) / 2 + (dx / length) * bend[e] * 2;
  const from = toward(X[head], Y[head], cx, cy, radius[head] * grown + 2);
  const to = toward(X[tail], Y[tail], cx, cy, radius[tail] * grown + 4);
  return [...from, cx, cy, ...to];
}

function toward(x, y, goalX, goalY, by) {
  const length = Math.hypot(goalX - x, goalY - y) || 1;
  return [x + ((goalX - x) / length) * by, y + ((goalY - y) / length) * by];
}

const middleOf = ([x1, y1, cx, cy, x2, y2]) => [x1 / 4 + cx / 2 + x2 / 4, y1 / 4 + cy / 2 + y2 / 4];

function trace(c, shape, x, y, r) {
  if (!shape.length) {
    c.moveTo(x + r, y);
    c.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  for (let i = 0; i < shape.length; i += 2) {
    if (i) c.lineTo(x + shape[i] * r, y + shape[i + 1] * r);
    else c.moveTo(x + shape[i] * r, y + shape[i + 1] * r);
  }
  c.closePath();
}
