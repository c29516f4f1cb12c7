// What is wrong with how the open page is laid out in this window: a list of sentences, empty when nothing is.
() => {
  const wrong = new Set();
  const SMALLEST = 24; // px, WCAG 2.2 "target size (minimum)"
  const TAPPABLE = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';

  const name = (element) => {
    const text = element.innerText || element.getAttribute("aria-label") || element.name || element.className;
    return `${element.localName} “${String(text).trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  };
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const clip = (element) => getComputedStyle(element).clipPath !== "none";

  const page = document.documentElement;
  page.style.scrollBehavior = "auto"; // else nothing has moved yet when it is looked at
  if (page.scrollWidth > page.clientWidth && innerHeight > 500) wrong.add(`the page is ${page.scrollWidth} px wide`);

  // Head and content begin at one left edge; what one logs in by stands in the middle.
  const [head, content] = [".masthead-bar", "body > .shell:not(.entrance)"].map((part) => document.querySelector(part));
  if (head && content && head.getBoundingClientRect().left !== content.getBoundingClientRect().left) wrong.add("head and content begin apart");

  // A short word, a figure with its unit and a footnote's mark with its word stand on one line.
  const WORD = /[+−]?[\d.,]+(?:%|\s(?:poin\spersen|ribu|juta|miliar|triliun))|(?<![\p{L}\d])[\p{L}\d]{2,10}(?![\p{L}\d])/gu;
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!isShown(node.parentElement)) continue;
    for (const { 0: word, index } of node.data.matchAll(WORD)) {
      if (/\s/.test(word) && !node.parentElement.closest(".num, .tabular, .delta")) continue; // in a sentence
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) wrong.add(`“${word}” breaks`);
    }
  }
  for (const mark of document.querySelectorAll("sup")) {
    const [before] = [...(mark.previousElementSibling?.getClientRects() || [])].slice(-1);
    if (before && mark.getBoundingClientRect().top >= before.bottom) wrong.add(`the mark ${mark.innerText} stands below its word`);
  }

  const found = [...document.querySelectorAll(TAPPABLE)].filter((one) => isShown(one) && !one.disabled && !clip(one));

  // A link within a sentence is as high as its line; a box may be tapped by its label. The arrow that turns an order of
  // Django's lists has a link beside it that does the same.
  const isInText = (element) =>
    getComputedStyle(element).display === "inline" &&
    [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.data));
  const hasTwin = (element) => element.matches(".sortoptions > a");
  for (const element of found) {
    const targets = [element, ...(element.labels || [])].map((one) => one.getBoundingClientRect());
    const width = Math.max(...targets.map((box) => box.width));
    const height = Math.max(...targets.map((box) => box.height));
    if (Math.min(width, height) < SMALLEST - 0.5 && !isInText(element) && !hasTwin(element)) {
      wrong.add(`${name(element)} is ${Math.round(width)} × ${Math.round(height)} px`);
    }
  }

  // Whatever is brought into the window, by Tab either way or by a link to it, stands clear of every bar that stays.
  const bars = [...document.querySelectorAll("body *")].filter(
    (one) => /^(sticky|fixed)$/.test(getComputedStyle(one).position) && isShown(one),
  );
  const overlap = (a, b) => ({
    width: Math.min(a.right, b.right) - Math.max(a.left, b.left),
    height: Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  });
  const check = (element, how) => {
    const box = element.getBoundingClientRect();
    for (const bar of bars) {
      if (bar.contains(element) || element.contains(bar)) continue;
      const { width, height } = overlap(box, bar.getBoundingClientRect());
      if (width > 1 && height > 1) wrong.add(`${name(element)} lies ${Math.round(height)} px under .${bar.className} ${how}`);
    }
  };
  if (bars.length) {
    const reached = found.filter((one) => one.tabIndex >= 0);
    for (const [how, order] of [["by Tab", reached], ["by Shift+Tab", [...reached].reverse()]]) {
      for (const element of order) {
        element.focus();
        if (document.activeElement === element) check(element, how);
      }
    }
    for (const link of document.querySelectorAll('main a[href^="#"]')) {
      const target = document.getElementById(link.hash.slice(1));
      if (!target || !isShown(target)) continue;
      target.scrollIntoView();
      const top = target.getBoundingClientRect().top;
      for (const bar of bars) {
        const box = bar.getBoundingClientRect();
        if (!bar.contains(target) && box.top <= 1 && box.bottom > top + 1 && box.height < innerHeight && !target.contains(bar)) {
          wrong.add(`#${target.id} begins ${Math.round(box.bottom - top)} px under .${bar.className}`);
        }
      }
    }
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return [...wrong];
}
