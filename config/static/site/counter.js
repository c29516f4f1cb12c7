// How much of a limited text is used, told below its box while it is typed and counted as the server counts it.
const shown = (number) => number.toLocaleString("id-ID");

function tell({ target }) {
  if (!target.matches?.("textarea[data-limit]")) return;
  let place = target.nextElementSibling;
  if (!place?.matches(".counter")) {
    place = Object.assign(document.createElement("p"), { className: "counter small muted" });
    target.after(place);
  }
  const limit = Number(target.dataset.limit);
  const used = [...target.value.replace(/\r\n?/g, "\n").trim()].length;
  place.setAttribute("aria-live", used > limit ? "polite" : "off");
  place.textContent = `${shown(used)} dari ${shown(limit)} karakter${used > limit ? `; kurangi ${shown(used - limit)}` : ""}`;
}

document.addEventListener("focusin", tell);
document.addEventListener("input", tell);
