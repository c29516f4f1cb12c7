// Saves forms while they are filled in (form[data-autosave]) and asks before unsaved work is left (form[data-guard]).
import { AddedForm } from "./added_form.js";
import { differing, shown, typed } from "./boxes.js";
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

const KINDS = { "": SavedForm, row: SavedForm, small: SavedForm, new: AddedForm };
let watched = [];
// Also what a part of the page fetched anew has brought: its forms take the place of those that went.
function watch() {
  watched = watched.filter(({ form }) => form.isConnected);
  const anew = [...document.querySelectorAll("form[data-autosave], form[data-guard]")].filter((form) =>
    !watched.some((known) => known.form === form));
  watched.push(...anew.map((form) => new (KINDS[form.dataset.autosave] ?? Guard)(form)));
}
watch();
document.addEventListener("htmx:afterSettle", watch);
// A page the browser had kept shows what was there when it was left. What was typed into a form that saves itself comes
// back as a draft; where anything else was typed, the page stays.
addEventListener("pageshow", ({ persisted }) => {
  const others = [...document.querySelectorAll("form:not([data-autosave])")];
  const isTyped = watched.some(({ touched }) => touched) || others.some((form) => differing(typed(form), shown(form)).length);
  if (persisted && !isTyped) location.reload();
});
addEventListener("beforeunload", (event) => {
  if (watched.some((form) => form.asks())) event.preventDefault();
});
