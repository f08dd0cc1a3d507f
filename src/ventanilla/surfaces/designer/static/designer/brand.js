// Type and see: what stands in the form is put into the miniatures at once; the guard and its shades come from the
// server, which alone works colours out.

const form = document.getElementById("brand-form");
const preview = document.querySelector("[data-preview]");
const language = document.documentElement.lang.slice(0, 2);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const WHOLE = /^#[0-9a-f]{6}$/i;

// --- Words ---
function typed(field) {
  const own = form.elements[`${field}_${language}`];
  const others = all(`[data-text="${field}"]`, form);
  return [own, ...others].map((control) => control?.value.trim()).find(Boolean) ?? "";
}
const nameOfPortal = () => typed("name") || form.elements[`name_${language}`].placeholder;
function words() {
  for (const place of all("[data-bind]", preview)) {
    const text = place.dataset.bind === "name" ? nameOfPortal() : typed(place.dataset.bind);
    place.textContent = text || (place.dataset.otherwise ? nameOfPortal() : "");
    if ("hides" in place.dataset) place.hidden = !text;
  }
  const links = all("[name^=link_][name$=_url]", form).map((url) => {
    const of = (code) => form.elements[url.name.replace(/url$/, `label_${code}`)]?.value.trim();
    return of(language) || of("es") || of("en");
  });
  for (const place of all("[data-links]", preview)) {
    place.replaceChildren(...links.filter(Boolean).map((label) => Object.assign(document.createElement("a"), { href: "#preview", textContent: label })));
  }
}

// --- Colours ---
let bandIsDark = false;
function paint(rules) {
  for (const [selector, tokens] of rules) {
    for (const place of all(selector === ":root" ? ".mini-page" : `.mini-page ${selector}`, preview)) {
      for (const [name, value] of Object.entries(tokens)) place.style.setProperty(`--${name}`, value);
    }
    if (selector === ".masthead") bandIsDark = tokens.ink === "#ffffff";
  }
  logos();
}
function guard() {
  const found = document.querySelector("[data-rules]");
  if (!found) return;
  paint(JSON.parse(found.dataset.rules));
  // What an empty field stands for.
  for (const [name, colour] of [["dark_accent", found.dataset.dark], ["header_colour", found.dataset.light]]) {
    form.elements[name].placeholder = colour;
    if (!form.elements[name].value) document.querySelector(`[data-picks="id_${name}"]`).value = colour;
  }
}
let waiting, asked;
async function check() {
  asked?.abort();
  asked = new AbortController();
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "accent", "dark_accent", "header", "header_colour"]) data.set(name, form.elements[name].value);
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body: data, signal: asked.signal, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    document.getElementById("guard").innerHTML = await answer.text();
    guard();
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(check, 120);
}
function write(control, value) {
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
for (const swatch of all("[data-picks]")) {
  swatch.hidden = false;
  const text = document.getElementById(swatch.dataset.picks);
  swatch.addEventListener("input", (event) => {
    event.stopPropagation();
    write(text, swatch.value);
  });
  text.addEventListener("input", () => {
    if (WHOLE.test(text.value.trim())) swatch.value = text.value.trim().toLowerCase();
  });
}
document.addEventListener("click", (event) => {
  const take = event.target.closest("[data-take]");
  if (!take) return;
  event.preventDefault();
  const [name, colour] = take.value.split(":");
  write(form.elements[name], colour);
  document.getElementById(`id_${name}`).focus();
});

// --- Pictures ---
const chosen = {};
const removed = (name) => form.elements[`${name}_remove`]?.checked;
function source(name) {
  if (chosen[name]) return chosen[name];
  return removed(name) ? "" : (document.querySelector(`[data-kept="${name}"] img`)?.src ?? "");
}
function logos() {
  const light = source("logo") || source("dark_logo");
  const dark = source("dark_logo") || light;
  const picture = source("sign_in_image");
  const beside = form.elements.name_beside_logo.checked;
  for (const [name, src] of [["logo", light], ["dark_logo", dark], ["sign_in_image", picture]]) {
    for (const place of all(`[data-picture-of="${name}"]`, preview)) {
      const image = place.matches("img") ? place : place.querySelector("img");
      place.hidden = !src;
      if (src && image.src !== src) image.src = src;
    }
  }
  for (const mark of all("[data-own-mark]", preview)) mark.toggleAttribute("hidden", Boolean(light));
  for (const name of all("[data-name]", preview)) name.hidden = Boolean(light) && !beside;
  const band = form.elements.header.value === "colour";
  for (const brand of all(".masthead .brand", preview)) {
    brand.classList.toggle("banded", band);
    brand.classList.toggle("on-dark", band && bandIsDark);
    brand.classList.toggle("on-light", band && !bandIsDark);
  }
}
for (const control of all("input[data-picture]", form)) {
  control.addEventListener("change", () => {
    const name = control.dataset.picture;
    const [file] = control.files;
    if (!file) {
      delete chosen[name];
      return logos();
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      chosen[name] = reader.result;
      logos();
    });
    reader.readAsDataURL(file);
  });
}

// --- Leaving with something unsaved ---
let unsaved = Boolean(document.querySelector(".error-summary"));
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
form.addEventListener("submit", () => {
  unsaved = false;
});

form.addEventListener("input", (event) => {
  unsaved = true;
  if (event.target.matches("[data-colour], [name=header]")) soon();
  words();
  logos();
});
words();
guard();
