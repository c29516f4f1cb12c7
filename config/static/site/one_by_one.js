// A sheet on a phone shows one step at a time: a criterion, or all those of a group that are given on one screen (its
// parts). On a desk all stand below each other, as they do without JavaScript.
const phone = matchMedia("(max-width: 575.98px)");
const low = matchMedia("(max-height: 30rem)"); // as over the keyboard of a phone

const form = document.querySelector("form[data-one-by-one]");
const steps = form ? [...form.querySelectorAll("[data-step-code]")] : [];
const strip = form?.querySelector("[data-strip]");
const given = form?.querySelector("[data-given]");
const partsOf = (step) => (step.matches(".criterion") ? [step] : [...step.querySelectorAll(".criterion")]);
const boxOf = (part) => part.querySelector("[data-sheet-row] input:not([type=hidden])");
const isBlank = (part) => !boxOf(part).value.trim();
const wrongIn = (step) => step.querySelector("[aria-invalid=true]") !== null;
let at = 0; // the step on screen
let spot = 0; // the part of it that is being given
let shown = null; // the criterion whose mark was given last, by a tap that led to another step

const buttons = steps.map((step) => {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: step.dataset.stepCode });
  const item = document.createElement("li");
  item.append(button);
  strip.append(item);
  return button;
});

function inWords(step) {
  if (wrongIn(step)) return "perlu diperbaiki";
  const parts = partsOf(step);
  const filled = parts.filter((part) => !isBlank(part)).length;
  if (!filled) return "belum dinilai";
  return parts.length > 1 ? `${filled} dari ${parts.length} dinilai` : `nilai ${boxOf(step).value.trim()}`;
}

function blankAfter(place) {
  return partsOf(steps[at]).findIndex((part, here) => here > place && isBlank(part));
}

function paint() {
  steps.forEach((step, place) => {
    const button = buttons[place];
    step.classList.toggle("is-current", place === at);
    button.dataset.state = wrongIn(step) ? "wrong" : partsOf(step).some(isBlank) ? "blank" : "filled";
    button.setAttribute("aria-label", `${step.dataset.stepCode}, ${inWords(step)}`);
    if (place === at) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  });
  form.classList.toggle("is-first", at === 0);
  form.classList.toggle("is-last", at === steps.length - 1 && blankAfter(spot) < 0);
  given.hidden = shown === null || steps[at].contains(shown);
  if (!shown) return;
  given.querySelector("[data-given-text]").textContent = `${shown.dataset.code}: ${boxOf(shown).value}`;
  for (const step of given.querySelectorAll("[data-step]")) step.dataset.target = boxOf(shown).id;
}

// Whoever was typing goes on typing; whoever tapped hears which criterion it is now. Without a part, its first blank one.
function go(place, typing, { just = null, to = -1 } = {}) {
  at = Math.min(steps.length - 1, Math.max(0, place));
  const parts = partsOf(steps[at]);
  spot = to >= 0 ? to : Math.max(0, parts.findIndex(isBlank));
  shown = just;
  paint();
  if (!phone.matches) return;
  const here = spot > 0 ? parts[spot] : steps[at];
  here.tabIndex = -1;
  (typing ? boxOf(parts[spot]) : here).focus({ preventScroll: true });
  (low.matches || spot > 0 ? parts[spot] : strip).scrollIntoView({ block: "start" });
}

// The next or the one before: a blank part of this step, whoever types takes any, else another step.
function turn(by, typing) {
  const next = typing ? spot + by : by > 0 ? blankAfter(spot) : -1;
  if (next >= 0 && next < partsOf(steps[at]).length) go(at, typing, { to: next });
  else go(at + by, typing);
}

function placeOf(element) {
  const place = steps.findIndex((step) => step.contains(element));
  return { place, here: place < 0 ? -1 : partsOf(steps[place]).findIndex((part) => part.contains(element)) };
}

function toHash() {
  const { place, here } = placeOf(document.getElementById(decodeURIComponent(location.hash.slice(1))));
  if (place >= 0) go(place, true, { to: here });
}

function start() {
  let typing = false;
  buttons.forEach((button, place) => button.addEventListener("click", () => go(place, false)));
  for (const button of form.querySelectorAll("[data-turn]")) {
    button.addEventListener("pointerdown", () => { typing = placeOf(document.activeElement).place >= 0 && document.activeElement.matches("input"); });
    button.addEventListener("click", () => {
      turn(Number(button.dataset.turn), typing);
      typing = false;
    });
  }
  form.addEventListener("input", paint);
  form.addEventListener("marked", ({ target }) => {
    const { place, here } = placeOf(target);
    const parts = partsOf(steps[place]);
    if (!phone.matches || place !== at || parts[here].querySelector("[data-note-below]:not([hidden])")) return; // a note is due first
    spot = here;
    const left = [blankAfter(here), parts.findIndex(isBlank)].find((one) => one >= 0) ?? -1;
    if (left >= 0) go(at, false, { to: left });
    else if (at < steps.length - 1) go(at + 1, false, { just: parts[here] });
    else paint();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !phone.matches || !event.target.matches("[data-sheet-row] input")) return;
    event.preventDefault();
    if (at < steps.length - 1 || spot < partsOf(steps[at]).length - 1) turn(1, true);
    else form.requestSubmit(form.querySelector("[data-last]"));
  });
  form.addEventListener("focusin", ({ target }) => {
    const { place, here } = placeOf(target);
    if (place !== at || here < 0) return;
    if (here !== spot) {
      spot = here;
      paint();
    }
    const part = partsOf(steps[at])[spot];
    if (!phone.matches || !low.matches || target !== boxOf(part)) return;
    requestAnimationFrame(() => part.scrollIntoView({ block: "start" })); // after the browser's own
  });
  new MutationObserver(paint).observe(form, { subtree: true, attributeFilter: ["aria-invalid"] });
  addEventListener("hashchange", toHash);
  form.classList.add("one-by-one");
  const wrong = steps.findIndex(wrongIn);
  const blank = steps.findIndex((step) => partsOf(step).some(isBlank));
  at = Math.max(0, wrong >= 0 ? wrong : blank);
  const parts = partsOf(steps[at]);
  spot = Math.max(0, parts.findIndex(wrong >= 0 ? wrongIn : isBlank));
  paint();
  toHash();
}

if (steps.length) start();
