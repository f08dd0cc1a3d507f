// Writing an article: a copy of what is typed stays in this browser until it is saved, and buttons put the signs in.
const form = document.querySelector("[data-keep]");
const AFTER = 1500; // ms of rest before the copy is made
const TEXTS = /^(title|summary|body|keywords)_/;

function texts() {
  return Object.fromEntries([...new FormData(form)].filter(([name]) => TEXTS.test(name)));
}

function same(one, other) {
  return Object.keys({ ...one, ...other }).every((name) => (one[name] ?? "").replaceAll("\r\n", "\n") === (other[name] ?? "").replaceAll("\r\n", "\n"));
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(form.dataset.keep));
  } catch {
    return null;
  }
}

function drop() {
  localStorage.removeItem(form.dataset.keep);
}

// What was there when the page came: a copy that says the same is worth nothing.
function offer(begun) {
  const kept = stored();
  const box = document.querySelector("[data-unsaved]");
  if (!kept || same(kept.texts, begun)) return drop();
  box.querySelector("[data-unsaved-when]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  box.hidden = false;
  box.querySelector("[data-take-up]").addEventListener("click", () => {
    for (const [name, value] of Object.entries(kept.texts)) {
      const field = form.elements[name];
      if (!field) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.hidden = true;
  });
  box.querySelector("[data-drop]").addEventListener("click", () => {
    drop();
    box.hidden = true;
  });
}

function keep() {
  try {
    localStorage.setItem(form.dataset.keep, JSON.stringify({ at: Date.now(), texts: texts() }));
  } catch {
    // No room, or not allowed: the server keeps what is sent to it.
  }
}

if (form) {
  offer(texts());
  let rest;
  form.addEventListener("input", (event) => {
    if (!TEXTS.test(event.target.name ?? "")) return;
    clearTimeout(rest);
    rest = setTimeout(keep, AFTER);
  });
  form.addEventListener("submit", () => {
    keep();
    const body = document.activeElement?.closest("[data-body]") ?? form.querySelector(`[name="body_${new FormData(form).get("language")}"]`);
    form.elements.at.value = body?.selectionStart || "";
  });
}

// The buttons above the text
for (const tools of document.querySelectorAll("[data-tools]")) {
  const field = document.getElementById(tools.dataset.tools);
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) put(field, button);
  });
}

function put(field, button) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const mark = button.dataset.put;
  if ("link" in button.dataset) insert(field, start, end, `[${chosen || "…"}](https://)`);
  else if ("around" in button.dataset) insert(field, start, end, `${mark}${chosen || "…"}${mark}`);
  else {
    const begin = value.lastIndexOf("\n", start - 1) + 1;
    const lines = value.slice(begin, end).split("\n");
    const numbered = mark === "1. ";
    insert(field, begin, end, lines.map((line, number) => (numbered ? `${number + 1}. ${line}` : mark + line)).join("\n"));
  }
}

// As if it was typed, so that the browser's own undo takes it back.
function insert(field, start, end, text) {
  field.focus();
  field.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
