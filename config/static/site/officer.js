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
    if (echo) echo.textContent = words ? `Terbaca: ${words}` : "";
  }
  for (const [name, { delta, trend }] of Object.entries(detail.changes ?? {})) {
    const change = document.getElementById(`id_${name}`)?.closest(".figure-input")?.querySelector(".delta");
    if (!change) continue;
    change.textContent = delta;
    change.className = trend ? `delta delta-${trend}` : "delta";
  }
});
