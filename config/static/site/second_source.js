// "Pakai angka BPJS": puts the figures of one side into the boxes of the entry, as if they were typed. A note stays.
import { put } from "./boxes.js";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-fill]");
  const form = link?.closest("form");
  if (!form || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const filled = JSON.parse(link.dataset.fill);
  const isNoted = (name) => name.endsWith("-note") && form.elements.namedItem(name)?.value.trim();
  put(form, Object.fromEntries(Object.entries(filled).filter(([name]) => !isNoted(name))));
  form.querySelector("input[type=radio]:checked, input[type=radio]")?.focus();
});
