// A form whose boxes are kept on this device until the server has them.
import { differing, put, shown, typed } from "./boxes.js";
import { offerDraft } from "./draft_offer.js";
import { Draft } from "./drafts.js";
import { UNSAVED } from "./unsaved.js";

export class KeptForm {
  constructor(form) {
    this.form = form;
    this.isSmall = form.dataset.autosave === "small"; // one of several on its page
    this.status = (this.isSmall ? form : document).querySelector("[data-autosave-status]");
    this.stored = shown(form);
    this.draft = new Draft(form);
    form.addEventListener("input", () => this.change());
    form.addEventListener("change", () => this.keep());
  }

  // Puts the draft of this device back, where the server has newer values only once it is chosen. True: something to send.
  restore() {
    const { boxes, isOvertaken } = this.draft.open(this.stored);
    if (!isOvertaken) return this.putBack(boxes);
    this.stopped = this.offered = true;
    this.say(UNSAVED.overtaken, "unsaved");
    offerDraft(this.form, boxes, this.stored, (mine) => {
      this.stopped = this.offered = false;
      this.say("", "");
      if (this.putBack(mine ? boxes : {})) this.later(0);
    });
    return false;
  }

  putBack(boxes) {
    put(this.form, boxes);
    this.keep();
    if (this.unsaved()) this.say(UNSAVED.kept, "unsaved");
    return this.unsaved();
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

  // Said aloud, so never said twice.
  say(text, state) {
    this.state = state;
    if (!this.status) return;
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.dataset.state = state;
  }
}
