// Saves a form while it is filled in (form[data-autosave]) and asks before unsaved work is left (form[data-guard]).
// The server answers 200 {"saved_at": "14.30 WIB", "version": 8}, 409 with conflict HTML, or 422 {"errors": {field: [text]}}.
const WAIT = 1200;
const RETRY = [3000, 8000, 20000, 60000];
const OFFLINE = "Belum tersimpan — tidak ada sambungan. Isian tetap ada di layar ini.";
const REFUSED = "Belum tersimpan — ada isian yang perlu diperbaiki.";
const ENDED = "Belum tersimpan — sesi berakhir. Silakan masuk kembali di tab lain, lalu simpan.";

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosaveUrl || form.action;
    this.status = document.querySelector("[data-autosave-status]");
    this.stored = this.content();
    this.failures = 0;
    form.addEventListener("input", () => this.later(WAIT));
    form.addEventListener("change", () => this.later(250));
    form.addEventListener("submit", () => { clearTimeout(this.timer); this.leaving = true; });
    addEventListener("pageshow", () => { this.leaving = false; }); // came back after a send that failed
    addEventListener("online", () => this.unsaved() && this.later(0));
  }

  // Files are sent by the form itself, never in the background.
  data() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  content() {
    const data = this.data();
    ["csrfmiddlewaretoken", "version"].forEach((name) => data.delete(name));
    for (const name of [...data.keys()]) if (name.startsWith("initial-")) data.delete(name);
    return new URLSearchParams(data).toString();
  }

  unsaved() {
    return !this.leaving && this.content() !== this.stored;
  }

  later(wait) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), wait);
  }

  say(text, state) {
    if (!this.status) return;
    this.status.textContent = text;
    this.status.dataset.state = state;
  }

  async save() {
    if (!this.unsaved()) return;
    if (this.busy) { this.later(WAIT); return; }
    this.busy = true;
    const sent = this.content();
    this.say("Menyimpan …", "saving");
    try {
      const answer = await fetch(this.url, {
        method: "POST", body: this.data(), credentials: "same-origin", redirect: "manual",
        headers: { "X-Autosave": "1", Accept: "application/json, text/html" },
      });
      await this.receive(answer, sent);
    } catch {
      this.retry();
    } finally {
      this.busy = false;
    }
    if (!this.failures && this.unsaved() && sent !== this.content()) this.later(WAIT);
  }

  async receive(answer, sent) {
    if (answer.status === 409) { this.conflict(await answer.text()); return; }
    if (answer.type === "opaqueredirect" || answer.status === 403) { this.say(ENDED, "unsaved"); return; }
    if (answer.status === 422) { this.failures = 0; this.refuse((await answer.json()).errors); return; }
    if (!answer.ok) { this.retry(); return; }
    const reply = await answer.json();
    const version = this.form.querySelector("input[name=version]");
    if (version && reply.version !== undefined) version.value = reply.version;
    this.failures = 0;
    this.stored = sent;
    this.refuse({});
    this.say(`Tersimpan ${reply.saved_at}`, "saved");
    this.form.dispatchEvent(new CustomEvent("autosaved", { bubbles: true, detail: reply }));
  }

  retry() {
    this.say(OFFLINE, "unsaved");
    this.later(RETRY[Math.min(this.failures, RETRY.length - 1)]);
    this.failures += 1;
  }

  // Once somebody else's values are on the table, nothing is sent until a person has chosen.
  conflict(html) {
    this.stopped = true;
    let place = document.querySelector("[data-autosave-conflict]");
    if (!place) {
      place = document.createElement("div");
      this.form.before(place);
    }
    place.innerHTML = html;
    const chooses = place.querySelector("form");
    this.say(chooses ? "Belum tersimpan — isian ini juga diubah orang lain." : "Belum tersimpan — lihat penjelasannya.", "unsaved");
    chooses?.addEventListener("submit", () => { this.leaving = true; });
    place.querySelector("[data-error-summary]")?.focus();
  }

  refuse(errors) {
    for (const place of this.form.querySelectorAll("[data-error-for]")) {
      const texts = errors[place.dataset.errorFor] ?? [];
      place.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
      const box = this.form.elements.namedItem(place.dataset.errorFor);
      if (!(box instanceof HTMLElement)) continue;
      box.toggleAttribute("aria-invalid", false);
      if (texts.length) {
        box.setAttribute("aria-invalid", "true");
        const described = new Set((box.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)).add(place.id);
        box.setAttribute("aria-describedby", [...described].join(" "));
      }
    }
    if (Object.keys(errors).length) this.say(REFUSED, "unsaved");
  }
}

class Guard {
  constructor(form) {
    this.form = form;
    form.addEventListener("input", () => { this.touched = true; });
    form.addEventListener("submit", () => { this.touched = false; });
  }

  unsaved() {
    return Boolean(this.touched);
  }
}

const watched = [...document.querySelectorAll("form[data-autosave], form[data-guard]")].map((form) =>
  "autosave" in form.dataset ? new Autosave(form) : new Guard(form));
addEventListener("beforeunload", (event) => {
  if (watched.some((form) => form.unsaved())) event.preventDefault();
});
