// A form whose boxes are kept on this device until the server has them.
import { differing, placesOf, put, rootOf, shown, typed } from "./boxes.js";
import { offerDraft } from "./draft_offer.js";
import { Draft } from "./drafts.js";
import { UNSAVED } from "./unsaved.js";

const STATUS = "[data-autosave-status]";

// Which forms tell how far they are saved in which line: one for all the rows of a page.
const speakers = new WeakMap();

export class KeptForm {
  constructor(form) {
    this.form = form;
    this.root = rootOf(form);
    this.isSmall = form.dataset.autosave === "small"; // it tells of itself beside its own button
    this.isAlone = form.dataset.autosave === ""; // the one form of its page, or of its kind
    this.status = this.isSmall
      ? placesOf(form, STATUS)[0]
      : [...document.querySelectorAll(STATUS)].find((line) => !line.closest("[data-of-form]"));
    this.stored = shown(form);
    this.draft = new Draft(form);
    this.root.addEventListener("input", () => this.change());
    this.root.addEventListener("change", () => this.keep());
  }

  // Puts the draft of this device back, where the server has newer values only once it is chosen. True: something to send.
  restore() {
    const { boxes, isOvertaken } = this.draft.open(this.stored);
    if (!isOvertaken) return this.putBack(boxes);
    this.stopped = this.offered = true;
    this.say(UNSAVED.overtaken, "unsaved");
    offerDraft(this, boxes, this.stored, (mine) => {
      this.stopped = this.offered = false;
      this.say("", "");
      if (this.putBack(mine ? boxes : {})) this.later(0);
    });
    return false;
  }

  putBack(boxes) {
    put(this.form, boxes);
    this.keep();
    if (!this.unsaved()) return false;
    this.form.closest("details")?.setAttribute("open", ""); // of a row that was being added
    this.say(UNSAVED.kept, "unsaved");
    return true;
  }

  // What is said of the last save is not true of what is typed on.
  change() {
    this.keep();
    if (this.state !== "unsaved" && this.unsaved()) this.say("", "changed");
  }

  // While it is offered beside newer values, the draft stays what it was.
  keep() {
    if (!this.offered && this.form.isConnected) this.draft.keep(typed(this.form), this.stored);
  }

  unsaved() {
    return !this.leaving && this.form.isConnected && differing(typed(this.form), this.stored).length > 0;
  }

  // Whether something typed is not stored and can be sent; `settle` sends it and waits for the answer.
  get isPending() {
    return !this.stopped && Boolean(this.busy || this.unsaved());
  }

  async settle() {
    while (this.busy) await new Promise((resolve) => { setTimeout(resolve, 50); });
    await this.save();
  }

  // Said aloud, so never said twice. A line of several forms tells of one that is not saved before any other.
  say(text, state) {
    Object.assign(this, { said: text, state });
    if (!this.status) return;
    const others = (speakers.get(this.status) ?? []).filter((one) => one !== this && one.form.isConnected);
    speakers.set(this.status, [...others, this]);
    const told = [this, ...others].find((one) => one.state === "unsaved") ?? this;
    if (this.status.textContent !== told.said) this.status.textContent = told.said;
    this.status.dataset.state = told.state;
  }
}
