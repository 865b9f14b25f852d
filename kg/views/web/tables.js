// The same as tables: for reading in order, for screen readers, for copying into a spreadsheet.

const CHUNK = 100;
const sorting = { relations: { by: 0, down: false }, entities: { by: 3, down: true } };
let rowsShown = CHUNK;

const placesOf = (rs) => [...new Set(rs.map((r) => countyName(countyOf(reports[r]))))].join("、");
const yearsOf = (rs) => [...new Set(rs.flatMap((r) => reports[r].year ?? []))].sort().join("、");

const COLUMNS = {
  relations: [
    { title: "head", text: (e) => nodes[edges[e].head].name, swatch: (e) => nodes[edges[e].head].type },
    { title: "relation", text: (e) => label(data.relations[edges[e].type]), open: true },
    { title: "tail", text: (e) => nodes[edges[e].tail].name, swatch: (e) => nodes[edges[e].tail].type },
    { title: "status", text: (e) => label(data.statuses[edges[e].status]), chip: (e) => edges[e].status },
    { title: "county", text: (e) => placesOf(reportsOf[e]) },
    { title: "year", text: (e) => yearsOf(reportsOf[e]) },
    { title: "passages", number: (e) => edges[e].evidence.length },
  ],
  entities: [
    { title: "name", text: (n) => nodes[n].name, swatch: (n) => nodes[n].type, open: true },
    { title: "class", text: (n) => label(data.classes[nodes[n].type]) },
    { title: "county", text: (n) => (nodes[n].county == null ? words().shared : countyName(nodes[n].county)) },
    { title: "number", number: (n) => linksOf[n].length },
    { title: "aliases", text: (n) => nodes[n].names.join("、") },
  ],
};

const tableOf = () => (asked.view === "entities" ? "entities" : "relations");
const collator = new Intl.Collator("zh");

function tableItems(which) {
  const column = COLUMNS[which][sorting[which].by];
  const items =
    which === "relations"
      ? edges.map((_, e) => e).filter((e) => shown.edgeShown[e])
      : nodes.map((_, n) => n).filter((n) => shown.nodeShown[n]);
  const key = column.number ?? column.text;
  const keys = new Map(items.map((item) => [item, key(item)]));
  const compare = column.number
    ? (a, b) => keys.get(a) - keys.get(b)
    : (a, b) => collator.compare(keys.get(a), keys.get(b));
  const sign = sorting[which].down ? -1 : 1;
  return items.sort((a, b) => sign * compare(a, b) || a - b);
}

function showTable() {
  if (asked.view === "map") return;
  const which = tableOf();
  const items = tableItems(which);
  const head = make(
    "tr",
    {},
    ...COLUMNS[which].map(({ title, number }, by) => {
      const sorted = sorting[which].by === by ? (sorting[which].down ? "descending" : "ascending") : "none";
      const arrow = make(
        "span",
        { "aria-hidden": "true", class: "arrow" },
        sorted === "none" ? "" : sorted === "ascending" ? "↑" : "↓",
      );
      return make(
        "th",
        { scope: "col", "aria-sort": sorted, class: number ? "numeric" : "" },
        make(
          "button",
          {
            type: "button",
            "data-sort": title,
            onclick: () => {
              sorting[which] = { by, down: sorting[which].by === by ? !sorting[which].down : Boolean(number) };
              rowsShown = CHUNK;
              showTable();
              $("table").querySelector(`[data-sort=${title}]`).focus();
            },
          },
          words()[title],
          arrow,
        ),
      );
    }),
  );
  const body = make("tbody", {}, ...items.slice(0, rowsShown).map((item) => tableRow(which, item)));
  const title = which === "relations" ? words().relationsTable : words().entitiesTable;
  $("table").replaceChildren(
    make("caption", {}, `${title} · ${words().rows(items.length)}`),
    make("thead", {}, head),
    body,
  );
  $("table").setAttribute("aria-rowcount", items.length + 1);
  const left = items.length - rowsShown;
  $("more").hidden = left <= 0;
  $("more").textContent = words().showMore(Math.min(left, CHUNK));
  $("table").hidden = !items.length;
}

function tableRow(which, item) {
  const kind = which === "relations" ? "edge" : "node";
  const chosen = asked.chosen?.kind === kind && asked.chosen.n === item;
  const cells = COLUMNS[which].map((column, i) => {
    const text = column.number ? String(column.number(item)) : column.text(item);
    const content = column.chip
      ? make("span", { class: `chip ${column.chip(item)}` }, text)
      : column.open
        ? make(
            "button",
            { type: "button", class: "text", "data-kind": kind, "data-n": item },
            ...(column.swatch ? [swatch(column.swatch(item))] : []),
            text,
          )
        : column.swatch
          ? make("span", { class: "with-swatch" }, swatch(column.swatch(item)), text)
          : text;
    return i
      ? make(
          "td",
          {
            class: column.number
              ? "numeric"
              : ["relation", "status", "class", "year"].includes(column.title)
                ? "short"
                : column.title,
          },
          content,
        )
      : make("th", { scope: "row" }, content);
  });
  return make("tr", { "data-kind": kind, "data-n": item, class: chosen ? "chosen" : "" }, ...cells);
}

function showMoreRows() {
  const which = tableOf();
  const items = tableItems(which);
  const body = $("table").tBodies[0];
  const fresh = items.slice(rowsShown, rowsShown + CHUNK).map((item) => tableRow(which, item));
  rowsShown += CHUNK;
  body.append(...fresh);
  const left = items.length - rowsShown;
  $("more").hidden = left <= 0;
  $("more").textContent = words().showMore(Math.min(left, CHUNK));
}

function markTableRow() {
  for (const row of $("table").querySelectorAll("tr.chosen")) row.classList.remove("chosen");
  if (asked.chosen)
    $("table")
      .querySelector(`tr[data-kind=${asked.chosen.kind}][data-n="${asked.chosen.n}"]`)
      ?.classList.add("chosen");
}
