/* After the editor has saved by itself, the form stands on that text: else its own writer would seem to overwrite somebody.
   What was typed while the answer was under way is not in it, and is saved next: Wagtail would take it for saved. */
(() => {
  const OF_THE_PAGE = ["csrfmiddlewaretoken", "loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id"];
  let sent;

  const differs = (now) => [...new Set(sent.keys())].some((name) =>
    !OF_THE_PAGE.includes(name) && sent.getAll(name).join("\n") !== now.getAll(name).join("\n"));

  document.addEventListener("w-autosave:save", ({ detail }) => { sent = detail.formData; });
  document.addEventListener("w-autosave:success", ({ target, detail }) => {
    const { loaded_revision_id: loaded, loaded_revision_created_at: at } = target.elements;
    const saved = detail.response;
    if (loaded && at && saved.revision_id) {
      loaded.value = saved.revision_id;
      at.value = saved.revision_created_at;
    }
    if (sent && differs(new FormData(target))) {
      setTimeout(() => target.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true })));
    }
  });
})();
