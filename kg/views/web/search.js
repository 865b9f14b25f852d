// Search by name and alias.

const MOST_FOUND = 30;
let found = [];
let at = -1;
let searchTimer = 0;

function search() {
  clearTimeout(searchTimer);
  searchTimer = 0;
  const wanted = $("search").value.trim();
  const all = entitiesNamed(wanted);
  found = all.slice(0, MOST_FOUND);
  at = found.length ? 0 : -1;
  const rows = found.map(({ n, name }, i) => {
    const node = nodes[n];
    const beside = name === node.name ? label(data.classes[node.type]) : name;
    const where = node.county != null && !node.name.includes(node.county) ? ` · ${countyName(node.county)}` : "";
    return make(
      "li",
      {
        id: `found-${i}`,
        role: "option",
        "aria-selected": String(i === at),
        onmousedown: (event) => {
          event.preventDefault();
          take(i);
        },
      },
      swatch(node.type),
      make("span", { class: "what" }, node.name),
      make("small", {}, beside + where),
    );
  });
  $("found").replaceChildren(...rows);
  $("found").hidden = !rows.length;
  $("not-found").hidden = !wanted || rows.length > 0;
  $("more-found").hidden = all.length <= MOST_FOUND;
  $("more-found").textContent = words().more(all.length - MOST_FOUND);
  $("results").hidden = !wanted;
  $("search").setAttribute("aria-expanded", String(rows.length > 0));
  pointAtFound();
}

function pointAtFound() {
  [...$("found").children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
  if (at >= 0) {
    $("search").setAttribute("aria-activedescendant", `found-${at}`);
    $(`found-${at}`).scrollIntoView({ block: "nearest" });
  } else $("search").removeAttribute("aria-activedescendant");
}

function take(i) {
  const { n } = found[i];
  $("search").value = "";
  search();
  choose("node", n, true);
}
