// After an autosave: what the server read in each box, in words, and the change against last year.
document.addEventListener("input", ({ target }) => {
  const echo = document.getElementById(`${target.id}_echo`);
  if (echo) echo.textContent = ""; // it told of what stood here before
  const change = target.closest(".figure-input")?.querySelector(".delta");
  if (change) { change.textContent = ""; change.className = "delta"; }
});
document.addEventListener("autosaved", ({ target: { elements }, detail }) => {
  for (const [name, words] of Object.entries(detail.echo ?? {})) {
    const echo = document.getElementById(`${elements.namedItem(name)?.id}_echo`);
    const text = words ? `Terbaca: ${words}` : "";
    if (echo && echo.textContent !== text) echo.textContent = text;
  }
  for (const [name, { delta, trend }] of Object.entries(detail.changes ?? {})) {
    const change = elements.namedItem(name)?.closest?.(".figure-input")?.querySelector(".delta");
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

// What the checks say is fetched anew whole, and only what is new of it is said aloud.
const findings = () => [...document.querySelectorAll("[data-finding]")].map(({ textContent }) => textContent.trim());
let known = findings();
// What is said of one entry comes with the rest and is put beside it; whoever stands there goes on typing.
function putBeside() {
  const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
  for (const part of document.querySelectorAll("[data-goes-to]")) {
    const there = document.getElementById(part.dataset.goesTo);
    if (!("files" in part.dataset && there?.innerHTML.trim() === part.innerHTML.trim())) there?.replaceChildren(...part.childNodes);
    part.remove();
  }
  const again = id && document.activeElement?.id !== id && document.getElementById(id);
  if (!again) return;
  again.focus({ preventScroll: true });
  again.setSelectionRange?.(selectionStart, selectionEnd);
}
document.addEventListener("htmx:afterSwap", () => {
  putBeside();
  const before = known;
  known = findings();
  const fresh = known.filter((text) => !before.includes(text));
  const news = document.querySelector("[data-findings-news]");
  if (!news || (!fresh.length && known.length === before.length)) return;
  const left = known.length ? `Pemeriksaan bagian ini tinggal ${known.length}.` : "Tidak ada lagi yang perlu dijelaskan di bagian ini.";
  news.textContent = fresh.length ? `Pemeriksaan baru: ${fresh.join(" ")}` : left;
});
