// The pointer: what it is on, clicks and drags.

function under(px, py, reach = 4) {
  const { k, x, y } = view;
  const size = sizeAt(k);
  for (let i = drawOrder.length - 1, best = null; ; i--) {
    if (i < 0) {
      if (best) return best;
      break;
    }
    const n = drawOrder[i];
    const distance = Math.hypot(X[n] * k + x - px, Y[n] * k + y - py) - Math.max(radius[n] * size, 5);
    if (distance < reach && (!best || distance < best.distance)) best = { kind: "node", n, distance };
  }
  const grown = size / k;
  const straight = k <= FINE || shownEdges.length >= 2500;
  let best = null;
  for (const e of shownEdges) {
    if (straight && !near?.edges.has(e) && shownEdges.length > 2500 && k < 0.12) continue;
    const { head, tail } = edges[e];
    const wide = Math.abs(bend[e]) * k + reach + 2;
    const x1 = X[head] * k + x,
      x2 = X[tail] * k + x,
      y1 = Y[head] * k + y,
      y2 = Y[tail] * k + y;
    if (
      px < Math.min(x1, x2) - wide ||
      px > Math.max(x1, x2) + wide ||
      py < Math.min(y1, y2) - wide ||
      py > Math.max(y1, y2) + wide
    )
      continue;
    const distance = toCurve(
      px,
      py,
      curve(e, grown).map((v, i) => v * k + (i % 2 ? y : x)),
    );
    if (distance < reach + 2 && (!best || distance < best.distance)) best = { kind: "edge", n: e, distance };
  }
  return best;
}

function toCurve(px, py, [x1, y1, cx, cy, x2, y2]) {
  let least = Infinity;
  let [ax, ay] = [x1, y1];
  for (let i = 1; i <= 12; i++) {
    const t = i / 12,
      s = 1 - t;
    const [bx, by] = [s * s * x1 + 2 * s * t * cx + t * t * x2, s * s * y1 + 2 * s * t * cy + t * t * y2];
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(px - ax - along * dx, py - ay - along * dy));
    [ax, ay] = [bx, by];
  }
  return least;
}

// The shown entity that lies nearest in a direction from another, or from the middle of the window.
function nextTowards(from, dx, dy) {
  const [x, y] = from === null ? view.invert([width / 2, height / 2]) : [X[from], Y[from]];
  let best = null;
  for (const n of drawOrder) {
    if (n === from) continue;
    const along = (X[n] - x) * dx + (Y[n] - y) * dy;
    const aside = Math.abs((X[n] - x) * dy - (Y[n] - y) * dx);
    if (from !== null && (along <= 0 || aside > along * 1.2)) continue;
    const cost = from === null ? Math.hypot(X[n] - x, Y[n] - y) : along + 2 * aside;
    if (!best || cost < best.cost) best = { n, cost };
  }
  return best?.n ?? null;
}

moving.call(zoom);
stage.addEventListener(
  "pointerdown",
  (event) => {
    const hit = event.button ? null : under(...pointOf(event));
    if (hit?.kind === "node" && event.pointerType === "mouse")
      dragged = { n: hit.n, from: pointOf(event), moved: false };
  },
  { capture: true },
);
window.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const [x, y] = pointOf(event);
  if (!dragged.moved && Math.hypot(x - dragged.from[0], y - dragged.from[1]) < 4) return;
  dragged.moved = true;
  [X[dragged.n], Y[dragged.n]] = view.invert([x, y]);
  pointedAt = { kind: "node", n: dragged.n };
  if (painted.slow) paintOver();
  else draw();
});
window.addEventListener("pointerup", () => {
  if (!dragged) return;
  const { n, moved: far } = dragged;
  setTimeout(() => {
    dragged = null;
  }); // after the click that ends it
  if (far) draw();
  else choose("node", n);
});
stage.addEventListener("click", (event) => {
  if (event.defaultPrevented || dragged || !event.target.closest("#network")) return;
  const hit = under(...pointOf(event), event.pointerType === "touch" ? 12 : 4);
  if (hit) choose(hit.kind, hit.n);
  else if (asked.chosen) unchoose();
});
let pointing = 0;
stage.addEventListener("pointermove", (event) => {
  if (dragged || stage.classList.contains("moving") || pointing || event.pointerType === "touch") return;
  pointing = requestAnimationFrame(() => {
    pointing = 0;
    pointTo(under(...pointOf(event)));
  });
});
stage.addEventListener("pointerleave", () => pointTo(null));
moveEnded = () => pointTo(null);

function pointTo(hit) {
  if (hit?.kind === pointedAt?.kind && hit?.n === pointedAt?.n) return;
  pointedAt = hit;
  stage.style.cursor = hit ? "pointer" : "";
  paintOver();
}

function pointOf(event) {
  const box = stage.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
