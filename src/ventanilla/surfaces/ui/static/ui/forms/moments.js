// Days with a time as people type them, in the zone of the service: the same reading as InstantType in Python.

const DAY = 86400000;
const formats = new Map();

/** "2026-12-31T10:30" in a zone as an instant in UTC; null for nothing, and for an hour that the clocks skip. */
export function instantAt(local, zone) {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(local);
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // Of an hour that comes twice the first one: it has the offset from before the change.
  for (const offset of [offsetAt(wanted - DAY, zone), offsetAt(wanted + DAY, zone)]) {
    if (offsetAt(wanted - offset, zone) === offset) return `${new Date(wanted - offset).toISOString().slice(0, 19)}Z`;
  }
  return null;
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment, zone) {
  if (!formats.has(zone)) formats.set(zone, new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "medium", calendar: "iso8601" }));
  const parts = Object.fromEntries(formats.get(zone).formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour % 24, parts.minute, parts.second);
  return shown - Math.floor(moment / 1000) * 1000;
}
