// While the need is written in the first text of the form, articles that may solve it appear beside it.

const place = document.querySelector("[data-beside]");
const form = document.querySelector("form[data-asking]");
const first = form?.querySelector('.question textarea, .question:not(.for-person) input[type="text"]:not([list])');
const WAIT = 600; // ms after the last letter
const LEAST = 8; // letters

if (place && first && window.htmx) {
  const note = document.querySelector("[data-beside-note]");
  let timer = 0;
  let last = "";

  const look = () => {
    const text = first.value.trim().slice(0, 200);
    if (text === last || (text.length < LEAST && !last)) return;
    last = text;
    window.htmx.ajax("GET", `${place.dataset.beside}?text=${encodeURIComponent(text)}`, { target: place, swap: "innerHTML" });
  };
  first.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  place.addEventListener("htmx:beforeSwap", (event) => {
    // Somebody who is reading is not disturbed by new suggestions.
    if (event.target === place && place.querySelector("details[open]")) event.preventDefault();
  });
  place.addEventListener("htmx:afterSwap", (event) => {
    if (event.target !== place || !note) return;
    const count = place.querySelectorAll("details, .beside-offers li").length;
    note.hidden = count === 0;
    note.querySelector("[data-count]").textContent = String(count);
  });
  // On the later pages of a form it was answered already, and stands there hidden.
  if (first.value.trim() && first.getClientRects().length) look();
}
