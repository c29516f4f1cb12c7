// Boxes that look up a row: the library names them by what is chosen alone, here by their label too. It makes them when
// the page is ready, before or after this runs.
function named(select) {
  const label = select.labels?.[0];
  const box = select.nextElementSibling?.querySelector("[role=combobox]");
  if (!label || !box) return false;
  label.id ||= `${select.id}_label`;
  box.querySelector("[role=textbox]")?.setAttribute("aria-labelledby", label.id);
  box.setAttribute("aria-labelledby", `${label.id} ${box.getAttribute("aria-labelledby")}`);
  window.django.jQuery(select).on("select2:open", () => {
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search?.setAttribute("aria-label", `Cari ${label.textContent.trim().replace(/:$/, "")}`);
  });
  return true;
}

for (const select of document.querySelectorAll("select.admin-autocomplete")) {
  if (named(select)) continue;
  const made = new MutationObserver(() => named(select) && made.disconnect());
  made.observe(select.parentElement, { childList: true });
}
