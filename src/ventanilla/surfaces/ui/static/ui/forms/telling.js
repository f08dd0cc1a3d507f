// Values in words, as the server writes them, and as fields hold them.

const NOTHING = "—";

/** A calculated value to read. */
export function inWords(value, holds, language, words) {
  if (value === null || value === undefined || value === "") return NOTHING;
  if (holds === "yes_no") return value === true ? words.yes : words.no;
  if (holds === "number") return decimal(value, language);
  if (holds === "money") return typeof value === "object" ? money(value, language) : NOTHING;
  if (holds === "date") return moment(`${value}T00:00:00Z`, { dateStyle: "long", timeZone: "UTC" }, language);
  if (holds === "time") return moment(`2000-01-01T${value}:00Z`, { timeStyle: "short", timeZone: "UTC" }, language);
  return typeof value === "object" ? NOTHING : String(value);
}

/** A value as it is typed into a field. */
export function asTyped(value, type, language) {
  if (value === null || value === undefined) return "";
  if (type === "money") return decimal(typeof value === "object" ? value.amount : value, language, 2);
  if (type === "number") return decimal(value, language);
  return typeof value === "object" ? "" : String(value);
}

function decimal(value, language, least = 0) {
  if (!/^[+-]?\d+(\.\d+)?$/.test(String(value))) return NOTHING;
  return new Intl.NumberFormat(language, { minimumFractionDigits: least, maximumFractionDigits: 12, useGrouping: "always" }).format(String(value));
}

function money({ amount, currency }, language) {
  return new Intl.NumberFormat(language, { style: "currency", currency, useGrouping: "always" }).format(String(amount));
}

function moment(iso, options, language) {
  const found = new Date(iso);
  return Number.isNaN(found.getTime()) ? NOTHING : new Intl.DateTimeFormat(language, options).format(found);
}
