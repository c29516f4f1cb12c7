// A draft of this device beside newer values of the server: both are shown, and one of the two is chosen.
function cell(tag, text, label) {
  const made = Object.assign(document.createElement(tag), { textContent: text || "–" });
  if (label) made.dataset.label = label;
  else made.scope = tag === "th" ? "row" : "";
  return made;
}

function rowOf(form, name, mine, stored) {
  const box = form.elements.namedItem(name);
  const label = box?.labels?.[0]?.textContent ?? box?.[0]?.closest("fieldset")?.querySelector("legend")?.textContent;
  const row = document.createElement("tr");
  row.append(cell("th", (label ?? name).trim()), cell("td", mine, "Di perangkat ini"), cell("td", stored, "Tersimpan"));
  return row;
}

// Calls choose(true) for the draft, choose(false) for what is stored.
export function offerDraft({ form, root }, mine, stored, choose) {
  const place = document.createElement("section");
  place.className = "conflict";
  place.tabIndex = -1;
  place.setAttribute("role", "alert");
  place.innerHTML = `<h2>Isian di perangkat ini belum tersimpan</h2>
    <p>Data tersimpan sudah berubah sejak isian ini diketik. Pilih isian yang dipakai.</p>
    <div class="table-room"><table class="fold"><thead><tr><th scope="col">Isian</th><th scope="col">Di perangkat ini</th><th scope="col">Tersimpan</th>
    </tr></thead><tbody></tbody></table></div>
    <div class="actions"><button type="button" class="btn btn-primary">Pakai isian di perangkat ini</button>
    <button type="button" class="btn btn-secondary">Pakai data tersimpan</button></div>`;
  place.querySelector("tbody").append(...Object.keys(mine).map((name) => rowOf(form, name, mine[name], stored[name])));
  place.querySelectorAll("button").forEach((button, nth) => button.addEventListener("click", () => {
    place.remove();
    choose(nth === 0);
    const box = form.elements.namedItem(Object.keys(mine)[0]);
    (box instanceof RadioNodeList ? box[0] : box)?.focus();
  }));
  root[root === form ? "before" : "prepend"](place);
  place.focus();
}
