// The filters, and what follows from them.

function apply({ move = false } = {}) {
  focusSet = asked.focus ? focused(asked.focus) : new Set();
  shown = passing();
  if (move) place();
  arrange();
  rowsShown = CHUNK;
  nearby();
  $("shown").textContent = shownText();
  $("empty").hidden = shown.shownNodes > 0;
  $("empty-text").textContent = nodes.length ? words().empty : words().emptyGraph;
  $("loosen").hidden = !nodes.length;
  $("scope").hidden = !asked.focus;
  if (asked.focus) $("scope-name").textContent = scopeName();
  $("alliance").value = asked.focus?.kind === "alliance" ? String(asked.focus.n) : "";
  for (const radio of document.querySelectorAll("input[name=layout]")) {
    radio.checked = !asked.focus && radio.value === asked.layout;
  }
  $("clear").hidden = !filtering();
  showCounts();
  showTable();
  if (move) fit();
  else draw();
}

// Where nothing but entities without relations is missing, it says so: no filter explains their number.
function shownText() {
  const text = words().shown(shown.shownNodes, nodes.length, shown.shownEdges, edges.length);
  const alone = nodes.filter((_, n) => !linksOf[n].length && !shown.nodeShown[n]).length;
  return alone && shown.shownNodes + alone === nodes.length ? `${text} · ${words().alone(alone)}` : text;
}

const filtering = () =>
  Object.values(asked.off).some((names) => names.size) || asked.counties.size > 0 || asked.years.size > 0;

function showCounts() {
  for (const number of document.querySelectorAll("[data-count]")) {
    const [filter, name] = JSON.parse(number.dataset.count);
    const text = String(shown.counts[filter][name] ?? 0);
    if (number.textContent === text) continue;
    number.textContent = text;
    number.closest(".tick").classList.toggle("none", text === "0");
  }
}

function filtered() {
  apply();
  keepLink();
  if (!asked.chosen && !reading) showDetails();
}

function ticks(filter, terms, picture) {
  $(filter).replaceChildren(
    ...Object.entries(terms).map(([name, term]) => {
      const box = make("input", { type: "checkbox", value: name, "data-filter": filter });
      box.checked = !asked.off[filter].has(name);
      box.addEventListener("change", () => {
        asked.off[filter][box.checked ? "delete" : "add"](name);
        filtered();
      });
      const number = make("span", { class: "number", "data-count": JSON.stringify([filter, name]) });
      const only = make(
        "button",
        {
          type: "button",
          class: "only",
          "aria-label": words().onlyThis(label(term)),
          onclick: () => {
            const others = Object.keys(terms).filter((other) => other !== name);
            const alone = others.every((other) => asked.off[filter].has(other)) && !asked.off[filter].has(name);
            asked.off[filter] = new Set(alone ? [] : others);
            for (const each of $(filter).querySelectorAll("input")) each.checked = !asked.off[filter].has(each.value);
            filtered();
          },
        },
        words().only,
      );
      return make(
        "div",
        { class: "tick" },
        make("label", {}, box, ...(picture ? [picture(name)] : []), make("span", { class: "what" }, label(term))),
        only,
        number,
      );
    }),
  );
}

// Counties and years: none ticked means all.
function choices(filter, values) {
  $(filter).replaceChildren(
    ...values.map(([value, text]) => {
      const box = make("input", { type: "checkbox", value: String(value), "data-filter": filter });
      box.checked = asked[filter].has(value);
      box.addEventListener("change", () => {
        asked[filter][box.checked ? "add" : "delete"](value);
        filtered();
      });
      const number = make("span", { class: "number", "data-count": JSON.stringify([filter, value]) });
      return make(
        "label",
        { class: "tick", "data-name": folded(text) },
        box,
        make("span", { class: "what" }, text),
        number,
      );
    }),
  );
}

function clearFilters() {
  asked.off = { statuses: new Set(), relations: new Set(), classes: new Set() };
  asked.counties.clear();
  asked.years.clear();
  $("find-county").value = "";
  showFilters();
  filtered();
}

function showFilters() {
  ticks("statuses", data.statuses, lineSwatch);
  ticks("relations", data.relations);
  ticks("classes", data.classes, swatch);
  choices(
    "counties",
    allCounties.map((county) => [county, countyName(county)]),
  );
  choices(
    "years",
    allYears.map((year) => [year, String(year)]),
  );
  $("find-county").hidden = allCounties.length < 12;
  findCounty();
  $("unlinked").checked = asked.unlinked;
}

function findCounty() {
  const wanted = folded($("find-county").value.trim());
  for (const row of $("counties").children) row.hidden = !row.dataset.name.includes(wanted);
}
