// Repeating groups: lines are added and taken away in place. Numbers in names stay as they are; the server counts anew.

const HERE = "__row__";

export function followRows(asking) {
  for (const group of asking.form.querySelectorAll("[data-rows]")) renumber(group);
  asking.form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=_add], button[name=_remove]");
    if (!button || !button.closest("[data-question]").querySelector("[data-rows]")) return;
    event.preventDefault();
    if (button.name === "_add") add(asking, button);
    else remove(asking, button);
  });
}

function add(asking, button) {
  const box = button.closest("[data-question]");
  const group = box.querySelector("[data-rows]");
  const index = 1 + Math.max(-1, ...[...group.children].map((line) => Number(line.dataset.row)));
  const copy = document.createElement("template");
  copy.innerHTML = box.querySelector("template").innerHTML.replaceAll(HERE, index);
  group.append(copy.content);
  settled(asking, group);
  group.lastElementChild.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  asking.say(asking.words("added", group.children.length));
}

function remove(asking, button) {
  const line = button.closest("[data-row]");
  const group = line.parentElement;
  const place = [...group.children].indexOf(line);
  line.remove();
  settled(asking, group);
  const next = group.children[place] ?? group.lastElementChild;
  const add = group.parentElement.querySelector("button[name=_add]");
  (next?.querySelector("button[name=_remove]") ?? add).focus();
  asking.say(asking.words("removed", place + 1));
}

function settled(asking, group) {
  renumber(group);
  asking.gather();
  asking.update(false);
  asking.form.dispatchEvent(new CustomEvent("asking:rows", { detail: group }));
}

/** The lines are called by their place, and there is no button for one too many. */
function renumber(group) {
  [...group.children].forEach((line, place) => {
    for (const spot of line.querySelectorAll("[data-number]")) spot.textContent = place + 1;
  });
  group.parentElement.querySelector("button[name=_add]").hidden = group.children.length >= Number(group.dataset.most);
}
