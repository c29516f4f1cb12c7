// Saves forms while they are filled in (form[data-autosave]) and asks before unsaved work is left (form[data-guard]).
import { SavedForm } from "./saved_form.js";

class Guard {
  constructor(form) {
    this.form = form;
    form.addEventListener("input", () => { this.touched = true; });
    form.addEventListener("submit", () => { this.touched = false; });
  }

  asks() {
    return Boolean(this.touched);
  }
}

const watched = [...document.querySelectorAll("form[data-autosave], form[data-guard]")].map((form) =>
  "autosave" in form.dataset ? new SavedForm(form) : new Guard(form));
addEventListener("beforeunload", (event) => {
  if (watched.some((form) => form.asks())) event.preventDefault();
});
