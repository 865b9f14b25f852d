// The page's link holds what the reader has asked for, so that it can be sent and kept.

function linked() {
  const { off, counties, years, unlinked, view: tab, layout, focus, chosen } = asked;
  const link = new URLSearchParams();
  for (const [filter, names] of Object.entries(off))
    if (names.size) link.set(`without-${filter}`, [...names].join(","));
  if (counties.size) link.set("counties", [...counties].join(","));
  if (years.size) link.set("years", [...years].join(","));
  if (unlinked !== !edges.length) link.set("unlinked", unlinked ? "1" : "0");
  if (tab !== "map") link.set("view", tab);
  if (layout !== "network") link.set("layout", layout);
  if (focus) link.set(focus.kind, nodeKey(nodes[focus.n]));
  if (chosen) link.set("chosen", keyOf(chosen));
  if (language !== "zh") link.set("language", language);
  return link.toString();
}

// Names that this graph does not know are passed over: a link may be older than the page.
function readLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  const list = (name) => (link.has(name) ? link.get(name).split(",") : []);
  const known = { statuses: data.statuses, relations: data.relations, classes: data.classes };
  for (const filter of Object.keys(known))
    asked.off[filter] = new Set(list(`without-${filter}`).filter((name) => Object.hasOwn(known[filter], name)));
  asked.counties = new Set(list("counties").filter((county) => allCounties.includes(county)));
  asked.years = new Set(
    list("years")
      .map(Number)
      .filter((year) => allYears.includes(year)),
  );
  asked.unlinked = link.has("unlinked") ? link.get("unlinked") === "1" : !edges.length;
  asked.view = ["relations", "entities"].includes(link.get("view")) ? link.get("view") : "map";
  asked.layout = link.get("layout") === "county" ? "county" : "network";
  asked.focus = null;
  for (const kind of ["alliance", "near", "far"]) {
    if (nodeNumber.has(link.get(kind))) asked.focus = { kind, n: nodeNumber.get(link.get(kind)) };
  }
  asked.chosen = link.has("chosen") ? numberOf(link.get("chosen")) : null;
  language = link.get("language") === "en" ? "en" : "zh";
}

let linkTimer = 0;

// What the reader goes to and may come back from (a choice, a part, a view) is a step in the browser's history.
function keepLink(step = false) {
  clearTimeout(linkTimer);
  const write = () => {
    const address = `${location.pathname}${location.search}${linked() ? `#${linked()}` : ""}`;
    if (address === location.pathname + location.search + location.hash) return;
    try {
      history[step ? "pushState" : "replaceState"](null, "", address);
    } catch {
      /* a browser may forbid too many in a row */
    }
  };
  if (step) write();
  else linkTimer = setTimeout(write, 150);
}

async function copyLink() {
  keepLink(true);
  try {
    await navigator.clipboard.writeText(location.href);
    tell(words().copied);
  } catch {
    prompt(words().copyThis, location.href);
  }
}
