// Several approvals at once: what is ticked is counted and added up; j and k move, x ticks the row that has the focus,
// a and r decide what is ticked.

const form = document.querySelector("[data-several]");
const ticked = () => [...document.querySelectorAll("[data-tick]:checked")];
const language = document.documentElement.lang || undefined;

function sum(boxes) {
  const sums = new Map();
  for (const { dataset } of boxes) {
    if (dataset.amount) sums.set(dataset.currency, (sums.get(dataset.currency) ?? 0) + Math.round(Number(dataset.amount) * 100));
  }
  return [...sums].map(([currency, cents]) => new Intl.NumberFormat(language, { style: "currency", currency, useGrouping: "always" }).format(cents / 100)).join(" + ");
}

function tell() {
  const said = form.querySelector("[data-several-said]");
  const boxes = ticked();
  const { none, one, many } = said.dataset;
  const count = boxes.length === 0 ? none : boxes.length === 1 ? one : many.replace("{n}", boxes.length);
  const cost = sum(boxes);
  said.textContent = cost ? `${count} · ${cost}` : count;
}

function step(distance) {
  const all = [...document.querySelectorAll("[data-row] .row-title a")];
  const at = all.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + distance))]?.focus();
}

if (form) {
  form.classList.add("lively");
  document.addEventListener("change", (event) => event.target.matches("[data-tick]") && tell());
  document.addEventListener("htmx:afterSwap", tell);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([data-tick]), textarea, select, dialog")) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
      return;
    }
    const box = event.target.closest("[data-row]")?.querySelector("[data-tick]");
    if (!box) return;
    if (event.key === "x") {
      event.preventDefault();
      box.checked = !box.checked;
      tell();
    }
    const verdict = { a: "approve", r: "reject" }[event.key];
    if (verdict && ticked().length) {
      event.preventDefault();
      form.requestSubmit(form.querySelector(`[data-all="${verdict}"]`));
    }
  });
  tell();
}
