/* Flash from anywhere at the desk: Ctrl+Alt+F, or the entry in the menu, opens the form over the page; Enter sends it.
   What is being written underneath stays as it is. Without this the entry leads to the page with the same form. */
(() => {
  const ADDRESS = "/desk/flash/";
  let box;

  const fill = (html) => {
    box.innerHTML = html;
    box.setAttribute("aria-label", box.firstElementChild.dataset.title);
    box.querySelectorAll("[data-leave]").forEach((button) => button.addEventListener("click", () => box.close()));
    const form = box.querySelector("form[data-flash]");
    form?.addEventListener("submit", send);
    (box.querySelector("[data-done]") ?? box.querySelector(".error-message ~ p input, input[name=headline]"))?.focus();
  };

  const send = async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      fill(await answer.text());
    } catch {
      delete form.dataset.sent; // the line is lost: the words stay, and Enter tries again
    }
  };

  const open = async () => {
    if (box?.open) return;
    const answer = await fetch(`${ADDRESS}?box=1`);
    if (!answer.ok || answer.redirected) return location.assign(ADDRESS);
    box = document.createElement("dialog");
    box.className = "desk-keys desk-flash";
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    box.showModal();
    fill(await answer.text());
  };

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey && event.altKey && event.code === "KeyF")) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    const entry = event.target.closest?.(`a[href="${ADDRESS}"]`);
    if (!entry || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  }, true);
})();
