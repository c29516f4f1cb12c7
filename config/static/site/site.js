// Small conveniences on every page for people at work. Nothing here is needed to use the page.
document.documentElement.classList.add("js");

// An error summary is read first, by whoever reads the page aloud as well.
const focusSummary = (root) => {
  const summary = root.querySelector?.("[data-error-summary]");
  if (summary) summary.focus();
  return Boolean(summary);
};
if (focusSummary(document)) document.title = `Perlu perhatian: ${document.title}`;
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));

// A part that is read aloud is left as it is when it says the same.
const words = (text) => text.replace(/\s+/g, " ").trim();
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.target.matches("[role=status]")) return;
  const { body } = new DOMParser().parseFromString(detail.serverResponse, "text/html");
  const beside = [...body.querySelectorAll("[data-hx-swap-oob]")].map(({ id }) => document.getElementById(id)); // come along
  const stands = [detail.target, ...beside].map((part) => part?.textContent).join(" ");
  if (words(body.textContent) === words(stands)) detail.shouldSwap = false;
});

// Whoever stands in a part of the page that is fetched anew stays at the same control, or at the heading of what it was in.
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
const controls = (root) => (root ? [...root.querySelectorAll(CONTROLS)] : []);
let held = null;
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  const at = document.activeElement;
  held = null;
  if (!at || at === target || !target.contains(at)) return;
  const home = at.closest("[id]");
  const heading = at.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
  held = { at, id: home?.id, nth: controls(home).indexOf(at), heading, target };
});
document.addEventListener("htmx:afterSwap", () => {
  if (!held || document.activeElement !== document.body) return;
  const { at, id, nth, heading, target } = held;
  const home = target.querySelector(`[id="${id}"]`);
  const same = at.isConnected ? at : nth < 0 ? home : controls(home)[nth];
  const next = same ?? document.getElementById(heading) ?? target;
  if (!next.matches(`${CONTROLS}, [tabindex]`)) next.tabIndex = -1;
  next.focus({ preventScroll: true });
});

// One open menu at a time; Escape and a click elsewhere close it.
const menus = () => document.querySelectorAll("details.account[open]");
document.addEventListener("click", (event) => {
  menus().forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open"));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  if (button.dataset.copy) navigator.clipboard?.writeText(button.dataset.copy).then(() => { button.textContent = "Tersalin"; });
});

// Paper holds what is folded away on the screen; browsers that cannot say so in a style sheet unfold it first.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("main details:not([open])")];
  for (const one of unfolded) one.open = true;
});
addEventListener("afterprint", () => { for (const one of unfolded) one.open = false; });

// A file that is too large is told of when it is chosen, and not sent.
function isTooLarge(box) {
  const file = [...box.files].find(({ size }) => size > Number(box.dataset.largest));
  const said = document.createElement("p");
  said.role = "alert";
  said.textContent = file ? box.dataset.tooLarge.replace("{}", file.name) : "";
  document.getElementById(`${box.id}_error`)?.replaceChildren(...(file ? [said] : []));
  box.setAttribute("aria-invalid", String(Boolean(file)));
  return Boolean(file);
}
document.addEventListener("change", ({ target }) => target.dataset.largest && isTooLarge(target));
document.addEventListener("submit", (event) => {
  const box = [...event.target.querySelectorAll("[data-largest]")].find(isTooLarge);
  if (!box) return;
  event.preventDefault();
  box.focus();
});

// Two presses of one button are one submission.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000); // the answer may be a download, which leaves the page standing
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
