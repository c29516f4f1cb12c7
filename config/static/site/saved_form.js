// A form that saves itself while it is filled in: when it is sent, and what is made of each answer.
// Answers: 200 {"saved_at": "14.30 WIB", "version": 8, "boxes": {…}}; 422 {"errors": {box: [text]}}, with the same beside
// it when the good boxes were stored; 409 with HTML, a choice between two values or a refusal.
import { differing, pathOf, placesOf, remember, showParts, tellErrors, typed } from "./boxes.js";
import { KeptForm } from "./kept_form.js";
import { whoIsHere } from "./log_in.js";
import { post } from "./posted.js";
import { UNSAVED } from "./unsaved.js";

const WAIT = 1200;
const SLOW = 1500; // a save that takes longer says that it is under way
const RETRY = [3000, 8000, 20000, 60000];

export class SavedForm extends KeptForm {
  constructor(form) {
    super(form);
    this.failures = 0;
    this.root.addEventListener("input", () => this.later(WAIT));
    this.root.addEventListener("change", () => this.later(250));
    form.addEventListener("submit", (event) => this.leave(event));
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.flush());
    addEventListener("pageshow", () => { this.leaving = false; }); // came back after a send that failed
    addEventListener("focus", () => this.waits && this.later(0));
    addEventListener("online", () => this.unsaved() && this.later(0));
    if (document.querySelector("[data-error-summary]")) this.choose(document.querySelector(".conflict form"));
    else if (this.restore()) this.later(WAIT);
  }

  // The page is being left: what was not sent yet goes now.
  flush() {
    const anew = !this.sent || differing(typed(this.form), this.sent).length > 0;
    if (!this.stopped && anew && this.unsaved()) this.save();
  }

  leave(event) {
    if (event.target === this.form && "inPlace" in this.form.dataset) return this.stay(event);
    clearTimeout(this.timer);
    this.leaving = true;
    this.draft[event.submitter?.value === "stored" ? "forget" : "leaves"]();
  }

  stay(event) { // its button saves it where it stands
    event.preventDefault();
    this.unsaved() ? this.save() : this.say("Tidak ada yang berubah.", "saved");
  }

  // Whether leaving is asked about: not while a change is only waiting to be sent.
  asks() {
    return this.unsaved() && this.state === "unsaved";
  }

  later(wait) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    if (!this.unsaved()) return;
    if (this.busy) { this.later(WAIT); return; }
    this.busy = true;
    clearTimeout(this.timer);
    const sent = (this.sent = typed(this.form));
    this.draft.sends(sent, this.stored);
    this.state = "saving";
    const slow = setTimeout(() => this.say("Menyimpan …", "saving"), SLOW);
    try {
      const answer = await post(this.form);
      clearTimeout(slow);
      await this.receive(answer, sent);
    } finally {
      this.busy = false;
    }
    if (!this.failures && this.unsaved() && differing(sent, typed(this.form)).length) this.later(WAIT);
  }

  async receive(answer, sent) {
    if (!answer) return this.retry(UNSAVED.offline);
    if (answer.type === "opaqueredirect" || answer.status === 403) return this.askWho();
    if (answer.status === 409) return this.refuse(await answer.text());
    const reply = await answer.json().catch(() => null);
    return reply && (answer.ok || answer.status === 422) ? this.take(reply, sent) : this.fail(answer.status);
  }

  // The log-in ended, or a new one in another tab changed the token: sent again by itself once it is the same person.
  async askWho() {
    const who = await whoIsHere();
    if (who === "same" && this.renewed) return this.say(UNSAVED.forbidden, "unsaved");
    if (who !== "same") this.say(UNSAVED[who], "unsaved");
    this.renewed = who === "same";
    this.waits = !this.renewed;
    this.later(this.waits ? 15000 : 0);
  }

  // What was stored is from now on what the server has; what is wrong is said beside its box.
  take(reply, sent) {
    const { errors = {}, saved_at: savedAt, version, boxes, badge } = reply;
    this.failures = this.renewed = 0;
    tellErrors(this.form, errors);
    const wrong = Object.keys(errors).length > 0;
    if (!savedAt) return this.say(UNSAVED.wrong, "unsaved");
    const kept = Object.keys({ ...this.stored, ...sent }).filter((name) => !(name in errors) && (!boxes || !wrong || name in boxes));
    const anew = kept.filter((name) => (sent[name] ?? "") !== (this.stored[name] ?? ""));
    const done = anew.length && !anew.some((name) => sent[name]) ? "Dikosongkan" : "Tersimpan";
    for (const name of kept) this.stored[name] = sent[name];
    remember(this.form, boxes ?? {});
    const stoodThere = this.refusal?.contains(document.activeElement);
    this.refusal?.remove();
    if (stoodThere) placesOf(this.form, "input:not([type=hidden]), select, textarea")[0]?.focus();
    this.keep();
    for (const token of this.form.querySelectorAll("input[name=version], input[data-version]")) token.value = version ?? token.value;
    if (!wrong && differing(sent, typed(this.form)).length) this.say("", "changed");
    else if (!wrong) this.say(`${done} ${savedAt}`, "saved");
    else this.say(anew.length ? `${done} ${savedAt}, kecuali isian yang ditandai.` : UNSAVED.wrong, "unsaved");
    if (badge !== undefined) for (const place of placesOf(this.form, "[data-badge]", "li, article")) place.innerHTML = badge;
    showParts(reply.parts);
    this.form.dispatchEvent(new CustomEvent("autosaved", { bubbles: !this.isSmall, detail: reply }));
  }

  // What passes is tried again; what does not waits for the next change.
  fail(status) {
    if (status < 400 || status >= 500 || status === 429) return this.retry(UNSAVED.trouble);
    this.failures = 0;
    this.say(status === 404 ? UNSAVED.gone : UNSAVED.rejected, "unsaved");
  }

  retry(text) {
    this.say(text, "unsaved");
    this.later(RETRY[Math.min(this.failures, RETRY.length - 1)]);
    this.failures += 1;
  }

  // Once another value is on the table, nothing is sent until a person has chosen; after a refusal, until they type on.
  refuse(html) {
    this.failures = 0;
    this.refusal?.remove();
    this.refusal = Object.assign(document.createElement("div"), { innerHTML: html }); // whole before it stands in another form
    const shared = this.isAlone && document.querySelector("[data-autosave-conflict]");
    if (shared) shared.replaceChildren(this.refusal);
    else this.root[this.root === this.form ? "before" : "prepend"](this.refusal);
    this.choose(this.refusal.querySelector("form"));
    this.say(this.stopped ? UNSAVED.overtaken : UNSAVED.refused, "unsaved");
    this.refusal.querySelector("[data-error-summary]")?.focus();
  }

  choose(question) {
    this.stopped = question !== null && pathOf(question) === pathOf(this.form);
    if (this.stopped) question.addEventListener("submit", (event) => this.leave(event));
  }
}
