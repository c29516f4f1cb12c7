// A sheet on a phone shows one criterion at a time; on a desk all stand below each other, as they do without JavaScript.
const phone = matchMedia("(max-width: 575.98px)");
const low = matchMedia("(max-height: 30rem)"); // as over the keyboard of a phone

const form = document.querySelector("form[data-one-by-one]");
const steps = form ? [...form.querySelectorAll("[data-step-code]")] : [];
const strip = form?.querySelector("[data-strip]");
const given = form?.querySelector("[data-given]");
const boxOf = (step) => step.querySelector("[data-sheet-row] input:not([type=hidden])");
const wrongIn = (step) => step.querySelector("[aria-invalid=true]") !== null;
let at = 0;
let shown = null; // the criterion whose mark was given last, by a tap

const buttons = steps.map((step) => {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: step.dataset.stepCode });
  const item = document.createElement("li");
  item.append(button);
  strip.append(item);
  return button;
});

function inWords(step) {
  if (wrongIn(step)) return "perlu diperbaiki";
  const mark = boxOf(step).value.trim();
  return mark ? `nilai ${mark}` : "belum dinilai";
}

function paint() {
  steps.forEach((step, place) => {
    const button = buttons[place];
    step.classList.toggle("is-current", place === at);
    button.dataset.state = wrongIn(step) ? "wrong" : boxOf(step).value.trim() ? "filled" : "blank";
    button.setAttribute("aria-label", `${step.dataset.stepCode}, ${inWords(step)}`);
    if (place === at) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  });
  form.classList.toggle("is-first", at === 0);
  form.classList.toggle("is-last", at === steps.length - 1);
  given.hidden = shown === null || shown === steps[at];
  if (!shown) return;
  given.querySelector("[data-given-text]").textContent = `${shown.dataset.stepCode}: ${boxOf(shown).value}`;
  for (const step of given.querySelectorAll("[data-step]")) step.dataset.target = boxOf(shown).id;
}

// Whoever was typing goes on typing; whoever tapped hears which criterion it is now.
function go(place, typing, just = null) {
  at = Math.min(steps.length - 1, Math.max(0, place));
  shown = just;
  paint();
  if (!phone.matches) return;
  const step = steps[at];
  step.tabIndex = -1;
  (typing ? boxOf(step) : step).focus({ preventScroll: true });
  (low.matches ? step : strip).scrollIntoView({ block: "start" });
}

function placeOf(element) {
  return steps.findIndex((step) => step.contains(element));
}

function toHash() {
  const place = placeOf(document.getElementById(decodeURIComponent(location.hash.slice(1))));
  if (place >= 0) go(place, true);
}

function start() {
  let typing = false;
  buttons.forEach((button, place) => button.addEventListener("click", () => go(place, false)));
  for (const turn of form.querySelectorAll("[data-turn]")) {
    turn.addEventListener("pointerdown", () => { typing = placeOf(document.activeElement) >= 0 && document.activeElement.matches("input"); });
    turn.addEventListener("click", () => {
      go(at + Number(turn.dataset.turn), typing);
      typing = false;
    });
  }
  form.addEventListener("input", paint);
  form.addEventListener("marked", ({ target }) => {
    const place = placeOf(target);
    const isDone = !steps[place].querySelector("[data-note-below]:not([hidden])"); // a note is due first
    if (phone.matches && isDone && place === at && at < steps.length - 1) go(at + 1, false, steps[place]);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !phone.matches || !event.target.matches("[data-sheet-row] input")) return;
    event.preventDefault();
    if (at < steps.length - 1) go(at + 1, true);
    else form.requestSubmit(form.querySelector("[data-last]"));
  });
  form.addEventListener("focusin", ({ target }) => {
    if (!phone.matches || !low.matches || target !== boxOf(steps[at])) return;
    requestAnimationFrame(() => steps[at].scrollIntoView({ block: "start" })); // after the browser's own
  });
  new MutationObserver(paint).observe(form, { subtree: true, attributeFilter: ["aria-invalid"] });
  addEventListener("hashchange", toHash);
  form.classList.add("one-by-one");
  const wrong = steps.findIndex(wrongIn);
  const blank = steps.findIndex((step) => !boxOf(step).value.trim());
  at = Math.max(0, wrong >= 0 ? wrong : blank);
  paint();
  toHash();
}

if (steps.length) start();
