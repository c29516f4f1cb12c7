// Files of one entry (form[data-uploads]): dropped or chosen, looked at before they are sent, then sent one by one with
// progress. What broke off is sent again, and only that; what was stored stays stored.
import { made, Upload } from "./upload.js";

const WORDS = {
  kind: (name, kinds) => `Berkas “${name}” bukan ${kinds}. Simpan sebagai PDF atau pindai menjadi JPG.`,
  empty: (name) => `Berkas “${name}” tidak berisi apa-apa. Pilih berkas lain.`,
};

class Uploads {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("input[type=file]");
    const { largest, tooLarge, kinds } = this.box.dataset;
    Object.assign(this, { largest: Number(largest), tooLarge, kinds, uploads: [] });
    delete this.box.dataset.largest; // each file is told of by itself, the others are sent
    this.list = made("ul", { className: "uploads", hidden: true });
    this.status = made("p", { className: "small" });
    this.status.setAttribute("role", "status");
    this.again = made("button", { type: "button", className: "btn btn-secondary", textContent: "Coba lagi", hidden: true });
    const hint = made("p", { className: "small muted upload-hint", textContent: "Berkas juga dapat ditarik ke kotak ini." });
    (this.box.closest(".box") ?? this.box).after(hint, this.list, this.status, this.again);
    this.again.addEventListener("click", () => this.run());
    addEventListener("online", () => this.uploads.some(({ state }) => state === "broke") && this.run());
    addEventListener("beforeunload", (event) => (this.busy || !this.again.hidden) && event.preventDefault());
    form.addEventListener("submit", (event) => this.submit(event));
    for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) form.addEventListener(kind, (event) => this.drag(event));
  }

  drag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.form.classList.toggle("upload-over", event.type === "dragenter" || event.type === "dragover");
    if (event.type !== "drop") return;
    const kept = new DataTransfer();
    for (const file of [...this.box.files, ...event.dataTransfer.files]) kept.items.add(file);
    this.box.files = kept.files;
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  submit(event) {
    const files = [...this.box.files];
    const described = ["title", "page"].filter((name) => this.form.elements[name]?.value.trim());
    if (this.busy) { event.preventDefault(); return; }
    if (!files.length || (files.length > 1 && described.length)) return; // the server says what is wrong
    event.preventDefault();
    this.pages = this.form.elements.page?.value ?? "";
    this.list.replaceChildren();
    this.list.hidden = false;
    this.uploads = files.map((file) => new Upload(file, this.list));
    for (const upload of this.uploads) {
      const wrong = this.whyWrong(upload.file);
      if (wrong) upload.say("refused", wrong);
    }
    this.run();
  }

  whyWrong({ name, size }) {
    if (!size) return WORDS.empty(name);
    if (size > this.largest) return this.tooLarge.replace("{}", name);
    const endings = this.box.accept.split(",");
    return endings.some((ending) => name.toLowerCase().endsWith(ending)) ? "" : WORDS.kind(name, this.kinds);
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    this.again.hidden = true;
    for (const upload of this.uploads.filter(({ state }) => state === "waits" || state === "broke")) {
      await upload.send(this.form, this.box.name);
      if (upload.state === "broke") break; // the next one would break, too
    }
    this.busy = false;
    this.finish();
  }

  finish() {
    const count = (...states) => this.uploads.filter(({ state }) => states.includes(state)).length;
    const missing = count("waits", "broke");
    const stored = count("stored");
    this.again.hidden = !missing;
    this.status.textContent = `${stored} dari ${this.uploads.length} berkas tersimpan.`;
    if (missing) { this.again.focus(); return; }
    this.form.reset();
    if (stored === this.uploads.length) { this.show(); return; }
    for (const upload of this.uploads) this.offer(upload);
    if (stored) this.status.append(" ", made("a", { href: location.href, textContent: "Tampilkan yang tersimpan" }));
  }

  // A page that shows the files of several entries fetches them anew with what the checks say; what is typed there stays.
  show() {
    if (!("inPlace" in this.form.dataset) || !window.htmx || this.uploads.some(({ held }) => held)) { location.reload(); return; }
    this.list.hidden = true;
    this.form.dispatchEvent(new CustomEvent("autosaved", { bubbles: true, detail: {} }));
  }

  // The same file is in the report already: the form that uses it again is filled in.
  offer({ twin, line }) {
    const choice = twin && document.getElementById("id_pakai-evidence");
    if (!choice || ![...choice.options].some(({ value }) => value === String(twin))) return;
    const use = made("button", { type: "button", className: "btn btn-secondary", textContent: "Pakai berkas itu" });
    use.addEventListener("click", () => {
      choice.value = twin;
      choice.form.elements["pakai-page"].value = this.pages;
      choice.form.requestSubmit();
    });
    line.append(use);
  }
}

for (const form of document.querySelectorAll("form[data-uploads]")) new Uploads(form);
