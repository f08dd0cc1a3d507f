// The search box as a combobox (WAI-ARIA 1.2, list autocomplete): down and up walk through the suggestions while the
// cursor stays in the box, Enter follows the chosen one (or searches), Escape closes them, then empties the box.

for (const finder of document.querySelectorAll("[data-finder]")) {
  const input = finder.querySelector("input[type=search]");
  const box = finder.querySelector("[data-suggestions]");
  const options = () => [...box.querySelectorAll("[role=option]")];
  const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");

  const choose = (option) => {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    box.hidden = false;
    const shown = options().length > 0;
    input.setAttribute("aria-expanded", String(shown));
    if (shown) input.setAttribute("aria-controls", "suggestions-list");
    else input.removeAttribute("aria-controls");
  };
  const close = () => {
    choose(null);
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const isOpen = () => !box.hidden && options().length > 0;

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options().length) return;
      event.preventDefault();
      const all = options();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = isOpen() ? all.indexOf(chosen()) : -1;
      open();
      const next = at < 0 && step < 0 ? all.length - 1 : at + step;
      choose(all[next] ?? null); // past the ends: back in what was typed
    } else if (event.key === "Enter" && isOpen() && chosen()) {
      event.preventDefault();
      chosen().click();
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault(); // the first one closes the list, the next one empties the box
      close();
    }
  });
  input.addEventListener("input", () => {
    choose(null);
    if (!input.value.trim()) box.replaceChildren();
  });
  box.addEventListener("htmx:afterSwap", () => {
    if (document.activeElement === input && input.value.trim()) open();
    else close();
  });
  input.addEventListener("focus", () => {
    if (options().length) open();
  });
  box.addEventListener("mousedown", (event) => event.preventDefault()); // the cursor stays in the box
  finder.addEventListener("focusout", (event) => {
    if (!finder.contains(event.relatedTarget)) close();
  });
}
