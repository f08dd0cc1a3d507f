// Names while somebody types one: an editable combobox with a list (WAI-ARIA Authoring Practices).

const PAUSE = 150;

export function offerPeople(asking) {
  const enliven = (within) => {
    for (const box of within.querySelectorAll("[data-person]:not([data-ready])")) {
      const url = box.dataset.peopleUrl ?? asking.form.dataset.peopleUrl;
      if (url) new People(box, url, asking);
    }
  };
  enliven(asking.form);
  asking.form.addEventListener("asking:rows", (event) => enliven(event.detail));
}

class People {
  constructor(box, url, asking) {
    box.dataset.ready = "yes";
    this.box = box;
    this.url = url;
    this.asking = asking;
    this.input = box.querySelector("input");
    this.at = -1;
    this.people = [];
    this.list = this.makeList();
    this.input.addEventListener("input", () => this.searchLater());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    this.several = "several" in box.dataset ? box.closest("[data-persons]") : null;
    this.several?.querySelector("button[name=_add]")?.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.add(this.input.value.trim());
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose([...this.list.children].indexOf(event.target.closest("li"))));
  }

  makeList() {
    const list = document.createElement("ul");
    list.id = `${this.input.id}-offers`;
    list.className = "offers";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.box.closest("[data-question]").querySelector("[data-label]").textContent);
    list.hidden = true;
    this.input.removeAttribute("list");
    this.box.querySelector("datalist")?.remove();
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    this.box.append(list);
    return list;
  }

  searchLater() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.search(), PAUSE);
  }

  async search() {
    const text = this.input.value.trim();
    this.searching?.abort();
    if (!text) return this.close();
    this.searching = new AbortController();
    try {
      const answer = await fetch(`${this.url}?q=${encodeURIComponent(text)}`, { signal: this.searching.signal });
      if (answer.ok) this.offer((await answer.json()).people);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  offer(people) {
    this.people = people;
    this.at = -1;
    this.list.replaceChildren(...people.map((person, place) => this.makeOffer(person, place)));
    this.expand(people.length > 0 && document.activeElement === this.input);
    const { asking } = this;
    const words = people.length === 1 ? asking.words("found_one") : asking.words("found", people.length);
    asking.say(people.length ? words : asking.words("nobody"));
  }

  makeOffer(person, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const note = document.createElement("small");
    note.textContent = person.note;
    item.append(person.name, note);
    return item;
  }

  expand(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.waiting);
    this.searching?.abort();
    this.expand(false);
  }

  pressed(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown" && this.input.value.trim()) this.search();
      return;
    }
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  move(step) {
    const count = this.people.length;
    this.at = (this.at + step + count + (this.at < 0 && step < 0 ? 1 : 0)) % count;
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === this.at)));
    const chosen = this.list.children[this.at];
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  /** One more among several: what was typed stands above the field now. */
  add(words) {
    if (!words) return this.input.focus();
    const chip = this.several.querySelector("template[data-chip]").content.firstElementChild.cloneNode(true);
    for (const spot of chip.querySelectorAll("[data-name]")) spot.append(spot.matches(".visually-hidden") ? ` ${words}` : words);
    chip.querySelector("input").value = words;
    chip.querySelector("button").value += words;
    this.several.querySelector("[data-chips]").append(chip);
    this.input.value = "";
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.input.focus();
  }

  choose(place) {
    if (!this.people[place]) return;
    this.input.value = this.people[place].value;
    this.close();
    if (this.several) this.add(this.input.value);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
