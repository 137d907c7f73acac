/* After the editor has saved by itself, the form stands on that text: else its own writer would seem to overwrite somebody.
   What was typed while the answer was under way is not in it, and is saved next: Wagtail would take it for saved.
   A button that is pressed meanwhile waits for the answer, and nothing is saved by itself after it.
   What was typed before Wagtail watches, which begins two seconds after the page is there, is saved as soon as it does. */
(() => {
  const OF_THE_PAGE = ["csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id"];
  let sent, underWay, leaving, pressed, early;

  const unsaved = (form) => form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true }));

  const differs = (now) => [...new Set(sent.keys())].some((name) =>
    !OF_THE_PAGE.includes(name) && sent.getAll(name).join("\n") !== now.getAll(name).join("\n"));

  const answered = (form) => {
    underWay = false;
    if (pressed) form.requestSubmit(pressed.submitter);
    pressed = undefined;
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (leaving) return event.preventDefault();
    sent = event.detail.formData;
    underWay = true;
  });
  document.addEventListener("w-autosave:success", ({ target, detail }) => {
    const { loaded_revision_id: loaded, loaded_revision_created_at: at } = target.elements;
    const saved = detail.response;
    if (loaded && at && saved.revision_id) {
      loaded.value = saved.revision_id;
      at.value = saved.revision_created_at;
    }
    answered(target);
    if (!leaving && sent && differs(new FormData(target))) setTimeout(unsaved, 0, target);
  });
  document.addEventListener("w-autosave:error", ({ target }) => answered(target));
  const typed = ({ isTrusted, target }) => { early ||= isTrusted && Boolean(target.closest("form[data-edit-form]")); };
  addEventListener("input", typed);
  document.addEventListener("w-unsaved:watch-edits", ({ target }) => {
    removeEventListener("input", typed);
    if (early) unsaved(target);
    early = false;
  });
  addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-edit-form]")) return;
    leaving = true;
    if (!underWay) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = { submitter: event.submitter };
  }, true);
  addEventListener("pageshow", () => { leaving = false; });
})();
