// The network on two canvases: the drawing, and over it what the pointer is on.

function paint() {
  const started = performance.now();
  const c = brush;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.globalAlpha = 1;
  c.fillStyle = GROUND;
  c.fillRect(0, 0, width, height);
  paintBlocks(c);
  const faint = near ? (e) => !near.edges.has(e) : null;
  const plain = near ? shownEdges.filter(faint) : shownEdges;
  if (blocks.length && !asked.focus) {
    // what joins two counties runs across others: lightly
    paintEdges(
      c,
      plain.filter((e) => !within(e)),
      near ? 0.1 : 0.35,
      false,
    );
    paintEdges(c, plain.filter(within), near ? 0.16 : 1, false);
  } else paintEdges(c, plain, near ? 0.16 : 1, false);
  paintNodes(c, near ? drawOrder.filter((n) => !near.nodes.has(n)) : drawOrder, near ? 0.22 : 1);
  if (near) {
    paintEdges(
      c,
      shownEdges.filter((e) => near.edges.has(e)),
      1,
      true,
    );
    paintNodes(
      c,
      drawOrder.filter((n) => near.nodes.has(n)),
      1,
    );
  }
  paintNames(c);
  const took = performance.now() - started;
  painted = { view, took, slow: took > SLOW || drawOrder.length + shownEdges.length > MANY };
  if (painted.slow) {
    kept.width = canvas.width;
    kept.height = canvas.height;
    kept.getContext("2d").drawImage(canvas, 0, 0);
  }
  paintOver();
}

const within = (e) => nodes[edges[e].head].county === nodes[edges[e].tail].county;

function paintBlocks(c) {
  const { k, x, y } = view;
  c.lineWidth = 1;
  for (const block of blocks) {
    const box = [block.x * k + x, block.y * k + y, block.width * k, block.height * k];
    if (box[0] > width || box[1] > height || box[0] + box[2] < 0 || box[1] + box[3] < 0) continue;
    c.fillStyle = BLOCK;
    c.beginPath();
    c.roundRect(...box, Math.min(12, 24 * k));
    c.fill();
  }
}

function paintBlockNames(c, taken) {
  const { k, x, y } = view;
  c.textAlign = "left";
  c.textBaseline = "top";
  for (const block of blocks) {
    const [left, top, across] = [block.x * k + x, block.y * k + y, block.width * k];
    if (left > width || top > height || left + across < 0 || top < -30 || across < 16) continue;
    const size = Math.max(11, Math.min(15, across / 14));
    c.font = `600 ${size}px ${FONT}`;
    const at = [Math.max(left, 0) + 8, Math.max(top, 0) + 7];
    const name = block.name();
    if (across < 44) {
      at[0] = left + 1;
      at[1] = top - 4;
    }
    const box = [at[0] - 2, at[1] - 2, at[0] + name.length * size + 6, at[1] + size + 4];
    if (across < 100 && !taken.free(box)) continue;
    taken.take(box);
    write(c, [name], at[0], at[1], size, SOFT, BLOCK);
  }
}

function paintEdges(c, those, alpha, strong) {
  const { k, x, y } = view;
  const grown = sizeAt(k) / k;
  const fine = k > FINE && those.length < 2500;
  const edge = 40;
  c.globalAlpha = alpha * (fine || strong ? 1 : Math.max(0.14, Math.min(0.8, 1200 / Math.max(those.length, 1))));
  c.strokeStyle = c.fillStyle = strong ? SOFT : EDGE;
  const chosen = asked.chosen?.kind === "edge" ? asked.chosen.n : -1;
  for (const status of Object.keys(data.statuses)) {
    c.setLineDash(status === "planned" ? [6, 4] : []);
    c.lineWidth = strong ? 2 : fine ? Math.min(2, Math.max(1, 1.5 * k)) : 1;
    const tips = [];
    let inPath = 0;
    c.beginPath();
    for (const e of those) {
      if (edges[e].status !== status) continue;
      const { head, tail } = edges[e];
      const x1 = X[head] * k + x,
        y1 = Y[head] * k + y,
        x2 = X[tail] * k + x,
        y2 = Y[tail] * k + y;
      if (
        Math.max(x1, x2) < -edge ||
        Math.min(x1, x2) > width + edge ||
        Math.max(y1, y2) < -edge ||
        Math.min(y1, y2) > height + edge
      )
        continue;
      if (!fine && !strong) {
        c.moveTo(x1, y1);
        c.lineTo(x2, y2);
        if (++inPath % 256 === 0) {
          c.stroke();
          c.beginPath();
        }
        continue;
      }
      const [sx, sy, cx, cy, ex, ey] = curve(e, grown).map((v, i) => v * k + (i % 2 ? y : x));
      if (e === chosen) {
        c.stroke();
        c.save();
        c.strokeStyle = c.fillStyle = ACCENT;
        c.lineWidth = 3.4;
        c.beginPath();
        c.moveTo(sx, sy);
        c.quadraticCurveTo(cx, cy, ex, ey);
        c.stroke();
        c.setLineDash([]);
        if (!data.relations[edges[e].type].symmetric) {
          c.beginPath();
          tip(c, cx, cy, ex, ey, 12);
          c.fill();
        }
        c.restore();
        c.beginPath();
        continue;
      }
      c.moveTo(sx, sy);
      c.quadraticCurveTo(cx, cy, ex, ey);
      if (!data.relations[edges[e].type].symmetric) tips.push([cx, cy, ex, ey]);
    }
    c.stroke();
    c.setLineDash([]);
    c.beginPath();
    const size = strong ? 10 : Math.max(5, Math.min(9, 9 * k));
    for (const [cx, cy, ex, ey] of tips) tip(c, cx, cy, ex, ey, size);
    c.fill();
  }
  c.globalAlpha = 1;
}

// An arrow head at the end of a curve that comes from (cx, cy).
function tip(c, cx, cy, ex, ey, size) {
  const length = Math.hypot(ex - cx, ey - cy) || 1;
  const dx = ((ex - cx) / length) * size,
    dy = ((ey - cy) / length) * size;
  c.moveTo(ex, ey);
  c.lineTo(ex - dx - dy * 0.42, ey - dy + dx * 0.42);
  c.lineTo(ex - dx + dy * 0.42, ey - dy - dx * 0.42);
  c.closePath();
}

function paintNodes(c, those, alpha) {
  const { k, x, y } = view;
  const size = sizeAt(k);
  c.globalAlpha = alpha;
  const inSight = those.filter((n) => {
    const sx = X[n] * k + x,
      sy = Y[n] * k + y;
    return sx > -40 && sy > -40 && sx < width + 40 && sy < height + 40;
  });
  const rim = Math.min(1.5, 6 * size * 0.4);
  for (const type of classNames) {
    const { colour, shape } = data.classes[type];
    const own = inSight.filter((n) => nodes[n].type === type);
    if (!own.length) continue;
    const sets = own.filter((n) => nodes[n].collective);
    if (sets.length && size > 0.2) {
      c.beginPath();
      for (const n of sets) trace(c, shape, X[n] * k + x, Y[n] * k + y, radius[n] * size + 4);
      c.strokeStyle = colour;
      c.lineWidth = 1.6;
      c.stroke();
    }
    c.beginPath();
    for (const n of own) trace(c, shape, X[n] * k + x, Y[n] * k + y, radius[n] * size);
    c.fillStyle = colour;
    c.fill();
    if (size > 0.2) {
      c.strokeStyle = GROUND;
      c.lineWidth = rim;
      c.stroke();
    }
  }
  c.globalAlpha = 1;
  if (asked.chosen?.kind === "node" && those.includes(asked.chosen.n)) {
    const { n } = asked.chosen;
    c.beginPath();
    trace(c, data.classes[nodes[n].type].shape, X[n] * k + x, Y[n] * k + y, radius[n] * size + 3.5);
    c.strokeStyle = INK;
    c.lineWidth = 2.5;
    c.stroke();
  }
}

// What the pointer is on: its name on a label, and the lines to its neighbours.
function paintOver() {
  const c = overBrush;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, width, height);
  if (!pointedAt) return;
  const { k, x, y } = view;
  const grown = sizeAt(k) / k;
  const those = pointedAt.kind === "edge" ? [pointedAt.n] : linksOf[pointedAt.n].filter((e) => shown.edgeShown[e]);
  c.strokeStyle = ACCENT;
  c.lineWidth = pointedAt.kind === "edge" ? 3 : 1.6;
  c.beginPath();
  for (const e of those) {
    if (edges[e].head === edges[e].tail) continue;
    const [sx, sy, cx, cy, ex, ey] = curve(e, grown).map((v, i) => v * k + (i % 2 ? y : x));
    c.moveTo(sx, sy);
    c.quadraticCurveTo(cx, cy, ex, ey);
  }
  c.stroke();
  let text, at;
  if (pointedAt.kind === "node") {
    const { n } = pointedAt;
    const r = radius[n] * sizeAt(k);
    c.beginPath();
    trace(c, data.classes[nodes[n].type].shape, X[n] * k + x, Y[n] * k + y, r + 3);
    c.lineWidth = 2;
    c.stroke();
    text = nodes[n].name;
    at = [X[n] * k + x, Y[n] * k + y + r + 6];
  } else {
    const edge = edges[pointedAt.n];
    text = `${nodes[edge.head].name} ${label(data.relations[edge.type])} ${nodes[edge.tail].name}`;
    const middle = middleOf(curve(pointedAt.n, grown));
    at = [middle[0] * k + x, middle[1] * k + y + 10];
  }
  c.font = `500 13px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  const half = c.measureText(text).width / 2 + 10;
  const left = Math.max(half + 4, Math.min(width - half - 4, at[0]));
  const top = Math.min(at[1], height - 30);
  c.fillStyle = INK;
  c.beginPath();
  c.roundRect(left - half, top, 2 * half, 26, 6);
  c.fill();
  c.fillStyle = "#fff";
  c.fillText(text, left, top + 13.5);
}
