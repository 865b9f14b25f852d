// The page in one of its languages.

function speak(next) {
  language = next;
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = words()[element.dataset.text];
  for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", words()[element.dataset.label]);
  for (const element of document.querySelectorAll("[data-hint]")) {
    element.title = words()[element.dataset.hint];
    element.setAttribute("aria-label", words()[element.dataset.hint]);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = words()[element.dataset.placeholder];
    element.setAttribute("aria-label", words()[element.dataset.placeholder]);
  }
  $("language").lang = language === "zh" ? "en" : "zh-Hans";
  $("alliance").replaceChildren(
    make("option", { value: "" }, words().noAlliance),
    ...alliances.map(({ n, size, planned }) =>
      make("option", { value: n }, `${nodes[n].name}（${words().memberCount(size, planned)}）`),
    ),
  );
  $("alliance-choice").hidden = $("alliance").options.length < 2;
  showLegend();
  showFilters();
}

function openKey(open) {
  $("legend").hidden = !open;
  $("show-key").setAttribute("aria-expanded", String(open));
}

function showLegend() {
  const used = new Set(nodes.map(({ type }) => type));
  const item = (picture, text, kind) => make("li", { class: kind }, picture, text);
  const arrow = drawn(
    "svg",
    { class: "swatch line", viewBox: "0 0 28 16", "aria-hidden": "true" },
    drawn("path", { d: "M1 8H18", stroke: SOFT, "stroke-width": 2 }),
    drawn("path", { d: "M27 8 17 3.5V12.5z", fill: SOFT }),
  );
  const set = drawn(
    "svg",
    { class: "swatch", viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    drawn("circle", { r: 4.6, fill: SOFT }),
    drawn("circle", { r: 7, fill: "none", stroke: SOFT, "stroke-width": 1.4 }),
  );
  $("legend").replaceChildren(
    ...classNames
      .filter((type) => used.has(type))
      .map((type) => item(swatch(type), label(data.classes[type]), "of-class")),
    ...Object.entries(data.statuses).map(([status, term]) => item(lineSwatch(status), label(term))),
    item(arrow, words().arrowMeans),
    item(set, words().set),
    make("li", { class: "soft" }, words().sizeMeans),
  );
}
