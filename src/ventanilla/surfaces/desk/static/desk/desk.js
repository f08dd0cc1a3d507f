// The desk by keyboard: Ctrl+Enter (⌘+Enter) sends what is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form[data-quick-send]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

// Several requests at once: x ticks the row that has the focus; what is ticked can be joined to one outage.
function tell() {
  const form = document.querySelector("[data-ticked]");
  if (!form) return;
  const ticked = document.querySelectorAll("[data-tick]:checked").length;
  form.classList.toggle("some", ticked > 0);
  form.querySelector("[data-ticked-count]").textContent = ticked;
}
document.addEventListener("change", (event) => event.target.matches("[data-tick]") && tell());
document.addEventListener("htmx:afterSwap", tell);
document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([data-tick]), textarea, select, dialog")) return;
  const box = event.target.closest("[data-row]")?.querySelector("[data-tick]");
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
  tell();
});
tell();
