// Moving and zooming the drawing.

// A drawing that takes longer than this, or has more in it, is not made anew in every frame of a movement: the last
// one is moved and stretched, and the new one made as soon as the movement rests.
const SLOW = 20; // milliseconds; what the browser then does to put it on the screen is not in them
const MANY = 4000; // entities and relations
const REST = 90;
const kept = document.createElement("canvas");
let painted = { view, took: 0, slow: false };
let frame = 0,
  rest = 0;

function draw() {
  if (!frame)
    frame = requestAnimationFrame(() => {
      frame = 0;
      paint();
    });
}

function moved() {
  if (!painted.slow) {
    draw();
    return;
  }
  clearTimeout(rest);
  rest = setTimeout(draw, REST);
  if (!frame)
    frame = requestAnimationFrame(() => {
      frame = 0;
      paintMoved();
    });
}

function paintMoved() {
  const scale = view.k / painted.view.k;
  brush.setTransform(ratio, 0, 0, ratio, 0, 0);
  brush.globalAlpha = 1;
  brush.fillStyle = GROUND;
  brush.fillRect(0, 0, width, height);
  brush.drawImage(
    kept,
    view.x - painted.view.x * scale,
    view.y - painted.view.y * scale,
    width * scale,
    height * scale,
  );
  if (pointedAt) paintOver();
}

const zoom = d3
  .zoom()
  .scaleExtent([0.01, 6])
  .clickDistance(4)
  .filter((event) => !event.button && event.type !== "dblclick" && !(event.type.startsWith("mouse") && dragged))
  .on("start", () => stage.classList.add("moving"))
  .on("zoom", ({ transform }) => {
    view = transform;
    moved();
  })
  .on("end", () => {
    stage.classList.remove("moving");
    moveEnded();
  });
const moving = d3.select(stage);
let dragged = null;
let moveEnded = () => {};

function go(transform, smoothly = true) {
  if (still || !smoothly || painted.slow) moving.call(zoom.transform, transform);
  else moving.transition().duration(280).call(zoom.transform, transform);
}

// The transform that shows these entities as large as there is room.
function fitting(those) {
  if (!those.length) return d3.zoomIdentity.translate(width / 2, height / 2);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const n of those) {
    left = Math.min(left, X[n] - 70);
    right = Math.max(right, X[n] + 70);
    top = Math.min(top, Y[n] - 40);
    bottom = Math.max(bottom, Y[n] + 70);
  }
  for (const block of blocks) {
    left = Math.min(left, block.x);
    right = Math.max(right, block.x + block.width);
    top = Math.min(top, block.y);
    bottom = Math.max(bottom, block.y + block.height);
  }
  const margin = { left: 24, right: 60, top: 60, bottom: 20 + $("key").offsetHeight };
  const k = Math.min(
    (width - margin.left - margin.right) / (right - left),
    (height - margin.top - margin.bottom) / (bottom - top),
    1.5,
  );
  return d3.zoomIdentity
    .translate((width + margin.left - margin.right) / 2, (height + margin.top - margin.bottom) / 2)
    .scale(Math.max(k, 0.01))
    .translate(-(left + right) / 2, -(top + bottom) / 2);
}

const fit = (smoothly = false) => go(fitting(drawOrder), smoothly);

// Bring something into the middle, near enough to read.
function center(x, y, least) {
  const k = Math.max(view.k, least);
  go(d3.zoomIdentity.translate(width / 2 - x * k, height / 2 - y * k).scale(k));
}

function resized(anew = false) {
  const box = stage.getBoundingClientRect();
  if (!box.width || !box.height || (box.width === width && box.height === height && !anew)) return;
  const [dx, dy] = [(box.width - width) / 2, (box.height - height) / 2];
  const first = width === 1;
  [width, height] = [box.width, box.height];
  ratio = Math.min(devicePixelRatio || 1, nodes.length > 1500 ? 1.5 : 2);
  for (const each of [canvas, over]) {
    each.width = Math.round(width * ratio);
    each.height = Math.round(height * ratio);
  }
  if (!first) moving.call(zoom.transform, new d3.ZoomTransform(view.k, view.x + dx, view.y + dy));
  paint();
}
