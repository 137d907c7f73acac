/* Starts what fields name in <template data-start="ImageChooser" data-with="[…]">: see newsroom/inline_scripts.py.
   Names that begin with a capital are constructors. Also for fields that come later: modals, forms added to a list. */
(() => {
  const start = (mark) => {
    const begin = window[mark.dataset.start];
    const values = JSON.parse(mark.dataset.with);
    mark.remove();
    if (/^[A-Z]/.test(mark.dataset.start)) new begin(...values);
    else begin(...values);
  };
  const startAll = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("template[data-start]")) start(node);
    else node.querySelectorAll("template[data-start]").forEach(start);
  };
  document.addEventListener("DOMContentLoaded", () => {
    startAll(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) change.addedNodes.forEach(startAll);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
