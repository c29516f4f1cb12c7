// "Tidak ada" for every candidate that has no choice yet: what is chosen or typed stays.
const button = document.querySelector("[data-none-for-the-rest]");

button?.addEventListener("click", () => {
  for (const candidate of document.querySelectorAll(".declared")) {
    const none = candidate.querySelector("[name^=conflict_][value=none]");
    if (none && !candidate.querySelector("[name^=conflict_]:checked")) none.checked = true;
  }
  document.querySelector("[name=statement]").focus();
});
