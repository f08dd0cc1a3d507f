// Forms while they are filled in: conditions at once, rows, names and room left. Everything here also works without it;
// the server decides again on what comes back.

import { compute, evaluate } from "./rules.js";
import { followChecks } from "./forms/checks.js";
import { followLimits } from "./forms/limits.js";
import { instantAt } from "./forms/moments.js";
import { readNumber } from "./forms/numbers.js";
import { offerPeople } from "./forms/people.js";
import { followRows } from "./forms/rows.js";
import { followSecrets } from "./forms/secrets.js";
import { followSteps } from "./forms/steps.js";
import { asTyped, inWords } from "./forms/telling.js";

const PAUSE = 250; // ms of quiet before the server is asked
const UNREADABLE = new Set(["person", "persons", "identifier", "secret"]);
const controlsOf = (box) => [...box.querySelectorAll("input, select, textarea, button")];

class Asking {
  constructor(form) {
    this.form = form;
    this.data = JSON.parse(form.querySelector('script[type="application/json"]').textContent);
    this.saying = form.querySelector("[data-said]");
    this.server = new Set(this.data.server);
    this.told = {
      visible: new Set(form.elements._shown.value.split(" ")),
      required: new Set(this.data.required),
    };
    this.boxes = new Map();
    this.gather();
    this.own = new Set();
    this.checks = followChecks(this);
    this.limits = followLimits(this);
    followRows(this);
    followSecrets(form);
    followSteps(this);
    offerPeople(this);
    for (const area of form.querySelectorAll("textarea[data-most]")) this.count(area);
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("click", (event) => this.dropFile(event));
    addEventListener("pageshow", () => this.update(false));
    this.update(false);
  }

  /** The boxes of the questions by path; again whenever rows come or go. */
  gather() {
    this.boxes = new Map();
    for (const box of this.form.querySelectorAll("[data-question]")) this.boxes.set(box.dataset.question, box);
  }

  words(name, value) {
    return this.data.words[name].replace("%s", value);
  }

  say(text) {
    this.saying.textContent = text;
  }

  changed(event) {
    if (event.target.dataset.most) this.count(event.target);
    const box = event.target.closest("[data-question]");
    if (box) this.own.add(box.dataset.question);
    this.update(true);
    if ((this.server.size || this.checks.onServer || this.limits.onServer) && this.form.dataset.stateUrl) this.askLater();
  }

  /** Work out, in the order of their rules, which questions are asked. */
  update(aloud) {
    const facts = { ...this.data.facts };
    const before = aloud ? new Set(this.visibleNames()) : null;
    this.lines = [];
    for (const section of this.form.querySelectorAll("[data-section]")) section.hidden = false;
    for (const question of this.data.questions) this.settle(question, question.id, facts, "answers");
    for (const section of this.form.querySelectorAll("[data-section]")) {
      section.hidden = !section.querySelector(".question:not([hidden])");
    }
    this.form.elements._shown.value = this.visibleNames().join(" ");
    if (aloud) this.announce(before);
    this.checks.judge(facts, this.lines);
  }

  /** `told` is the path as the server counts rows, which may have lost some on the way. */
  settle(question, path, facts, prefix, told = path) {
    const box = this.boxes.get(path);
    if (!box) return;
    const visible = this.holds(question, "visible_if", told, facts, "visible", true);
    if (question.type !== "hidden") this.show(box, visible);
    if (!visible || question.type === "note") return;
    if (question.value !== undefined || question.type === "calculated") return this.calculate(question, box, facts, prefix);
    const required = question.required || this.holds(question, "required_if", told, facts, "required", false);
    const mark = box.querySelector("[data-optional]");
    if (mark) mark.hidden = required || (!question.required_if && this.told.required.has(told));
    this.offer(question, box, facts);
    if (question.start !== undefined) this.begin(question, box, facts, path);
    if (question.rows) facts[`${prefix}.${question.id}`] = this.settleRows(question, box, facts);
    else this.know(`${prefix}.${question.id}`, this.answer(question.type, box), question.type, facts, told.replace(/\.\d+\./, "."));
    this.limits.follow(question, box, facts, facts[`${prefix}.${question.id}`], told);
  }

  /** An answer as facts; of a row of a list also its public columns, of a stretch of days its ends and its length. */
  know(path, value, type, facts, place) {
    facts[path] = value;
    for (const [column, cell] of Object.entries(this.data.columns[place]?.[value] ?? {})) facts[`${path}.${column}`] = cell;
    if (type !== "date_range" || !value) return;
    facts[`${path}.from`] = value.from;
    facts[`${path}.to`] = value.to;
    facts[`${path}.days`] = compute({ add: [{ days_between: [value.from, value.to] }, 1] }, {});
  }

  /** A value that nobody types: worked out here when it may be, else as the server said last. */
  calculate(question, box, facts, prefix) {
    if (question.value === undefined) return;
    const value = this.computed(question.value, facts);
    facts[`${prefix}.${question.id}`] = value;
    const shown = box.querySelector("[data-calculated]");
    if (shown) shown.textContent = inWords(value, question.holds, this.data.language, this.data.words);
  }

  computed(tree, facts) {
    try {
      return compute(tree, facts);
    } catch (error) {
      if (error.name === "RuleFault") return null;
      throw error;
    }
  }

  /** A default that follows other answers, for as long as nobody has answered the question. */
  begin(question, box, facts, path) {
    const value = this.computed(question.start, facts);
    const words = asTyped(value, question.type, this.data.language).trim();
    const now = this.standing(question.type, box).trim();
    if (box.dataset.start === undefined && now && now !== words) this.own.add(path);
    box.dataset.start = words;
    if (!this.own.has(path) && now !== words) this.put(question.type, box, value, words);
  }

  standing(type, box) {
    const ticked = box.querySelector("input:checked");
    if (box.querySelector("input[type=radio]")) return type === "yes_no" ? { yes: "true", no: "false" }[ticked?.value] ?? "" : ticked?.value ?? "";
    return box.querySelector("input:not([type=hidden]), select, textarea")?.value ?? "";
  }

  put(type, box, value, words) {
    const radios = [...box.querySelectorAll("input[type=radio]")];
    const wanted = type === "yes_no" ? { true: "yes", false: "no" }[words] : words;
    for (const radio of radios) radio.checked = radio.value === wanted;
    const control = box.querySelector("input:not([type=hidden]), select, textarea");
    if (!radios.length && control) control.value = words;
  }

  settleRows(question, box, facts) {
    return [...box.querySelectorAll("[data-row]")].map((line, place) => {
      const inside = { ...facts };
      const path = (at, held) => `${question.id}.${at}.${held.id}`;
      for (const held of question.rows) this.settle(held, path(line.dataset.row, held), inside, "row", path(place, held));
      this.lines.push({ question, line: line.dataset.row, place, inside });
      return Object.fromEntries(question.rows.map((held) => [held.id, inside[`row.${held.id}`] ?? null]));
    });
  }

  /** By its rule; without one that may be known here, as the server said last. */
  holds(question, rule, path, facts, told, otherwise) {
    if (rule in question) return evaluate(question[rule], facts);
    return this.server.has(path.split(".")[0]) ? this.told[told].has(path) : otherwise;
  }

  show(box, visible) {
    if (box.hidden === visible && visible) box.classList.add("appears");
    box.hidden = !visible;
    for (const control of controlsOf(box)) {
      const closed = control.closest("[hidden]");
      control.disabled = Boolean(closed) && this.form.contains(closed);
    }
  }

  offer(question, box, facts) {
    for (const [value, rule] of Object.entries(question.options ?? {})) {
      const option = box.querySelector(`[data-option="${CSS.escape(value)}"]`);
      if (option) this.open(option, evaluate(rule, facts));
    }
  }

  open(option, offered) {
    option.hidden = !offered;
    const control = option.matches("option") ? option : option.querySelector("input");
    control.disabled = !offered;
    if (!offered) control.checked = control.selected = false;
  }

  /** The answer in a box as rules know it; nothing for what only the server can read. */
  answer(type, box) {
    const control = box.querySelector("input:not([type=hidden]), select, textarea");
    const ticked = [...box.querySelectorAll("input:checked")].map((input) => input.value);
    const value = control?.value ?? "";
    if (UNREADABLE.has(type)) return null;
    if (type === "hidden") return value || null;
    if (type === "consent") return ticked.length ? true : null;
    if (type === "rating") return ticked[0] ?? null;
    if (type === "instant") return instantAt(value, control.dataset.zone);
    if (type === "date_range") return this.stretch(box);
    if (type === "choices") return ticked;
    if (type === "yes_no") return ticked.length ? ticked[0] === "yes" : null;
    if (["choice", "location", "team", "asset", "service"].includes(type)) return (control?.type === "radio" ? ticked[0] : value) || null;
    if (type === "file") return this.files(box);
    if (type === "number") return readNumber(value, this.data.language);
    if (type === "money") return this.money(control);
    return value.trim() || null;
  }

  stretch(box) {
    const [from, to] = ["from", "to"].map((end) => box.querySelector(`[data-end=${end}]`).value);
    return from && to ? { from, to } : null;
  }

  files(box) {
    const kept = [...box.querySelectorAll("input[type=hidden]")].map((input) => input.value);
    return [...kept, ...[...box.querySelector("input[type=file]").files].map((file) => file.name)];
  }

  money(control) {
    const amount = readNumber(control.value.replace(/[€$£]|[A-Z]{3}/g, ""), this.data.language);
    return amount === null ? null : { amount, currency: control.dataset.currency };
  }

  visibleNames() {
    return [...this.boxes].filter(([, box]) => !box.parentElement.closest("[hidden]") && !box.hidden).map(([name]) => name);
  }

  announce(before) {
    const now = new Set(this.visibleNames());
    const label = (name) => this.boxes.get(name)?.querySelector("[data-label]")?.textContent.trim() ?? "";
    const come = [...now].filter((name) => !before.has(name)).map(label).filter(Boolean);
    const gone = [...before].filter((name) => !now.has(name)).map(label).filter(Boolean);
    const said = [come.length && this.words("appeared", come.join(", ")), gone.length && this.words("gone", gone.join(", "))];
    if (come.length || gone.length) this.say(said.filter(Boolean).join(". "));
  }

  askLater() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), PAUSE);
  }

  /** What only the server may know, from what stands in the fields; files stay here. */
  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(this.form.dataset.stateUrl, { method: "POST", body, signal: this.asking.signal });
      if (answer.ok) this.take(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") console.warn("The form's state could not be asked for", error);
    }
  }

  take(state) {
    this.told = { visible: new Set(state.visible), required: new Set(state.required) };
    this.checks.server = new Set(state.broken);
    this.limits.take(state.limits);
    for (const [name, options] of Object.entries(state.options)) this.refill(this.boxes.get(name), options);
    for (const [name, values] of Object.entries(state.offered)) {
      const options = this.boxes.get(name).querySelectorAll("[data-option]");
      for (const option of options) this.open(option, values.includes(option.dataset.option));
    }
    for (const [name, words] of Object.entries(state.calculated)) {
      const shown = this.boxes.get(name)?.querySelector("[data-calculated]");
      if (shown) shown.textContent = words;
    }
    for (const [name, { type, value, words }] of Object.entries(state.starts)) {
      const box = this.boxes.get(name);
      const untouched = box && !this.own.has(name) && (box.dataset.start === undefined || this.standing(type, box) === box.dataset.start);
      if (untouched && (box.dataset.start !== undefined || !this.standing(type, box))) this.put(type, box, value, words);
      if (box) box.dataset.start = words;
    }
    this.update(true);
    this.checks.judge(this.checks.facts, this.checks.lines, true);
  }

  /** Put other options into a list; what was chosen stays chosen if it is still there. */
  refill(box, options) {
    const list = box?.querySelector("select");
    if (!list) return;
    const chosen = list.value;
    list.replaceChildren(list.options[0], ...options.map((option) => this.newOption(option)));
    list.value = options.some(([value]) => value === chosen) ? chosen : "";
    list.dispatchEvent(new Event("steps:refilled"));
  }

  newOption([value, text, parent]) {
    const option = new Option(text, value);
    if (parent !== undefined) option.dataset.parent = parent;
    return option;
  }

  /** A stored file is taken away without sending the form. */
  dropFile(event) {
    const button = event.target.closest("button[name=_drop]");
    if (!button) return;
    event.preventDefault();
    const box = button.closest("[data-question]");
    const list = button.closest("ul");
    button.closest("li").remove();
    if (!list.children.length) list.remove();
    (box.querySelector("input[type=file]") ?? box.querySelector("input:not([type=hidden])")).focus();
    this.update(true);
  }

  count(area) {
    const left = Number(area.dataset.most) - [...area.value.trim()].length;
    const note = area.parentElement.querySelector("[data-room]");
    note.classList.toggle("over", left < 0);
    note.textContent = left < 0 ? this.words("over", -left) : this.words("left", left);
  }
}

const begin = (within) => {
  for (const form of within.querySelectorAll("form[data-asking]:not([data-ready])")) {
    form.dataset.ready = "yes";
    new Asking(form);
  }
};
document.addEventListener("htmx:afterSwap", (event) => begin(event.detail.elt.parentElement ?? document));
begin(document);
