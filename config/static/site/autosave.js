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
// A button or link that leads to a page which shows or refuses what stands here waits, at most so long, until what was
// typed into the other forms is stored.
const WAIT_FOR_OTHERS = 4000;
async function othersFirst(event, own, goOn) {
  const others = watched.filter((one) => one.form !== own && one.isPending);
  if (!others.length) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nothing was sent yet
  const all = Promise.all(others.map((one) => one.settle()));
  await Promise.race([all, new Promise((resolve) => { setTimeout(resolve, WAIT_FOR_OTHERS); })]);
  goOn();
}
let goesOn = null;
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  const waits = goesOn !== target && !("inPlace" in target.dataset);
  goesOn = null;
  if (waits) othersFirst(event, target, () => { goesOn = target; target.requestSubmit(submitter); });
}, true);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-saves-first]");
  if (link && !event.ctrlKey && !event.metaKey) othersFirst(event, null, () => location.assign(link.href));
});
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
