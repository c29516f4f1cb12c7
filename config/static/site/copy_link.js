// “Salin tautan” beside “Tampilkan tautan” of an invitation: the page that shows the link is asked for it, so that the
// security log has its line; without a clipboard, or when the link is not given, that page opens instead.
const told = document.querySelector("[data-copied]");

async function linkOn(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const link = answer.ok && page.querySelector("[data-link]")?.textContent.trim();
  if (!link) throw new Error("no link");
  return new Blob([link], { type: "text/plain" });
}

async function copy(way, name) {
  told.textContent = "";
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": linkOn(way.href) })]);
    told.textContent = `Tautan${name} disalin. Sampaikan hanya kepada penerimanya.`;
  } catch {
    location.assign(way.href);
  }
}

if (told && navigator.clipboard?.write && window.ClipboardItem) {
  for (const way of document.querySelectorAll("a[data-way=link]")) {
    const button = document.createElement("button");
    const name = way.querySelector(".visually-hidden").cloneNode(true);
    button.type = "button";
    button.className = "btn-link";
    button.append("Salin tautan", name);
    button.addEventListener("click", () => copy(way, name.textContent));
    way.after(" · ", button);
  }
}
