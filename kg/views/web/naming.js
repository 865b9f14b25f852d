// Names in the drawing: as many as have room.

// Which parts of the window are taken by names and entities: rectangles in cells of 64 pixels.
class Taken {
  constructor() {
    this.cells = new Map();
  }

  *cellsOf([left, top, right, bottom]) {
    for (let i = left >> 6; i <= right >> 6; i++) for (let j = top >> 6; j <= bottom >> 6; j++) yield i * 4096 + j;
  }

  take(box, of = -1) {
    const kept = [...box, of];
    for (const cell of this.cellsOf(box)) {
      const there = this.cells.get(cell);
      if (there) there.push(kept);
      else this.cells.set(cell, [kept]);
    }
  }

  free([left, top, right, bottom], but = -2) {
    for (const cell of this.cellsOf([left, top, right, bottom])) {
      for (const [l, t, r, b, of] of this.cells.get(cell) ?? []) {
        if (of !== but && left < r && right > l && top < b && bottom > t) return false;
      }
    }
    return true;
  }
}

const fontSize = (k) => Math.max(11.5, Math.min(18, 12.5 * Math.sqrt(Math.max(k, 0.1))));
const MOST_NAMES = 220;

// The names that have room, those of what is chosen and of the most linked first.
function paintNames(c) {
  const { k, x, y } = view;
  const size = sizeAt(k);
  const base = fontSize(k);
  const taken = new Taken(); // by names
  const dots = new Taken(); // by entities
  const heads = new Taken(); // by the most linked of them
  const afar = k < (drawOrder.length > 800 ? 0.34 : 0.16);
  const inSight = drawOrder.filter((n) => {
    const sx = X[n] * k + x,
      sy = Y[n] * k + y;
    return sx > -60 && sy > -40 && sx < width + 60 && sy < height + 20;
  });
  if (!afar) {
    for (const n of inSight) {
      const sx = X[n] * k + x,
        sy = Y[n] * k + y,
        r = radius[n] * size * 0.8;
      dots.take([sx - r, sy - r, sx + r, sy + r], n);
      if (leading.has(n)) heads.take([sx - r, sy - r, sx + r, sy + r], n);
    }
  }
  paintBlockNames(c, taken);
  const first = near ? inSight.filter((n) => near.nodes.has(n)) : [];
  if (asked.chosen?.kind === "node") first.sort((a, b) => (b === asked.chosen.n) - (a === asked.chosen.n));
  const rest = near ? inSight.filter((n) => !near.nodes.has(n)) : inSight;
  c.textAlign = "center";
  c.textBaseline = "top";
  let named = 0;
  for (const [those, alpha] of [
    [first, 1],
    [rest, near ? 0.38 : 1],
  ]) {
    for (const n of those) {
      if (named >= MOST_NAMES) break;
      if (afar && those === rest && (!hubs.has(n) || (blocks.length && nodes[n].county !== null))) continue;
      const large = (leading.has(n) && !asked.focus) || (asked.chosen?.kind === "node" && asked.chosen.n === n);
      const font = base + (large ? 1 : 0);
      const lines = nodes[n].label;
      const half = (ems[n] * font) / 2 + 2,
        tall = lines.length * font * 1.22 + 2;
      const sx = X[n] * k + x,
        sy = Y[n] * k + y,
        r = radius[n] * size;
      // A name at the edge of the window moves in.
      const middle = sx < 0 || sx > width ? sx : Math.max(half + 2, Math.min(width - half - 2, sx));
      // The names of the most linked may cover other entities.
      const free = (box) => taken.free(box, n) && (large ? heads : dots).free(box, n);
      const must =
        those === first &&
        ((first.length < 60 && k > 0.5) || (asked.chosen.kind === "node" ? asked.chosen.n === n : true));
      for (const top of [sy + r + 4, sy - r - 4 - tall]) {
        const box = [middle - half, top, middle + half, top + tall];
        const above = [box[0], sy - r - 4 - tall, box[2], sy - r - 4];
        if (!free(box) && !(must && (top < sy || !free(above)))) continue;
        taken.take(box, n);
        c.globalAlpha = alpha;
        c.font = `${large ? 600 : 400} ${font}px ${FONT}`;
        write(c, lines, middle, top, font, INK, GROUND);
        named += 1;
        break;
      }
    }
  }
  c.globalAlpha = 1;
  paintEdgeNames(c, taken, base - 1.5);
}

function write(c, lines, x, top, font, colour, ground) {
  c.lineJoin = "round";
  c.lineWidth = 3;
  c.strokeStyle = ground;
  c.fillStyle = colour;
  lines.forEach((line, i) => {
    const y = top + i * font * 1.22;
    c.strokeText(line, x, y);
    c.fillText(line, x, y);
  });
}

function paintEdgeNames(c, taken, font) {
  const { k, x, y } = view;
  const those = near ? shownEdges.filter((e) => near.edges.has(e)) : k > 0.72 ? shownEdges : [];
  if (those.length > 600) return;
  c.textAlign = "center";
  c.textBaseline = "middle";
  const grown = sizeAt(k) / k;
  let named = 0;
  for (const e of those) {
    const bent = curve(e, grown);
    const [mx, my] = middleOf(bent).map((v, i) => v * k + (i ? y : x));
    if (mx < 0 || my < 0 || mx > width || my > height) continue;
    const text = label(data.relations[edges[e].type]);
    const long = Math.hypot(bent[4] - bent[0], bent[5] - bent[1]) * k;
    const wide = (language === "zh" ? text.length : text.length * 0.55) * font;
    const chosen = asked.chosen?.kind === "edge" && asked.chosen.n === e;
    if (long < wide + 8 && !chosen) continue;
    let angle = Math.atan2(bent[5] - bent[1], bent[4] - bent[0]);
    if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
    const across = (Math.abs(Math.cos(angle)) * wide) / 2 + 6,
      up = (Math.abs(Math.sin(angle)) * wide) / 2 + 6;
    const box = [mx - across, my - up, mx + across, my + up];
    if (!chosen && !taken.free(box)) continue;
    if (++named > 160) return;
    taken.take(box);
    c.save();
    c.translate(mx, my);
    c.rotate(angle);
    c.font = `${chosen ? 600 : 400} ${font}px ${FONT}`;
    c.lineJoin = "round";
    c.lineWidth = 4;
    c.strokeStyle = GROUND;
    c.strokeText(text, 0, 0);
    c.fillStyle = chosen ? ACCENT : SOFT;
    c.fillText(text, 0, 0);
    c.restore();
  }
}
