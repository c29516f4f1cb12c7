// The sum of the weights in the boxes, told while they are typed; the server adds them up again when they are saved.
const place = document.querySelector("[data-weight-sum]");
const shown = (thousandths) => (thousandths / 1000).toLocaleString("id-ID", { maximumFractionDigits: 3 });

// In thousandths, so that 0,1 + 0,2 is 0,3; null for what is no weight.
function weightIn(box) {
  const text = box.value.replace("%", "").trim();
  if (!text) return 0;
  return /^\d{1,3}(,\d{1,3}0*)?$/.test(text) ? Math.round(Number(text.replace(",", ".")) * 1000) : null;
}

function tell() {
  const boxes = [...document.querySelectorAll("[data-weight]")];
  const kept = boxes.filter((box) => !box.closest("fieldset").querySelector("[name$=-DELETE]")?.checked);
  const weights = kept.map(weightIn);
  if (weights.includes(null)) { place.textContent = "Ada bobot yang tidak terbaca. Tulis misalnya 12,5."; return; }
  const by = weights.reduce((sum, weight) => sum + weight, 0) - 100000;
  place.textContent = by
    ? `Jumlah bobot ${shown(by + 100000)}; jumlahnya harus tepat 100. ${by > 0 ? "Kurangi" : "Tambah"} ${shown(Math.abs(by))}.`
    : "Jumlah bobot tepat 100.";
  place.classList.toggle("weight-off", by !== 0);
}

document.addEventListener("input", (event) => event.target.matches("[data-weight], [name$=-DELETE]") && tell());
document.addEventListener("change", (event) => event.target.matches("[name$=-DELETE]") && tell());
tell();
