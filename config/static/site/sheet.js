// Marks on a sheet: a tap on an anchor fills its box, on a range with its middle; − and + move the mark that stands there,
// the band it falls in shows. A box filled by a tap that was blank says so ("marked").
// A blank box stays blank until a mark is meant: its steps lead into the box instead.

// The mark in a box as the server will read it; null for a blank one and for what is no mark.
function markIn(box) {
  return /^\d{1,3}([.,]\d{1,2})?$/.test(box.value.trim()) ? Number(box.value.trim().replace(",", ".")) : null;
}

function put(box, text) {
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

// Whole steps between 0 and 100; a decimal comma stays one.
function stepBy(box, step) {
  const now = markIn(box);
  if (now === null) { box.focus(); return; }
  const next = Math.min(100, Math.max(0, now + step));
  put(box, String(Math.round(next * 100) / 100).replace(".", ","));
}

// A low mark asks for its note at once; nothing keeps it from being stored meanwhile.
function tellNote(row, mark) {
  const due = row.querySelector("[data-note-below]");
  if (!due) return;
  const note = document.getElementById(due.dataset.note);
  due.hidden = mark === null || mark >= Number(due.dataset.noteBelow) || String(mark) === due.dataset.fact || note.value.trim() !== "";
  if (!due.hidden) note.closest("details").open = true;
}

function show(row) {
  const box = row.querySelector("input");
  if (!box) return;
  const mark = markIn(box);
  for (const band of row.querySelectorAll("[data-low]")) {
    const inside = mark !== null && mark >= Number(band.dataset.low) && Math.floor(mark) <= Number(band.dataset.high);
    band.classList.toggle("band-current", inside);
    band.querySelector("button")?.setAttribute("aria-pressed", String(inside));
  }
  tellNote(row, mark);
  for (const step of row.querySelectorAll("[data-step]")) step.classList.toggle("step-idle", mark === null);
}

document.querySelectorAll("[data-sheet-row]").forEach(show);
document.addEventListener("input", (event) => {
  const row = event.target.closest(".criterion")?.querySelector("[data-sheet-row]");
  if (row) show(row);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-set-value], [data-step]");
  const box = button && document.getElementById(button.dataset.target);
  if (!box) return;
  if (button.dataset.step) return stepBy(box, Number(button.dataset.step));
  const wasBlank = !box.value.trim();
  put(box, button.dataset.setValue);
  if (wasBlank) box.dispatchEvent(new Event("marked", { bubbles: true }));
});
