// What stands in the boxes of a form, by name, as text. Files, buttons, the token and the version are no boxes.
const NO_BOX = /^(csrfmiddlewaretoken|version|token|initial-.*|(.*-)?seen)$/;
const NO_TEXT = new Set(["file", "submit", "button", "reset", "image"]);

const isBox = (name) => Boolean(name) && !NO_BOX.test(name);
const asStored = (text) => text.replace(/\r\n?/g, "\n");
const twinOf = (form, name) => form.elements.namedItem(`initial-${name}`) ?? [...form.elements].find((box) => box.dataset.twinOf === name);

// Where the boxes of a form stand: in it, or in the part of the page that names it, which may lie among those of another.
const OF_FORM = "[data-of-form]";
export const rootOf = (form) => (form.id && document.querySelector(`[data-of-form="${form.id}"]`)) || form;
export const placesOf = (form, selector, around) => {
  const root = rootOf(form).closest(around ?? "*");
  if (!root) return [];
  return [...root.querySelectorAll(selector)].filter((place) => [null, root].includes(place.closest(OF_FORM)));
};

// Where a form is sent: what makes it the same form on two pages.
export const pathOf = (form) => new URL(form.action).pathname + new URL(form.action).search;

// What a person has typed; a choice nobody made is absent.
export function typed(form) {
  const entries = [...new FormData(form)].filter(([name, value]) => isBox(name) && typeof value === "string");
  return Object.fromEntries(entries.map(([name, value]) => [name, asStored(value)]));
}

// What the server showed: the hidden twin of a box where it has one, else what it was filled with.
export function shown(form) {
  const boxes = {};
  for (const box of form.elements) {
    if (!isBox(box.name) || NO_TEXT.has(box.type) || box.disabled) continue;
    const twin = twinOf(form, box.name);
    if (twin) boxes[box.name] = asStored(twin.value);
    else if (box.type === "radio" || box.type === "checkbox") {
      if (box.defaultChecked) boxes[box.name] = box.value;
    } else if (box.options) {
      boxes[box.name] = ([...box.options].find((option) => option.defaultSelected) ?? box.options[0])?.value ?? "";
    } else boxes[box.name] = asStored(box.defaultValue);
  }
  return boxes;
}

// The names of the boxes that say two things.
export function differing(one, other) {
  return Object.keys({ ...one, ...other }).filter((name) => (one[name] ?? "") !== (other[name] ?? ""));
}

// Puts these values into the boxes, as if they were typed.
export function put(form, boxes) {
  for (const [name, value] of Object.entries(boxes)) {
    const box = form.elements.namedItem(name);
    if (!box) continue;
    box.value = value;
    (box instanceof RadioNodeList ? box[0] : box).dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// From now on these values are what the server has.
export function remember(form, boxes) {
  for (const [name, value] of Object.entries(boxes)) {
    const twin = twinOf(form, name);
    if (twin) twin.value = value ?? "";
  }
}

// What is wrong with each box, said beside it; nothing beside the others.
export function tellErrors(form, errors) {
  for (const place of placesOf(form, "[data-error-for]")) {
    const texts = errors[place.dataset.errorFor] ?? [];
    place.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    const box = form.elements.namedItem(place.dataset.errorFor);
    if (!(box instanceof HTMLElement)) continue;
    box.toggleAttribute("aria-invalid", false);
    if (!texts.length) continue;
    box.setAttribute("aria-invalid", "true");
    const described = new Set((box.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)).add(place.id);
    box.setAttribute("aria-describedby", [...described].join(" "));
  }
}

// Parts of the page that a save changes, by the id of the element they stand in.
export function showParts(parts = {}) {
  for (const [id, html] of Object.entries(parts)) document.getElementById(id).innerHTML = html;
}
