// Niceties on top of pages that work without them.

const by = (selector, within = document) => [...within.querySelectorAll(selector)];

// --- Menus: one at a time, closed by Escape or a click elsewhere ---
document.addEventListener("click", (event) => {
  for (const menu of by("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details.menu[open], details.confirm[open]") ?? document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  const leave = event.target.closest("[data-close]");
  if (!leave) return;
  const confirm = leave.closest("details");
  confirm.open = false;
  confirm.querySelector("summary").focus();
});

// --- Errors: the summary takes the focus, its links lead into the control ---
function focusErrors(within) {
  within.querySelector("[data-focus]")?.focus();
}
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  const control = target.matches("input, select, textarea, button") ? target : target.querySelector("input, select, textarea, button");
  (document.querySelector(`label[for="${CSS.escape(control?.id ?? "")}"]`) ?? target).scrollIntoView({ block: "center" });
  (control ?? target).focus({ preventScroll: true });
});

// --- Forms are sent once ---
document.addEventListener("submit", (event) => {
  const sent = event.target;
  if (sent.method !== "post" || event.defaultPrevented) return;
  if (sent.dataset.sent) return void event.preventDefault();
  sent.dataset.sent = "yes";
  event.submitter?.classList.add("is-sending");
});
const sendable = () => {
  for (const sent of by("form[data-sent]")) delete sent.dataset.sent;
  for (const button of by(".is-sending")) button.classList.remove("is-sending");
};
addEventListener("pageshow", sendable);
document.addEventListener("htmx:afterRequest", sendable);

// --- Light or dark: kept in a cookie, so that the server draws it right the next time ---
const dark = matchMedia("(prefers-color-scheme: dark)");
function switchTheme() {
  const shown = document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
  const theme = shown === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
}

// --- The desk by keyboard ---
const rows = () => by("[data-row] .row-title a");
function step(distance) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + distance))].focus();
}
const help = document.getElementById("help-keys");
const shortcuts = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector("[data-search]")?.focus(),
  r: () => document.querySelector("[data-reply]")?.focus(),
  "?": () => help.showModal(),
};
document.addEventListener("keydown", (event) => {
  if (!help || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (!shortcuts[event.key]) return;
  event.preventDefault();
  shortcuts[event.key]();
});

// --- Whatever comes in, first or later, gets its extras ---
function enliven(within) {
  for (const button of by("[data-theme-switch], [data-close], [data-keys-help]", within)) button.hidden = false;
  focusErrors(within);
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-switch]")) switchTheme();
  if (event.target.closest("[data-keys-help]")) help.showModal();
});
document.addEventListener("htmx:afterSwap", (event) => enliven(event.detail.elt));
enliven(document);

// --- Tabs that don't fit: the current one is in sight ---
for (const tabs of by(".tabs")) {
  const current = tabs.querySelector("[aria-current]");
  if (current) tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
}
