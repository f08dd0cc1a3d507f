// Colleagues are offered while one types a name.

import { offerPeople } from "../ui/forms/people.js";

for (const form of document.querySelectorAll("[data-add-person]")) {
  const said = form.querySelector("[data-said]");
  const words = (name, count = 1) => (name === "nobody" ? form.dataset.nobody : `${form.dataset.found} ${count}`);
  offerPeople({ form, words, say: (text) => { said.textContent = text; } });
}
