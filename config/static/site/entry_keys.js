// Keys of the verifier's page, which work only while the focus is inside an entry and not in a box for text (WCAG 2.1.4).
const ENTRY = "article.entry";
const WAITS = '[data-badge] [data-state="pending"]';
const NO_TEXT = new Set(["radio", "checkbox", "button", "submit"]);
const entries = () => [...document.querySelectorAll(ENTRY)];
const isTyping = ({ tagName, type }) => tagName === "TEXTAREA" || tagName === "SELECT" || (tagName === "INPUT" && !NO_TEXT.has(type));

function go(entry) {
  entry?.focus({ preventScroll: true });
  entry?.scrollIntoView({ block: "start" });
}

// The next entry nobody has judged, after this one or else from the top.
function waiting(entry) {
  const all = entries();
  const from = entry ? all.indexOf(entry) + 1 : 0;
  return [...all.slice(from), ...all.slice(0, from)].find((one) => one !== entry && one.querySelector(WAITS));
}

function judge(entry, place) {
  const verdicts = [...entry.querySelectorAll("input[type=radio]")];
  const verdict = verdicts.at(place - 4) ?? null; // of fewer than three the last ones
  if (!verdict || verdicts.length < 4 - place) return;
  verdict.checked = true;
  verdict.dispatchEvent(new Event("change", { bubbles: true }));
  (place === 1 ? entry : entry.querySelector("textarea"))?.focus();
}

document.addEventListener("keydown", (event) => {
  const entry = event.target.closest(ENTRY);
  if (!entry || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  const place = entries().indexOf(entry);
  const key = event.key.toLowerCase();
  if (key === "j") go(entries()[place + 1]);
  else if (key === "k") go(entries()[place - 1]);
  else if (key === "n") go(waiting(entry));
  else if (["1", "2", "3"].includes(key)) judge(entry, Number(key));
  else return;
  event.preventDefault();
});
for (const help of document.querySelectorAll("[data-keys]")) {
  help.hidden = false;
  help.querySelector("[data-next-entry]").addEventListener("click", () => go(waiting(null)));
}
