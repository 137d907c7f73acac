/* One hand on the keyboard rules on a comment: each control names its key in data-key. Without this all works by mouse. */
(() => {
  const sentence = document.querySelector("textarea[name=sentence]");
  const keys = document.querySelector("dialog.desk-keys");
  const opener = document.querySelector("[data-keys]");
  let prefilled = sentence ? sentence.value : "";

  const prefill = (clause) => {
    if (!sentence || (sentence.value !== "" && sentence.value !== prefilled)) return; // somebody's own words stay
    sentence.value = prefilled = clause.dataset.sentence;
  };
  document.querySelectorAll("input[name=clause]").forEach((clause) => {
    clause.addEventListener("change", () => prefill(clause));
  });

  opener.hidden = false;
  opener.addEventListener("click", () => keys.showModal());
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches("textarea, select, input:not([type=radio])");
    if (writing || keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") keys.showModal();
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });
})();
