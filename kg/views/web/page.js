// The page's controls and keys, and its beginning.

function tell(text) {
  $("told").textContent = "";
  $("told").textContent = text;
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => {
    $("toast").hidden = true;
  }, 2600);
}

const scopeName = () => {
  const { kind, n } = asked.focus;
  return { alliance: words().allianceOf, near: words().around, far: words().twoSteps }[kind](nodes[n].name);
};
const scopeTitle = () => (asked.focus ? scopeName() : document.title);

// Everything as the link says.
function restore() {
  readLink();
  reading = null;
  speak(language);
  showView(asked.view);
  apply({ move: true });
  if (asked.chosen && !asked.focus) {
    const { kind, n } = asked.chosen;
    if (near && asked.view === "map") {
      const [x, y] = kind === "node" ? [X[n], Y[n]] : middleOf(curve(n));
      center(x, y, kind === "node" ? 0.9 : 0.8);
    }
  }
  if (asked.focus) near = null;
  draw();
  showDetails();
  keepLink();
}

function closeMenus(except = null) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}

$("fit").addEventListener("click", () => fit(true));
$("closer").addEventListener("click", () => zoom.scaleBy(moving, 1.4));
$("farther").addEventListener("click", () => zoom.scaleBy(moving, 1 / 1.4));
$("copy").addEventListener("click", copyLink);
for (const [id, action] of [
  ["png", savePng],
  ["svg", saveSvg],
  ["csv", saveCsv],
]) {
  $(id).addEventListener("click", () => {
    closeMenus();
    action();
  });
}
$("whole").addEventListener("click", () => {
  showWhole();
  stage.focus();
});
$("clear").addEventListener("click", () => {
  clearFilters();
  $("filters").focus();
});
$("loosen").addEventListener("click", () => {
  clearFilters();
  stage.focus();
});
$("language").addEventListener("click", () => {
  speak(language === "zh" ? "en" : "zh");
  apply();
  showDetails();
  keepLink();
});
$("unlinked").addEventListener("change", () => {
  asked.unlinked = $("unlinked").checked;
  filtered();
});
$("find-county").addEventListener("input", findCounty);
$("alliance").addEventListener("change", () =>
  $("alliance").value ? focusOn("alliance", Number($("alliance").value)) : showWhole(),
);
for (const radio of document.querySelectorAll("input[name=layout]"))
  radio.addEventListener("change", () => setLayout(radio.value));
$("more").addEventListener("click", showMoreRows);
$("table").addEventListener("click", (event) => {
  const row = event.target.closest("tbody tr");
  if (row) choose(row.dataset.kind, Number(row.dataset.n));
});
$("skip").addEventListener("click", () => {
  showView("relations");
  keepLink(true);
  $("tables").focus();
});
$("show-key").addEventListener("click", () => openKey($("legend").hidden));
$("show-filters").addEventListener("click", () => {
  const open = document.body.classList.toggle("filters-open");
  $("show-filters").setAttribute("aria-expanded", String(open));
  if (open) $("filters").focus();
});
$("close").addEventListener("click", () => {
  unchoose();
  stage.focus();
});

const tabs = [...document.querySelectorAll("[role=tab]")];
tabs.forEach((tab, i) => {
  tab.addEventListener("click", () => {
    showView(tab.dataset.view);
    keepLink(true);
  });
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(i + step + tabs.length) % tabs.length];
    showView(next.dataset.view);
    keepLink(true);
    next.focus();
  });
});

$("search").addEventListener("input", () => {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(search, nodes.length > 1500 ? 80 : 0);
});
$("search").addEventListener("blur", () => {
  $("results").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
});
$("search").addEventListener("focus", () => {
  if ($("search").value) search();
});
$("search").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (searchTimer && (step || event.key === "Enter")) search(); // faster than the search that waits
  if (step && found.length) {
    at = (at + step + found.length) % found.length;
    pointAtFound();
    event.preventDefault();
  } else if (event.key === "Enter" && at >= 0) take(at);
});

stage.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const closer = { "+": 1.25, "=": 1.25, "-": 0.8, _: 0.8 }[event.key];
  if (way && event.shiftKey) {
    const n = nextTowards(
      asked.chosen?.kind === "node" && shown.nodeShown[asked.chosen.n] ? asked.chosen.n : null,
      ...way,
    );
    if (n !== null) {
      choose("node", n);
      const [x, y] = view.apply([X[n], Y[n]]);
      if (x < 60 || y < 60 || x > width - 60 || y > height - 60) center(X[n], Y[n], view.k);
    }
  } else if (way) zoom.translateBy(moving, (-80 * way[0]) / view.k, (-80 * way[1]) / view.k);
  else if (closer) zoom.scaleBy(moving, closer);
  else if (event.key === "0") fit();
  else if (event.key === "Enter" && asked.chosen) $("about").querySelector("h2")?.focus();
  else return;
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=search], select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    $("search").focus();
    event.preventDefault();
  } else if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (document.activeElement === $("search") && $("search").value) {
      $("search").value = "";
      search();
    } else if (document.body.classList.contains("filters-open")) $("show-filters").click();
    else if (reading) {
      reading = null;
      showDetails();
    } else if (asked.chosen) unchoose();
    else if (asked.focus) showWhole();
  }
});
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
window.addEventListener("popstate", restore);

// For the console, and for tests: where things are drawn, in pixels of the window's drawing.
stage.network = {
  node: (key) => {
    const { n } = numberOf(key);
    return { ...point(X[n], Y[n]), shown: Boolean(shown.nodeShown[n]) };
  },
  relation: (key) => {
    const { n } = numberOf(key);
    return { ...point(...middleOf(curve(n, sizeAt(view.k) / view.k))), shown: Boolean(shown.edgeShown[n]) };
  },
  view: () => ({ zoom: view.k, x: view.x, y: view.y }),
};
function point(x, y) {
  const [px, py] = view.apply([x, y]);
  return { x: px, y: py };
}

openKey(innerWidth > 900);
resized();
restore();
new ResizeObserver(() => resized()).observe(stage);
(function watchScale() {
  // a window that is moved to a finer screen, or zoomed into
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    "change",
    () => {
      resized(true);
      watchScale();
    },
    { once: true },
  );
})();
