// Between what a number or an amount has to be, where that follows from other answers: said beside the field at once, and
// marked while what stands there is beyond it.

import { evaluate } from "../rules.js";
import { inWords } from "./telling.js";

const beyond = (value, op, limit) => limit && evaluate({ fact: "value", op, value: { add: [limit, 0] } }, { value });
const plain = (value) => (typeof value === "object" ? value?.amount : value) ?? "";

export function followLimits(asking) {
  return new Limits(asking);
}

class Limits {
  constructor(asking) {
    this.asking = asking;
    this.told = {};
    const unknown = (each) => each.limits === null || (each.rows ?? []).some(unknown);
    this.onServer = asking.data.questions.some(unknown);
  }

  /** `told` is the path as the server counts rows. */
  follow(question, box, facts, value, told) {
    const note = question.limits === undefined ? null : box.querySelector("[data-limit]");
    if (!note) return;
    if (question.limits) this.work(note, question, box, facts);
    else if (this.told[told]) this.write(note, this.told[told]);
    const typed = plain(value);
    note.classList.toggle("over", Boolean(typed) && Boolean(beyond(typed, "lt", note.dataset.low) || beyond(typed, "gt", note.dataset.high)));
  }

  work(note, question, box, facts) {
    const currency = box.querySelector("[data-currency]")?.dataset.currency;
    const [low, high] = ["min", "max"].map((name) => this.limit(question.limits[name], facts, currency));
    this.write(note, { low, high, words: this.words(low, high, currency, question.limits) });
  }

  /** What a limit comes to; nothing when it can't be worked out, or is in another currency. */
  limit(tree, facts, currency) {
    const value = tree === undefined ? null : this.asking.computed(tree, facts);
    if (value === null || (typeof value === "object" && value.currency !== currency)) return "";
    return plain(value);
  }

  /** Only those are said that aren't written in the form. */
  words(low, high, currency, limits) {
    const { language, words } = this.asking.data;
    const said = (limit) => (currency ? inWords({ amount: limit, currency }, "money", language, words) : inWords(limit, "number", language, words));
    const workedOut = (name) => typeof limits[name]?.round === "object";
    const given = [low && workedOut("min") && "low", high && workedOut("max") && "high"].filter(Boolean);
    const name = beyond(low, "gt", high) ? "none_fits" : given.join("_");
    return (words[name] ?? "").replace("%(low)s", () => said(low)).replace("%(high)s", () => said(high));
  }

  write(note, { low, high, words }) {
    note.dataset.low = low ?? "";
    note.dataset.high = high ?? "";
    if (note.textContent !== words) note.textContent = words;
    note.hidden = !words;
  }

  /** What the server says, of groups also how many lines there have to be and may be. */
  take(limits) {
    this.told = limits;
    for (const [path, { most, words }] of Object.entries(limits)) {
      const group = most === undefined ? null : this.asking.boxes.get(path)?.querySelector("[data-rows]");
      if (!group) continue;
      const note = group.parentElement.querySelector(":scope > [data-limit]");
      if (note) this.write(note, { words: words ?? "" });
      group.dataset.most = most;
      group.parentElement.querySelector("button[name=_add]").hidden = group.children.length >= most;
    }
  }
}
