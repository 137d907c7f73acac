/* After the editor has saved by itself, the form stands on that text: else its own writer would seem to overwrite somebody. */
document.addEventListener("w-autosave:success", ({ target, detail }) => {
  const { loaded_revision_id: loaded, loaded_revision_created_at: at } = target.elements;
  const saved = detail.response;
  if (!loaded || !at || !saved.revision_id) return;
  loaded.value = saved.revision_id;
  at.value = saved.revision_created_at;
});
