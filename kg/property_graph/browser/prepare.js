// Runs before Neo4j Browser does, on the Browser's page. The Browser keeps its style and its favourites in the local
// storage: a newcomer gets ours, and whoever has changed the style keeps the change.
(() => {
  "use strict";

  const read = (key, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
  const write = (key, value) => localStorage.setItem(key, JSON.stringify(value));

  // `given` is the style as it was given last: what differs from it is the user's own.
  const style = read("neo4j.grass", null);
  const given = read("yilian.style", null);
  if (style === null || JSON.stringify(style) === JSON.stringify(given)) {
    write("neo4j.grass", yilian.style);
    write("yilian.style", yilian.style);
  }

  // The same for the queries: one that was changed or thrown away stays so, until there is a new version of it.
  const givenQueries = read("yilian.queries", {});
  const isNew = (query, favourite) =>
    favourite ? favourite.content === givenQueries[query.id] : query.content !== givenQueries[query.id];
  const favourites = read("neo4j.documents", []);
  const changes = yilian.queries.filter((query) => isNew(query, favourites.find(({ id }) => id === query.id)));
  const changed = new Set(changes.map(({ id }) => id));
  write("neo4j.documents", [...changes, ...favourites.filter(({ id }) => !changed.has(id))]);
  write("yilian.queries", Object.fromEntries(yilian.queries.map(({ id, content }) => [id, content])));

  const known = new Set(yilian.folders.map(({ id }) => id));
  write("neo4j.folders", [...yilian.folders, ...read("neo4j.folders", []).filter(({ id }) => !known.has(id))]);
})();
