// Where entities stand. The layouts of the whole come with the data; those of a part are made here.

const X = new Float64Array(nodes.length);
const Y = new Float64Array(nodes.length);
let blocks = []; // rectangles behind the entities, with a heading: { name, x, y, width, height }

const ROW = { across: 132, down: 112, most: 9 };
const TIERS = ["outside", "alliance", "lead", "base", "units"];
const BASE = new Set(["TownshipHealthCentre", "CommunityHealthCentre", "PublicHealthInstitution"]);
const UNDER = new Set(["VillageClinic", "Unit"]);

function place() {
  blocks = [];
  if (asked.focus?.kind === "alliance") placeAlliance(asked.focus.n);
  else if (asked.focus) placeRings(asked.focus.n);
  else {
    const at = asked.layout === "county" ? "in_county" : "at";
    nodes.forEach((node, n) => {
      [X[n], Y[n]] = node[at];
    });
    if (asked.layout === "county") {
      blocks = data.blocks.map(({ county, at: [x, y], size: [width, height] }) => ({
        name: county === null ? () => words().shared : () => countyName(county),
        x,
        y,
        width,
        height,
      }));
    }
  }
}

// An alliance from top to bottom, as help flows: who is outside, itself, hospitals, primary care, villages and units.
function placeAlliance(n) {
  const members = new Set(membersOf(n));
  const inside = new Set([n, ...members]);
  for (const member of members)
    for (const e of linksOf[member])
      if (edges[e].type === "partOf" && edges[e].tail === member) inside.add(edges[e].head);
  const tierOf = (i) => {
    if (i === n) return "alliance";
    if (!inside.has(i)) return "outside";
    if (UNDER.has(nodes[i].type)) return "units";
    return BASE.has(nodes[i].type) ? "base" : "lead";
  };
  const rows = Object.fromEntries(TIERS.map((tier) => [tier, []]));
  for (const i of byDegree) if (focusSet.has(i)) rows[tierOf(i)].push(i);
  const widest = Math.max(...Object.values(rows).map((row) => Math.min(row.length, ROW.most)), 3);
  let y = 0;
  for (const tier of TIERS) {
    const row = rows[tier];
    if (!row.length) continue;
    const lines = Math.ceil(row.length / ROW.most);
    const across = Math.ceil(row.length / lines);
    middleFirst(row, across).forEach((line, l) =>
      line.forEach((i, k) => {
        X[i] =
          (k - (line.length - 1) / 2) * Math.max(ROW.across, (widest / Math.max(line.length, 1)) * ROW.across * 0.72);
        Y[i] = y + l * ROW.down + (k % 2) * 20; // every second lower: relations along a row stay apart
      }),
    );
    y += lines * ROW.down + 60;
    rows[tier].bottom = y;
  }
  const all = [...focusSet];
  const half = Math.max(...all.map((i) => Math.abs(X[i])), 200) + 110;
  let top = -76;
  for (const tier of TIERS) {
    if (!rows[tier].length) continue;
    blocks.push({
      name: () => words().tiers[tier],
      x: -half,
      y: top,
      width: 2 * half,
      height: rows[tier].bottom - 76 - top - 14,
    });
    top = rows[tier].bottom - 76;
  }
}

// Rows of at most so many, in each the first in the middle and the rest to both sides.
function middleFirst(row, across) {
  const lines = [];
  for (let from = 0; from < row.length; from += across) {
    const line = [];
    row.slice(from, from + across).forEach((i, k) => (k % 2 ? line.unshift(i) : line.push(i)));
    lines.push(line);
  }
  return lines;
}

// The entity in the middle, the others in rings around it, the nearer and the more linked first.
function placeRings(middle) {
  const beside = new Set(linksOf[middle].flatMap((e) => [edges[e].head, edges[e].tail]));
  const others = byDegree.filter((n) => n !== middle && focusSet.has(n));
  X[middle] = Y[middle] = 0;
  let ring = 1;
  for (const group of [others.filter((n) => beside.has(n)), others.filter((n) => !beside.has(n))]) {
    for (let from = 0; from < group.length; ring++) {
      const row = group.slice(from, from + 9 * ring);
      // Those of one class stand together.
      row
        .sort((a, b) => nodes[a].type.localeCompare(nodes[b].type) || a - b)
        .forEach((n, i) => {
          const angle = (2 * Math.PI * (i + (ring % 2) / 2)) / row.length;
          X[n] = 230 * ring * Math.sin(angle);
          Y[n] = -180 * ring * Math.cos(angle);
        });
      from += row.length;
    }
  }
}

let focusSet = new Set();
