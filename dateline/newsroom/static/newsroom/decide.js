/* One hand on the keyboard rules on a comment: each control names its key in data-key. Without this all works by mouse. */
(() => {
  const sentence = document.querySelector("textarea[name=sentence]");
  const keys = document.querySelector("dialog.desk-keys");
  const opener = document.querySelector("[data-keys]");
  const law = document.querySelector("input[name=law]");
  const ofLaw = document.querySelector("[data-of-law]");
  const prefilled = new Map([sentence, law].filter(Boolean).map((field) => [field, field.value]));

  const prefill = (field, words) => {
    if (!field || (field.value !== "" && field.value !== prefilled.get(field))) return; // somebody's own words stay
    field.value = words;
    prefilled.set(field, words);
  };
  const chosen = () => document.querySelector("input[name=clause]:checked");
  const askForLaw = () => { if (ofLaw) ofLaw.hidden = !law.value && chosen()?.dataset.law === undefined; };
  document.querySelectorAll("input[name=clause]").forEach((clause) => {
    clause.addEventListener("change", () => {
      prefill(sentence, clause.dataset.sentence);
      prefill(law, clause.dataset.law ?? "");
      askForLaw();
    });
  });
  askForLaw();

  opener.hidden = false;
  opener.addEventListener("click", () => keys.showModal());

  // On a keyboard of another script the key is known by its place: "s" is where a Latin keyboard has it.
  const named = (event) => (/^[\x20-\x7e]$/.test(event.key) ? event.key : event.code.replace(/^(Key|Digit)/, "")).toLowerCase();
  const field = document.querySelector(".desk-pane-decision textarea");
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches("textarea, select, input:not([type=radio])");
    if (writing && event.key === "Escape") event.target.blur();
    if (writing || keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?" || event.key === "؟") keys.showModal();
    const key = named(event);
    const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (wanted || (key === "w" && field)) event.preventDefault();
    if (wanted) wanted.click();
    else if (key === "w" && field) field.focus();
  });
})();
