// A form of something that is not there yet: saved whole as soon as it can be, it goes on as the form of what was added.
import { Draft } from "./drafts.js";
import { SavedForm } from "./saved_form.js";
import { UNSAVED } from "./unsaved.js";

export class AddedForm extends SavedForm {
  isAdded = false;

  // Nothing is added twice: a button pressed meanwhile waits for the answer.
  leave(event) {
    if (this.isAdded || !this.busy) { super.leave(event); return; }
    event.preventDefault();
    this.pressed = event.submitter;
  }

  async save() {
    await super.save();
    if (this.pressed && !this.busy) this.form.requestSubmit(this.pressed);
  }

  take(reply, sent) {
    if (reply.url) this.goOn(reply);
    if (this.isAdded || !reply.errors) { super.take(reply, sent); return; }
    const errors = Object.entries(reply.errors).filter(([name]) => (sent[name] ?? "") !== (this.stored[name] ?? ""));
    super.take({ errors: Object.fromEntries(errors) }, sent); // nothing is said of what is still to come
    if (!errors.length) this.say(UNSAVED.partial, "unsaved");
  }

  // What is stored of each box is its hidden twin from now on.
  goOn({ url, version, boxes, anchor, questions }) {
    const hide = (name, value) => this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    hide("version", version);
    for (const [name, value] of Object.entries(boxes)) hide(`initial-${name}`, value);
    this.draft.forget();
    this.form.action = url;
    this.draft = new Draft(this.form);
    const row = this.form.closest("[data-new-row]");
    row.id = anchor;
    row.querySelector("[data-new-questions]").id = questions;
    this.isAdded = true;
  }
}
