// Lines whose days may not overlap, as the server sees it in records/intake/apart.py.

import { evaluate } from "../rules.js";

/** The first and the last day that a line says, by its facts; nothing while it lacks one, or they stand the wrong way round. */
export function stretchOf(names, facts) {
  const ends = names.length > 1 ? names.map((name) => `row.${name}`) : ["from", "to"].map((end) => `row.${names[0]}.${end}`);
  const [from, to] = ends.map((path) => facts[path]);
  return evaluate({ fact: "from", op: "on_or_before", value: { fact: "to" } }, { from, to }) ? [from, to] : null;
}

/** The places of those that share a day with one before them. */
export function overlapping(stretches) {
  const meets = ([from, to]) => (one) => one && one[0] <= to && from <= one[1];
  return stretches.flatMap((stretch, place) => (stretch && stretches.slice(0, place).some(meets(stretch)) ? [place] : []));
}
