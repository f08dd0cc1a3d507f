// The one language of rules and values, in the browser: the same answers as ventanilla.core.rules.
// docs/rules.md says what everything means; tests/core/rules/vectors.json holds both to it.
// Nothing is validated here: the server sends valid trees only, and decides again on what comes back.

const SCALE = 10n ** 12n;
const LIMIT = 10n ** 30n; // 10^18 in units of 10^-12
const NUMBER_TEXT = /^[+-]?[0-9]{1,19}(\.[0-9]{1,20})?$/;
const DATE_TEXT = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const INSTANT_TEXT =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{3}(?:[0-9]{3})?))?)?(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])$/;
const TIME_TEXT = /^([01][0-9]|2[0-3]):([0-5][0-9])$/;
const LONGEST_JOIN = 10000;
const FARTHEST = 4000;

/** A rule that can't be read, or a value that can't be computed; `code` as in docs/rules.md. */
export class RuleFault extends Error {
  constructor(code, details = {}) {
    super(code);
    this.name = "RuleFault";
    this.code = code;
    this.details = details;
  }
}

/** Whether a valid rule holds; `facts` is a flat object by path, `surroundings` may have `isWorkingDay(iso)`. */
export function evaluate(rule, facts, surroundings = {}) {
  return new Evaluation(facts, surroundings).holds(rule);
}

/** What a valid value is, as JSON with numbers as decimal text. Throws RuleFault. */
export function compute(value, facts, surroundings = {}) {
  return asJson(new Evaluation(facts, surroundings).value(value));
}

/**
 * The questions, each after those that it needs, otherwise in the order given.
 * `needs` is an object or Map from a question to the facts of its rules. Throws RuleFault `cycle`.
 */
export function order(needs) {
  const given = needs instanceof Map ? needs : new Map(Object.entries(needs));
  const waits = new Map([...given].map(([name, facts]) => [name, questionsIn(facts, given)]));
  const done = new Set();
  const path = [];
  const branches = [[...given.keys()].values()];
  while (branches.length) {
    const { value: question, done: over } = branches.at(-1).next();
    if (over) {
      branches.pop();
      if (path.length) done.add(path.pop());
    } else if (path.includes(question)) {
      throw new RuleFault("cycle", { path: [...path.slice(path.indexOf(question)), question] });
    } else if (!done.has(question)) {
      path.push(question);
      branches.push(waits.get(question).values());
    }
  }
  return [...done];
}

/** Letters without their case. Not what `toLowerCase` alone gives: ß is ss, a final sigma is a sigma. */
export function fold(text) {
  const lower = text.normalize("NFC").toUpperCase().toLowerCase();
  return lower.replaceAll("ς", "σ").normalize("NFC");
}

function questionsIn(facts, known) {
  return [...facts]
    .sort()
    .map((fact) => fact.replace(/^answers\./, ""))
    .map((name) => (known.has(name) ? name : name.split(".")[0]))
    .filter((name) => known.has(name));
}

// ── evaluation ──────────────────────────────────────────────────────────────────────────────────

class Evaluation {
  constructor(facts, surroundings) {
    this.facts = facts;
    this.surroundings = surroundings;
  }

  fact(path) {
    return tidy(Object.hasOwn(this.facts, path) ? this.facts[path] : null);
  }

  isWorkingDay(day) {
    if (!this.surroundings.isWorkingDay) throw new RuleFault("no_calendar");
    return Boolean(this.surroundings.isWorkingDay(dayText(day)));
  }

  holds(rule) {
    if (typeof rule === "boolean") return rule;
    if ("all" in rule) return rule.all.every((part) => this.holds(part));
    if ("any" in rule) return rule.any.some((part) => this.holds(part));
    if ("not" in rule) return !this.holds(rule.not);
    return this.test(rule);
  }

  test({ fact, op, value }) {
    const operator = own(OPERATORS, op, "unknown_operator");
    const left = this.fact(fact);
    if (operator.alone) return operator.holds(left);
    let right;
    try {
      right = this.value(value);
    } catch (fault) {
      if (fault instanceof RuleFault) return false;
      throw fault;
    }
    if (isEmpty(left) || isEmpty(right)) return Boolean(operator.onEmpty);
    return operator.holds(left, right);
  }

  value(tree) {
    if (Array.isArray(tree)) return tree.map((item) => this.value(item));
    if (tree === null || typeof tree !== "object") return tidy(tree);
    if ("fact" in tree) return this.fact(tree.fact);
    if (isMoney(tree)) return tree;
    const names = Object.keys(tree).filter((name) => Object.hasOwn(FUNCTIONS, name));
    if (names.length !== 1) throw new RuleFault("unknown_function");
    return FUNCTIONS[names[0]](this, tree[names[0]], tree);
  }
}

function own(table, name, code) {
  if (!Object.hasOwn(table, name)) throw new RuleFault(code, { given: name });
  return table[name];
}

// ── exact numbers: whole units of 10^-12, so that every step rounds where Python does ─────────────

class Num {
  constructor(units) {
    if (magnitude(units) >= LIMIT) throw new RuleFault("too_large");
    this.units = units;
  }

  toString() {
    const digits = magnitude(this.units).toString().padStart(13, "0");
    const decimals = digits.slice(-12).replace(/0+$/, "");
    return (this.units < 0n ? "-" : "") + digits.slice(0, -12) + (decimals && "." + decimals);
  }
}

function magnitude(units) {
  return units < 0n ? -units : units;
}

/** Division of whole numbers; a tie goes to the even neighbour, or away from zero when `away`. */
function divided(left, right, away = false) {
  const [over, under] = [magnitude(left), magnitude(right)];
  const twice = (over % under) * 2n;
  let quotient = over / under;
  if (twice > under || (twice === under && (away || quotient % 2n === 1n))) quotient += 1n;
  return left < 0n === right < 0n ? quotient : -quotient;
}

function asNumber(value) {
  if (value instanceof Num) return value;
  if (typeof value === "string" ? !NUMBER_TEXT.test(value) : !Number.isFinite(value)) return null;
  const [, sign, whole, decimals = "", power = "0"] = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  const shift = Number(power) - decimals.length + 12;
  if (shift > 60) return null;
  const digits = BigInt(sign + whole + decimals);
  try {
    return new Num(shift >= 0 ? digits * 10n ** BigInt(shift) : divided(digits, 10n ** BigInt(-shift)));
  } catch {
    return null;
  }
}

function rounded(number, places, towards) {
  const step = 10n ** BigInt(12 - places);
  if (towards === "nearest") return new Num(divided(number.units, step, true) * step);
  const rest = ((number.units % step) + step) % step;
  return new Num(number.units - rest + (towards === "up" && rest ? step : 0n));
}

// ── kinds of values ─────────────────────────────────────────────────────────────────────────────

function tidy(value) {
  if (value === undefined) return null;
  return typeof value === "number" ? (asNumber(value) ?? value) : value;
}

function isRow(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Num);
}

function isMoney(value) {
  return isRow(value) && Object.keys(value).length === 2 && "amount" in value && "currency" in value;
}

function isEmpty(value) {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isMoney(value)) return value.amount === null || value.amount === "";
  return isRow(value) && Object.keys(value).length === 0;
}

function asMoney(value) {
  if (!isMoney(value) || typeof value.currency !== "string") return null;
  const number = asNumber(value.amount);
  return number && { number, currency: value.currency };
}

/** Days since 1970, or null. */
function asDay(value) {
  const found = typeof value === "string" && DATE_TEXT.exec(value);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return dayNumber(year, month, day);
}

function daysIn(year, month) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

// Years counted from March, so that the leap day is the last (H. Hinnant, days_from_civil).
function dayNumber(year, month, day) {
  const from = year - (month <= 2 ? 1 : 0);
  const era = Math.floor(from / 400);
  const inEra = from - era * 400;
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719468;
}

const FIRST_DAY = dayNumber(1, 1, 1);
const LAST_DAY = dayNumber(9999, 12, 31);

function dayText(number) {
  if (number < FIRST_DAY || number > LAST_DAY) throw new RuleFault("out_of_range");
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const inEra = shifted - era * 146097;
  const years = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365);
  const inYear = inEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const march = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  const year = years + era * 400 + (month <= 2 ? 1 : 0);
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

/** Microseconds since 1970 as BigInt, or null. */
function asInstant(value) {
  const found = typeof value === "string" && INSTANT_TEXT.exec(value);
  const day = found ? asDay(found[1]) : null;
  if (day === null) return null;
  const [hour, minute, second] = [found[2], found[3], found[4] ?? "0"].map(Number);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const zone = found[6] === "Z" ? 0 : Number(found[6].slice(1, 3)) * 60 + Number(found[6].slice(4));
  const minutes = day * 1440 + hour * 60 + minute - (found[6][0] === "-" ? -zone : zone);
  return BigInt(minutes * 60 + second) * 1000000n + BigInt((found[5] ?? "").padEnd(6, "0"));
}

/** As `asInstant` counts, back in ISO text of UTC, with what is less than a second only when there is some. */
function instantText(micros) {
  const days = Number(micros / 86400000000n - (micros < 0n && micros % 86400000000n ? 1n : 0n));
  const rest = micros - BigInt(days) * 86400000000n;
  const [seconds, below] = [Number(rest / 1000000n), Number(rest % 1000000n)];
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const time = clock.map((part) => String(part).padStart(2, "0")).join(":");
  return `${dayText(days)}T${time}${below ? `.${String(below).padStart(6, "0")}` : ""}Z`;
}

/** Minutes since midnight of "HH:MM", or null. */
function asTime(value) {
  const found = typeof value === "string" && TIME_TEXT.exec(value);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

function asText(value) {
  if (typeof value === "string") return value.normalize("NFC");
  return asNumber(value)?.toString() ?? null;
}

function pair(left, right) {
  return left === null || right === null ? null : [left, right];
}

function amounts(left, right) {
  const [one, other] = [asMoney(left), asMoney(right)];
  if (one && other && one.currency !== other.currency) return null;
  return pair(one ? one.number : asNumber(left), other ? other.number : asNumber(right));
}

/** -1, 0 or 1; null when the two have no order. */
function compare(left, right) {
  const numbers = amounts(left, right)?.map((number) => number.units);
  const moments = pair(asDay(left), asDay(right)) ?? pair(asInstant(left), asInstant(right));
  const keys = numbers ?? moments ?? pair(asTime(left), asTime(right));
  return keys && Number(keys[0] > keys[1]) - Number(keys[0] < keys[1]);
}

function same(left, right) {
  if (isEmpty(left) || isEmpty(right)) return false;
  if (typeof left === "boolean" || typeof right === "boolean") return left === right;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, place) => sameItem(item, right[place]));
  }
  if (isMoney(left) || isMoney(right)) return compare(left, right) === 0;
  if (isRow(left) && isRow(right)) {
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    return keys.every((key) => Object.hasOwn(right, key) && sameItem(left[key], right[key]));
  }
  return sameScalar(left, right);
}

function sameItem(left, right) {
  return same(left, right) || (isEmpty(left) && isEmpty(right));
}

function sameScalar(left, right) {
  const isNumber = (value) => value instanceof Num || typeof value === "number";
  if (isNumber(left) || isNumber(right)) {
    const numbers = pair(asNumber(left), asNumber(right));
    return numbers !== null && numbers[0].units === numbers[1].units;
  }
  const moments = pair(asInstant(left), asInstant(right));
  if (moments) return moments[0] === moments[1];
  const texts = pair(asText(left), asText(right));
  return texts !== null && fold(texts[0]) === fold(texts[1]);
}

function asJson(value) {
  if (value instanceof Num) return value.toString();
  if (typeof value === "number") return (asNumber(value) ?? value).toString();
  if (Array.isArray(value)) return value.map(asJson);
  if (!isRow(value)) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asJson(item)]));
}

// ── operators ───────────────────────────────────────────────────────────────────────────────────

const listed = (value) => (Array.isArray(value) ? value : [value]);
const isOneOf = (left, right) => listed(right).some((item) => same(left, item));
const isMoment = (value) => [asDay, asInstant, asTime].some((read) => read(value) !== null);
const amountIs = (...wanted) => ({ holds: (left, right) => !isMoment(left) && wanted.includes(compare(left, right)) });
const momentIs = (...wanted) => ({ holds: (left, right) => isMoment(left) && wanted.includes(compare(left, right)) });

function textual(test) {
  return (left, right) => {
    const texts = pair(asText(left), asText(right));
    return texts !== null && test(fold(texts[0]), fold(texts[1]));
  };
}

const containsText = textual((whole, part) => whole.includes(part));

function contains(left, right) {
  return Array.isArray(left) ? left.some((item) => same(item, right)) : containsText(left, right);
}

function between(left, right) {
  if (!Array.isArray(right) || right.length !== 2) return false;
  return [0, 1].includes(compare(left, right[0])) && [-1, 0].includes(compare(left, right[1]));
}

function stepsOf(place) {
  const steps = listed(place).flatMap((item) => (asText(item) ?? "").split("/"));
  return steps.filter((step) => step).map(fold);
}

function within(left, right) {
  const path = stepsOf(left);
  return listed(right)
    .map(stepsOf)
    .some((place) =>
      place.length === 1 ? path.includes(place[0]) : place.length && place.every((step, at) => path[at] === step),
    );
}

const OPERATORS = {
  is: { holds: same },
  is_not: { holds: (left, right) => !same(left, right), onEmpty: true },
  in: { holds: isOneOf },
  not_in: { holds: (left, right) => !isOneOf(left, right), onEmpty: true },
  contains: { holds: contains },
  not_contains: { holds: (left, right) => !contains(left, right), onEmpty: true },
  starts_with: { holds: textual((whole, part) => whole.startsWith(part)) },
  ends_with: { holds: textual((whole, part) => whole.endsWith(part)) },
  matches: {
    holds: (left, right) => {
      const texts = pair(asText(left), asText(right));
      return texts !== null && matches(texts[1], texts[0]);
    },
  },
  gt: amountIs(1),
  gte: amountIs(0, 1),
  lt: amountIs(-1),
  lte: amountIs(-1, 0),
  between: { holds: between },
  before: momentIs(-1),
  after: momentIs(1),
  on_or_before: momentIs(-1, 0),
  on_or_after: momentIs(0, 1),
  any_of: { holds: (left, right) => listed(left).some((have) => isOneOf(have, right)) },
  all_of: { holds: (left, right) => listed(right).every((want) => listed(left).some((have) => same(have, want))) },
  within: { holds: within },
  is_empty: { holds: isEmpty, alone: true },
  is_not_empty: { holds: (left) => !isEmpty(left), alone: true },
};

// ── functions ───────────────────────────────────────────────────────────────────────────────────

/** {number, currency or null}; null for empty. */
function amount(value) {
  if (isEmpty(value)) return null;
  const money = asMoney(value);
  if (money) return money;
  const number = asNumber(value);
  if (!number) throw new RuleFault("wrong_type");
  return { number, currency: null };
}

function plain({ number, currency }) {
  return currency === null ? number : { amount: number, currency };
}

function isZero({ number, currency }) {
  return currency === null && number.units === 0n;
}

function sharedCurrency(left, right) {
  if (left.currency === right.currency) return left.currency;
  if (isZero(left) || isZero(right)) return left.currency ?? right.currency;
  throw new RuleFault("currencies");
}

const STEPS = {
  add: (left, right) => ({
    number: new Num(left.number.units + right.number.units),
    currency: sharedCurrency(left, right),
  }),
  subtract: (left, right) => ({
    number: new Num(left.number.units - right.number.units),
    currency: sharedCurrency(left, right),
  }),
  multiply: (left, right) => {
    if (left.currency !== null && right.currency !== null) throw new RuleFault("money_by_money");
    const number = new Num(divided(left.number.units * right.number.units, SCALE));
    return { number, currency: left.currency ?? right.currency };
  },
  divide: (left, right) => {
    if (right.currency !== null && left.currency !== right.currency) throw new RuleFault("currencies");
    if (right.number.units === 0n) throw new RuleFault("division_by_zero");
    const number = new Num(divided(left.number.units * SCALE, right.number.units));
    return { number, currency: right.currency === null ? left.currency : null };
  },
};

function folded(step) {
  return (call, items) => {
    const found = items.map((item) => amount(call.value(item)));
    return found.includes(null) ? null : plain(found.reduce(step));
  };
}

function columnOf(row, name) {
  if (isEmpty(row)) return null;
  if (!isRow(row) || isMoney(row)) throw new RuleFault("wrong_type");
  return tidy(Object.hasOwn(row, name) ? row[name] : null);
}

function rowsOf(call, argument) {
  const rows = call.fact(argument.rows);
  if (isEmpty(rows)) return [];
  if (!Array.isArray(rows)) throw new RuleFault("wrong_type");
  return rows;
}

function itemsOf(call, argument) {
  if (Array.isArray(argument)) return argument.map((item) => call.value(item));
  const rows = rowsOf(call, argument);
  return rows.map((row) => ("of" in argument ? columnOf(row, argument.of) : tidy(row)));
}

function comparable(value) {
  const money = asMoney(value);
  if (money) return plain(money);
  const number = asNumber(value);
  if (number) return number;
  if (!isMoment(value)) throw new RuleFault("wrong_type");
  return value;
}

/** The place of the least (sign 1) or greatest (sign -1) of what isn't empty; null for nothing. */
function leastAt(values, sign) {
  let best = null;
  values.forEach((value, place) => {
    if (isEmpty(value)) return;
    comparable(value);
    if (best === null) {
      best = place;
      return;
    }
    const [one, other] = [asMoney(value), asMoney(values[best])];
    const found = compare(value, values[best]);
    if (found === null || Boolean(one) !== Boolean(other)) {
      throw new RuleFault(one && other ? "currencies" : "mixed_types");
    }
    if (found * sign < 0) best = place;
  });
  return best;
}

function least(sign) {
  return (call, argument) => {
    const values = itemsOf(call, argument);
    const place = leastAt(values, sign);
    return place === null ? null : comparable(values[place]);
  };
}

function rowBy(sign) {
  return (call, argument) => {
    const rows = rowsOf(call, argument);
    const place = leastAt(rows.map((row) => columnOf(row, argument.of)), sign);
    if (place === null) return null;
    return "take" in argument ? columnOf(rows[place], argument.take) : rows[place];
  };
}

function letters(value) {
  const money = asMoney(value);
  const text = money ? `${money.number} ${money.currency}` : asText(value);
  if (text === null) throw new RuleFault("wrong_type");
  return text;
}

function join(call, argument, node) {
  const pieces = itemsOf(call, argument).flatMap((item) => listed(item).filter((each) => !isEmpty(each)).map(letters));
  const joined = pieces.join(node.with ?? "").normalize("NFC");
  if ([...joined].length > LONGEST_JOIN) throw new RuleFault("too_large");
  return joined;
}

function day(value) {
  const found = asDay(value);
  if (found === null) throw new RuleFault("wrong_type");
  return found;
}

function moment(value) {
  const found = asInstant(value);
  if (found === null) throw new RuleFault("wrong_type");
  return found;
}

function whole(value) {
  const number = asNumber(value);
  if (!number || number.units % SCALE !== 0n) throw new RuleFault("wrong_type");
  const found = Number(number.units / SCALE);
  if (Math.abs(found) > 100000) throw new RuleFault("out_of_range");
  return found;
}

function both(run) {
  return (call, items) => {
    const [left, right] = items.map((item) => call.value(item));
    return isEmpty(left) || isEmpty(right) ? null : run(call, left, right);
  };
}

function workingDays(call, start, end) {
  const [first, last] = [day(start), day(end)];
  const distance = Math.abs(last - first);
  if (distance > FARTHEST) throw new RuleFault("out_of_range");
  const earlier = Math.min(first, last);
  let found = 0;
  for (let n = 1; n <= distance; n += 1) found += call.isWorkingDay(earlier + n) ? 1 : 0;
  return tidy(last < first ? -found : found);
}

function addWorkingDays(call, start, days) {
  let found = day(start);
  const wanted = whole(days);
  const step = wanted > 0 ? 1 : -1;
  let left = Math.abs(wanted);
  for (let n = 0; n < FARTHEST && left; n += 1) {
    found += step;
    dayText(found);
    left -= call.isWorkingDay(found) ? 1 : 0;
  }
  if (left) throw new RuleFault("out_of_range");
  return dayText(found);
}

const FUNCTIONS = {
  add: folded(STEPS.add),
  subtract: folded(STEPS.subtract),
  multiply: folded(STEPS.multiply),
  divide: folded(STEPS.divide),
  round: (call, item, node) => {
    const found = amount(call.value(item));
    if (found === null) return null;
    return plain({ ...found, number: rounded(found.number, node.places ?? 0, node.to ?? "nearest") });
  },
  sum: (call, argument) => {
    const found = itemsOf(call, argument).map(amount).filter((item) => item !== null);
    return found.length ? plain(found.reduce(STEPS.add)) : new Num(0n);
  },
  min: least(1),
  max: least(-1),
  count: (call, argument) => tidy(itemsOf(call, argument).filter((item) => !isEmpty(item)).length),
  min_by: rowBy(1),
  max_by: rowBy(-1),
  column: (call, item, node) => columnOf(call.value(item), node.name),
  join,
  coalesce: (call, items) => {
    for (const item of items) {
      const value = call.value(item);
      if (!isEmpty(value)) return value;
    }
    return null;
  },
  if: (call, rule, node) => call.value(call.holds(rule) ? node.then : node.else),
  days_between: both((call, start, end) => tidy(day(end) - day(start))),
  add_days: both((call, start, days) => dayText(day(start) + whole(days))),
  working_days: both(workingDays),
  add_working_days: both(addWorkingDays),
  add_hours: both((call, start, hours) => instantText(moment(start) + BigInt(whole(hours)) * 3600000000n)),
};

// ── text patterns: all paths at once, so that no pattern can be slow (see core/rules/pattern.py) ──

const LONGEST_TEXT = 2000;
const MOST_STEPS = 300;
const SIGNS = "\\.[](){}|*+?^$/-";
const SHORTHANDS = {
  d: [["0", "9"]],
  w: [["0", "9"], ["A", "Z"], ["_", "_"], ["a", "z"]],
  s: [["\t", "\r"], [" ", " "]],
};
const LINE_ENDS = [["\n", "\n"], ["\r", "\r"], ["\u2028", "\u2029"]];
const compiled = new Map();

function matches(pattern, text) {
  const signs = [...text];
  if (signs.length > LONGEST_TEXT) return false;
  if (!compiled.has(pattern)) compiled.set(pattern, new Pattern(pattern).steps);
  const steps = compiled.get(pattern);
  let now = reach(steps, [0]);
  for (const sign of signs) {
    now = reach(steps, [...now].filter((place) => takes(steps[place], sign)).map((place) => place + 1));
    if (!now.size) return false;
  }
  return now.has(steps.length - 1);
}

/** A step is {ranges, inside}, a letter to take, or an array of places to go on from. */
function takes(step, sign) {
  const point = sign.codePointAt(0);
  if (Array.isArray(step)) return false;
  return step.ranges.some(([low, high]) => low.codePointAt(0) <= point && point <= high.codePointAt(0)) === step.inside;
}

function reach(steps, places) {
  const seen = new Set();
  while (places.length) {
    const place = places.pop();
    if (seen.has(place)) continue;
    seen.add(place);
    if (Array.isArray(steps[place])) places.push(...steps[place]);
  }
  return seen;
}

/** Reads a pattern and writes its steps. */
class Pattern {
  constructor(pattern) {
    this.signs = [...pattern];
    this.at = 0;
    this.steps = [];
    const node = this.either();
    if (this.at < this.signs.length) throw new RuleFault("pattern");
    this.write(node);
    this.put([]);
  }

  put(step) {
    if (this.steps.length >= MOST_STEPS) throw new RuleFault("pattern_too_long");
    return this.steps.push(step) - 1;
  }

  write(node) {
    if (node.ranges) this.put(node);
    else if (node.choices) this.writeEither(node.choices);
    else if (node.part) this.writeRepeat(node);
    else if (node.parts.length) node.parts.forEach((part) => this.write(part));
    else this.put([this.steps.length + 1]);
  }

  writeEither(choices) {
    const fork = this.put([]);
    const ends = choices.map((choice) => {
      this.steps[fork].push(this.steps.length);
      this.write(choice);
      return this.put([]);
    });
    for (const end of ends) this.steps[end].push(this.steps.length);
  }

  writeRepeat({ part, least: atLeast, most }) {
    for (let n = 0; n < atLeast; n += 1) this.write(part);
    const forks = [];
    const optional = most === Infinity ? 1 : most - atLeast;
    for (let n = 0; n < optional; n += 1) {
      forks.push(this.put([]));
      this.write(part);
    }
    if (most === Infinity) this.put([forks[0]]);
    for (const fork of forks) this.steps[fork].push(fork + 1, this.steps.length);
  }

  either() {
    const choices = [this.sequence()];
    while (this.take("|")) choices.push(this.sequence());
    return choices.length === 1 ? choices[0] : { choices };
  }

  sequence() {
    const parts = [];
    while (this.at < this.signs.length && !"|)".includes(this.signs[this.at])) parts.push(this.repeated(this.atom()));
    return { parts };
  }

  repeated(part) {
    if (this.take("*")) return { part, least: 0, most: Infinity };
    if (this.take("+")) return { part, least: 1, most: Infinity };
    if (this.take("?")) return { part, least: 0, most: 1 };
    const count = /^\{([0-9]{1,3})(,([0-9]{1,3})?)?\}/.exec(this.signs.slice(this.at).join(""));
    if (!count) return part;
    this.at += count[0].length;
    const atLeast = Number(count[1]);
    return { part, least: atLeast, most: count[3] ? Number(count[3]) : count[2] ? Infinity : atLeast };
  }

  atom() {
    if (this.take("(")) return this.group();
    if (this.take("[")) return this.letters();
    if (this.take(".")) return { ranges: LINE_ENDS, inside: false };
    if (this.take("\\")) return { ranges: this.escaped(), inside: true };
    const sign = this.signs[this.at];
    if ("*+?{}]^$".includes(sign)) throw new RuleFault("pattern");
    this.at += 1;
    return { ranges: [[sign, sign]], inside: true };
  }

  group() {
    if (this.take("?") && !this.take(":")) throw new RuleFault("pattern");
    const node = this.either();
    if (!this.take(")")) throw new RuleFault("pattern");
    return node;
  }

  letters() {
    const inside = !this.take("^");
    const ranges = [];
    while (!this.take("]")) {
      let found = this.letter();
      if (found.length === 1 && this.signs[this.at] === "-" && this.signs[this.at + 1] !== "]") {
        this.at += 1;
        found = [[found[0][0], this.letter()[0][1]]];
      }
      ranges.push(...found);
    }
    return { ranges, inside };
  }

  letter() {
    if (this.take("\\")) return this.escaped();
    const sign = this.signs[this.at];
    if (sign === undefined || sign === "[") throw new RuleFault("pattern");
    this.at += 1;
    return [[sign, sign]];
  }

  escaped() {
    const sign = this.signs[this.at] ?? "";
    this.at += 1;
    if (Object.hasOwn(SHORTHANDS, sign)) return SHORTHANDS[sign];
    if (!sign || !SIGNS.includes(sign)) throw new RuleFault("pattern");
    return [[sign, sign]];
  }

  take(sign) {
    const found = this.signs[this.at] === sign;
    if (found) this.at += 1;
    return found;
  }
}
