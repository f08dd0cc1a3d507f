// The desk by keyboard: Ctrl+Enter (⌘+Enter) sends what is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form[data-quick-send]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
