import { Draft } from "./drafts.js";

// After an autosave: what the server read in each box, in words, the change against last year, and that it is unusual.
document.addEventListener("input", ({ target }) => {
  const echo = document.getElementById(`${target.id}_echo`);
  if (echo) echo.textContent = ""; // it told of what stood here before
  const change = target.closest(".figure-input")?.querySelector(".delta");
  if (change) { change.textContent = ""; change.className = "delta"; }
  const hint = target.closest(".figure-input")?.querySelector(".figure-hint");
  if (hint) hint.textContent = "";
});
document.addEventListener("autosaved", ({ target: { elements }, detail }) => {
  for (const [name, words] of Object.entries(detail.echo ?? {})) {
    const echo = document.getElementById(`${elements.namedItem(name)?.id}_echo`);
    const text = words ? `Terbaca: ${words}` : "";
    if (echo && echo.textContent !== text) echo.textContent = text;
  }
  for (const [name, { delta, trend, hint }] of Object.entries(detail.changes ?? {})) {
    const figure = elements.namedItem(name)?.closest?.(".figure-input");
    const told = figure?.querySelector(".figure-hint");
    if (told && told.textContent !== hint) told.textContent = hint;
    const change = figure?.querySelector(".delta");
    if (!change) continue;
    change.textContent = delta;
    change.className = trend ? `delta delta-${trend}` : "delta";
  }
});

// Enter leads to the next box that is empty, in whichever row; where there is none it presses the button.
const CELLS = "input:not([type=hidden], [type=file], [type=submit]), select, textarea";
const isEmpty = (box) => (box.type === "radio" || box.type === "checkbox"
  ? ![...box.form.elements].some(({ name, checked, value }) => name === box.name && checked && value)
  : !box.value.trim());
document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key !== "Enter" || event.isComposing || !at.matches("[data-cells] :is(input, select)")) return;
  const cells = [...document.querySelectorAll("[data-cells]")].flatMap((part) => [...part.querySelectorAll(CELLS)])
    .filter((box) => !box.disabled && box.checkVisibility());
  const next = cells.slice(cells.indexOf(at) + 1).find((box) => box.name !== at.name && isEmpty(box))
    ?? cells.slice(0, cells.indexOf(at)).find((box) => box.name !== at.name && isEmpty(box));
  if (!next) return;
  event.preventDefault();
  at.dispatchEvent(new Event("change", { bubbles: true }));
  next.focus();
});

// What was typed into a row that somebody removed is kept on this device: told where the row can be put back.
for (const row of document.querySelectorAll("[data-removed-row]")) {
  row.lastElementChild.hidden = !new Draft(null, row.dataset.removedRow).isKept;
}

// What the checks say is fetched anew whole, and only what is new of it is said aloud.
const findings = () => [...document.querySelectorAll("[data-finding]")].map(({ textContent }) => textContent.trim());
let known = findings();
// What is asked about some boxes stands below them; the list keeps what is asked about none.
function askBeside(place, part) {
  const about = place.dataset.fields.split(" ");
  const asked = [...part.querySelectorAll("[data-about]")].filter((one) => about.includes(one.dataset.about));
  const list = part.querySelector(".questions");
  place.replaceChildren();
  if (!asked.length) return;
  const own = place.appendChild(list.cloneNode(false));
  own.append(...asked);
  if (!list.children.length) list.remove();
}

// What is said of one entry comes with the rest and is put beside it; files that are the same stay.
function putBeside() {
  for (const part of document.querySelectorAll("[data-goes-to]")) {
    for (const place of document.querySelectorAll(`[id^="${part.dataset.goesTo}-"]`)) askBeside(place, part);
    const there = document.getElementById(part.dataset.goesTo);
    if (!("files" in part.dataset && there?.innerHTML.trim() === part.innerHTML.trim())) there?.replaceChildren(...part.childNodes);
    part.remove();
  }
}

// Whoever stands in a part that is put anew stays at the same control, or at the part where that is gone.
const PARTS = '[id^="tanya-butir-"], [id^="berkas-butir-"]';
const controls = (root) => [...root.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")];
let stood = null;
document.addEventListener("htmx:beforeSwap", () => {
  const at = document.activeElement;
  const part = at?.closest(PARTS);
  const home = part && at.closest("[id]");
  stood = part && { at, part, id: home.id, nth: controls(home).indexOf(at) };
});
function standAgain() {
  if (!stood || document.activeElement !== document.body) return;
  const { at, part, id, nth } = stood;
  const home = document.getElementById(id);
  const next = (at.isConnected ? at : home && controls(home)[nth]) ?? part;
  if (next === part) part.tabIndex = -1;
  next.focus({ preventScroll: true });
}
document.addEventListener("htmx:afterSwap", () => {
  putBeside();
  standAgain();
  const before = known;
  known = findings();
  const fresh = known.filter((text) => !before.includes(text));
  const news = document.querySelector("[data-findings-news]");
  if (!news || (!fresh.length && known.length === before.length)) return;
  const left = known.length ? `Pemeriksaan bagian ini tinggal ${known.length}.` : "Tidak ada lagi yang perlu dijelaskan di bagian ini.";
  news.textContent = fresh.length ? `Pemeriksaan baru: ${fresh.join(" ")}` : left;
});
