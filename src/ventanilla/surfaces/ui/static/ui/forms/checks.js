// What has to hold among several answers: said beside the question once its answers are there, gone as soon as it holds.

import { evaluate } from "../rules.js";
import { overlapping, stretchOf } from "./apart.js";

const WHILE_TYPED = new Set(["date", "datetime-local", "time"]); // these change with every digit
const blank = (value) => value === null || value === undefined || value === "";
const empty = (value) => blank(value) || (Array.isArray(value) && value.every((each) => empty(each) || isBlankLine(each)));
const isBlankLine = (each) => typeof each === "object" && Object.values(each).every(empty);

export function followChecks(asking) {
  return new Checks(asking);
}

class Checks {
  constructor(asking) {
    this.asking = asking;
    this.form = asking.form;
    this.touched = new Set();
    this.said = new Map();
    this.server = new Set();
    this.onServer = [...asking.data.checks, ...asking.data.questions.flatMap((each) => each.checks ?? [])].some((check) => !check.rule);
    this.form.addEventListener("change", (event) => this.left(event, !WHILE_TYPED.has(event.target.type)));
    this.form.addEventListener("focusout", (event) => this.left(event, !this.within(event)));
  }

  /** Whether the focus stays in the same question. */
  within(event) {
    return event.target.closest("[data-question]")?.contains(event.relatedTarget);
  }

  left(event, done) {
    const box = event.target.closest("[data-question]");
    if (!box || !done || !this.facts) return;
    this.touched.add(box.dataset.question);
    this.judge(this.facts, this.lines, true);
  }

  /** `lines`: the facts of each line of the repeating groups; what is new is said when `fresh`. */
  judge(facts, lines, fresh = false) {
    Object.assign(this, { facts, lines });
    const wrong = new Map();
    this.asking.data.checks.forEach((check, place) => this.one(check, check.at, `${place}`, facts, "", wrong));
    for (const { question, line, place, inside } of lines) {
      const path = `${question.id}.${line}`;
      (question.checks ?? []).forEach((check, at) => this.one(check, `${path}.${check.at}`, `${question.id}.${place}.${at}`, inside, path, wrong));
    }
    for (const question of this.asking.data.questions) if (question.apart) this.keepApart(question, wrong);
    for (const [path, words] of this.said) if (wrong.get(path) !== words) this.takeBack(path);
    if (fresh) for (const [path, words] of wrong) if (!this.said.has(path)) this.say(path, words);
  }

  one(check, path, name, facts, line, wrong) {
    const box = path && this.asking.boxes.get(path);
    if (wrong.has(path) || (path && (!box || this.away(box)))) return;
    const broken = check.rule ? !evaluate(check.rule, facts) : this.server.has(name);
    const missing = check.rule && check.needs.some((fact) => empty(facts[fact]) || this.isHalf(fact, facts[fact]));
    if (broken && !missing) {
      if (this.known(path, check.message) || this.isDue(check, facts, line)) wrong.set(path, check.message);
    }
  }

  /** Lines whose days overlap with those of one above: once somebody has been at these days. */
  keepApart({ id, apart }, wrong) {
    const lines = this.lines.filter((each) => each.question.id === id);
    for (const place of overlapping(lines.map(({ inside }) => stretchOf(apart.of, inside)))) {
      const [path, ...others] = apart.of.map((name) => `${id}.${lines[place].line}.${name}`);
      const box = this.asking.boxes.get(path);
      const wasThere = [path, ...others].some((each) => this.wasAt(each));
      if (!wrong.has(path) && box && !this.away(box) && (this.known(path, apart.message) || wasThere)) wrong.set(path, apart.message);
    }
  }

  /** Whether a line of a repeating group still lacks what it has to have. */
  isHalf(fact, lines) {
    const group = this.asking.data.questions.find((each) => each.rows && `answers.${each.id}` === fact);
    const lacks = (line) => !isBlankLine(line) && group.rows.some((held) => held.required && empty(line[held.id]));
    return Boolean(group) && Array.isArray(lines) && lines.some(lacks);
  }

  /** Whether somebody has been at the question, or in a line of it. */
  wasAt(path) {
    return this.touched.has(path) || [...this.touched].some((each) => each.startsWith(`${path}.`));
  }

  /** Once somebody has been at one of its questions, and each of those that it compares (or that it asks about, when it
   *  compares none) has an answer or was passed. */
  isDue(check, facts, line) {
    const places = (list) => list.map((fact) => [fact, this.place(fact, line)]).filter(([, path]) => this.asking.boxes.has(path));
    const answered = (fact) => !empty(facts[fact]) || !empty(facts[fact.split(".").slice(0, 2).join(".")]);
    const awaited = places(check.needs.length ? check.needs : check.of);
    return places(check.of).some(([, path]) => this.wasAt(path)) && awaited.every(([fact, path]) => this.wasAt(path) || answered(fact));
  }

  place(fact, line) {
    const [kind, name] = fact.split(".");
    return kind === "row" ? `${line}.${name}` : name;
  }

  away(box) {
    return box.hidden || box.closest("[hidden]") || box.closest(".away");
  }

  /** Whether the server has said it there; then it is taken back here when it holds. */
  known(path, words) {
    if (this.said.get(path) === words) return true;
    const told = path && this.holder(path)?.querySelector(":scope > .error > span:last-child");
    if (!told || !told.textContent.endsWith(words) || told.closest("[data-check]")) return false;
    told.closest(".error").dataset.check = "";
    this.said.set(path, words);
    return true;
  }

  holder(path) {
    return this.asking.boxes.get(path).querySelector(":scope > .field, :scope > .fieldset");
  }

  /** What is described by the message: the group, or the control. */
  described(holder) {
    return holder.matches("fieldset") ? holder : holder.querySelector("input:not([type=hidden]), select, textarea");
  }

  say(path, words) {
    const error = this.form.querySelector("template[data-wrong]").content.cloneNode(true).firstElementChild;
    error.dataset.check = "";
    error.querySelector("[data-words]").textContent = words;
    this.said.set(path, words);
    if (path) this.sayAt(path, error);
    else this.sayAbove(error);
    this.asking.say(words);
  }

  sayAbove(error) {
    const here = this.form.querySelector("[data-wrong-here]");
    here.replaceChildren(error);
    here.hidden = false;
  }

  sayAt(path, error) {
    const holder = this.holder(path);
    const control = this.described(holder);
    const before = [...holder.children].find((each) => !each.matches(".label, legend, .hint, .error"));
    error.id = `${control.id}-check`;
    holder.insertBefore(error, before ?? null);
    holder.classList.add("has-error");
    control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), error.id].filter(Boolean).join(" "));
    if (!holder.matches("fieldset") || holder.getAttribute("role")) control.setAttribute("aria-invalid", "true");
  }

  takeBack(path) {
    this.said.delete(path);
    if (!path) {
      this.form.querySelector("[data-wrong-here]").hidden = true;
      return;
    }
    const holder = this.asking.boxes.has(path) ? this.holder(path) : null;
    const error = holder?.querySelector(":scope > [data-check]");
    if (!error) return;
    const control = this.described(holder);
    const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error.id);
    error.remove();
    if (described.length) control.setAttribute("aria-describedby", described.join(" "));
    else control.removeAttribute("aria-describedby");
    if (holder.querySelector(":scope > .error")) return;
    holder.classList.remove("has-error");
    control.removeAttribute("aria-invalid");
  }
}
