// Whoever is chosen for somebody else sees the form begin anew with what is theirs.

const choose = document.querySelector("[data-choose]");
const field = document.getElementById("id_requested_for");
const before = field?.value;

field?.addEventListener("change", () => {
  // Only a person from the list: «Ana Ruiz (ana@acme.example)».
  if (field.value !== before && /@.+\)$/.test(field.value)) choose.click();
});
document.getElementById("id_for_me")?.addEventListener("change", () => {
  if (before) choose.click();
});
