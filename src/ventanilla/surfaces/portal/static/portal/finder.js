// Suggestions by keyboard: down and up walk through them, Escape closes them, typing goes on from anywhere.

for (const finder of document.querySelectorAll("[data-finder]")) {
  const input = finder.querySelector("input[type=search]");
  const box = finder.querySelector("[data-suggestions]");
  const links = () => [...box.querySelectorAll("a")];

  const close = () => (box.hidden = true);
  const open = () => (box.hidden = false);

  finder.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (box.hidden || !box.childElementCount) return;
      event.preventDefault();
      input.focus(); // opens it again, so close afterwards
      close();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = [input, ...links()];
    if (box.hidden || all.length === 1) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) input.focus();
  });
  input.addEventListener("input", open);
  input.addEventListener("focus", open);
  finder.addEventListener("focusout", (event) => {
    if (!finder.contains(event.relatedTarget)) close();
  });
  document.addEventListener("click", (event) => {
    if (!finder.contains(event.target)) close();
  });
}
