// A tree to choose from step by step. Without this it is one list, indented; that list stays behind it and is what is sent.

export function followSteps(asking) {
  const enliven = (within) => {
    for (const list of within.querySelectorAll("select[data-tree]:not([data-ready])")) new Steps(list, asking);
  };
  enliven(asking.form);
  asking.form.addEventListener("asking:rows", (event) => enliven(event.detail));
}

class Steps {
  constructor(list, asking) {
    list.dataset.ready = "yes";
    this.list = list;
    this.asking = asking;
    this.levels = list.dataset.levels.split("|");
    this.box = document.createElement("div");
    this.box.className = "steps-of-choice";
    list.closest(".select-box").after(this.box);
    list.closest(".select-box").classList.add("visually-hidden");
    list.tabIndex = -1;
    list.setAttribute("aria-hidden", "true");
    this.draw(list.value);
    list.addEventListener("steps:refilled", () => this.draw(list.value));
    list.addEventListener("focus", () => this.box.querySelector("select")?.focus());
  }

  options(parent) {
    return [...this.list.options].filter((option) => option.value && !option.hidden && (option.dataset.parent ?? "") === parent);
  }

  parentOf(value) {
    return [...this.list.options].find((option) => option.value === value)?.dataset.parent ?? "";
  }

  /** One list for each step on the way to `chosen`, and one for the step after it. */
  draw(chosen) {
    const path = [];
    for (let at = chosen; at; at = this.parentOf(at)) path.unshift(at);
    this.box.replaceChildren();
    for (let step = 0, parent = ""; step <= path.length; parent = path[step], step += 1) {
      const offered = this.options(parent);
      if (!offered.length) break;
      this.box.append(...this.step(step, offered, path[step] ?? ""));
    }
  }

  step(number, offered, chosen) {
    const list = document.createElement("select");
    list.className = "control";
    list.id = `${this.list.id}-step-${number}`;
    list.dataset.step = number;
    if (this.list.hasAttribute("aria-describedby")) list.setAttribute("aria-describedby", this.list.getAttribute("aria-describedby"));
    if (this.list.hasAttribute("aria-invalid")) list.setAttribute("aria-invalid", "true");
    list.append(new Option(this.list.options[0].text, ""));
    list.append(...offered.map((option) => new Option(option.text.trim(), option.value, false, option.value === chosen)));
    list.addEventListener("change", () => this.chose(number, list));
    const label = document.createElement("label");
    label.className = "label";
    label.htmlFor = list.id;
    label.textContent = this.levels[number] || this.asking.words("step", number + 1);
    const box = document.createElement("span");
    box.className = "select-box";
    const arrow = this.list.closest(".select-box").querySelector("svg");
    box.append(list, ...(arrow ? [arrow.cloneNode(true)] : []));
    return [label, box];
  }

  chose(number, list) {
    const before = number ? this.box.querySelector(`[data-step="${number - 1}"]`).value : "";
    this.list.value = list.value || before;
    this.draw(this.list.value);
    this.list.dispatchEvent(new Event("change", { bubbles: true }));
    this.box.querySelector(`[data-step="${number}"]`)?.focus();
  }
}
