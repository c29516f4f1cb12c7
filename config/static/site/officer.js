// After an autosave: what the server read in each box, in words, and the change against last year.
document.addEventListener("input", ({ target }) => {
  const echo = document.getElementById(`${target.id}_echo`);
  if (echo) echo.textContent = ""; // it told of what stood here before
  const change = target.closest(".figure-input")?.querySelector(".delta");
  if (change) { change.textContent = ""; change.className = "delta"; }
});
document.addEventListener("autosaved", ({ detail }) => {
  for (const [name, words] of Object.entries(detail.echo ?? {})) {
    const echo = document.getElementById(`id_${name}_echo`);
    const text = words ? `Terbaca: ${words}` : "";
    if (echo && echo.textContent !== text) echo.textContent = text;
  }
  for (const [name, { delta, trend }] of Object.entries(detail.changes ?? {})) {
    const change = document.getElementById(`id_${name}`)?.closest(".figure-input")?.querySelector(".delta");
    if (!change) continue;
    change.textContent = delta;
    change.className = trend ? `delta delta-${trend}` : "delta";
  }
});

// What the checks say is fetched anew whole, and only what is new of it is said aloud.
const findings = () => [...document.querySelectorAll("[data-finding]")].map(({ textContent }) => textContent.trim());
let known = findings();
document.addEventListener("htmx:afterSwap", () => {
  const before = known;
  known = findings();
  const fresh = known.filter((text) => !before.includes(text));
  const news = document.querySelector("[data-findings-news]");
  if (!news || (!fresh.length && known.length === before.length)) return;
  const left = known.length ? `Pemeriksaan bagian ini tinggal ${known.length}.` : "Tidak ada lagi yang perlu dijelaskan di bagian ini.";
  news.textContent = fresh.length ? `Pemeriksaan baru: ${fresh.join(" ")}` : left;
});
