// Whoever is chosen for somebody else sees the form begin anew with what is theirs; of several, each is added at once.

const choose = document.querySelector("[data-choose]");
const field = document.getElementById("id_requested_for");
const before = field?.value;
const fromTheList = (box) => /@.+\)$/.test(box.value); // «Ana Ruiz (ana@acme.example)»

field?.addEventListener("change", () => {
  if (field.value !== before && fromTheList(field)) choose.click();
});
document.getElementById("id_for_me")?.addEventListener("change", () => {
  if (before) choose.click();
});

const another = document.getElementById("id_another");
const add = document.querySelector("[data-add-person]");
another?.addEventListener("change", () => fromTheList(another) && add.click());
another?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || !another.value.trim()) return;
  event.preventDefault();
  add.click();
});
if (document.querySelector(".several-people")) another?.focus({ preventScroll: false });
