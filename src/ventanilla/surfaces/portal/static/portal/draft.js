// What is typed is kept on the server a moment after each change. Without this, each turn of a page keeps it.

const QUIET = 900; // ms without a change

class Keeping {
  constructor(form) {
    this.form = form;
    this.note = form.querySelector("[data-draft-said]");
    this.queue = Promise.resolve();
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("asking:rows", () => this.later());
    form.addEventListener("submit", () => this.stop());
    addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.waiting && this.now());
  }

  later() {
    if (this.stopped) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.now(), QUIET);
  }

  /** One after the other: each goes on from the revision that the one before has made. */
  now() {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.queue = this.queue.then(() => this.send());
  }

  stop() {
    clearTimeout(this.waiting);
    this.stopped = true;
  }

  async send() {
    if (this.stopped) return;
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(this.form.dataset.draftUrl, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: this.small(body) });
      if (answer.redirected) return this.lead(this.note.dataset.ended, this.note.dataset.signIn, answer.url);
      const said = await answer.json();
      if (answer.status === 409) return this.lead(this.note.dataset.elsewhere, this.note.dataset.see, location.pathname);
      if (answer.ok) this.form.elements._draft.value = said.revision;
      this.say(said.said ?? "");
    } catch {
      this.say(this.note.dataset.offline);
    }
  }

  /** Browsers let go with a page only what is small. */
  small(body) {
    let size = 0;
    for (const [name, value] of body) size += name.length + String(value).length;
    return size < 40_000;
  }

  say(words) {
    if (this.note.textContent !== words) this.note.textContent = words;
  }

  /** Nothing is kept from here on until somebody has followed the link. */
  lead(words, link, url) {
    this.stop();
    const way = document.createElement("a");
    way.href = url;
    way.textContent = link;
    this.note.replaceChildren(`${words} `, way);
  }
}

for (const form of document.querySelectorAll("form[data-draft-url]")) new Keeping(form);
