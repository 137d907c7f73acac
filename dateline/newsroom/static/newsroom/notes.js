/* Words that are selected in a story offer “Note”: in the editor in a box of its own, on the page of notes in its form.
   By keyboard: select, then Ctrl+Alt+M. Without this, the page of notes takes the words by hand. */
(() => {
  const NAMED = ["headline", "kicker", "lead", "photo_caption", "byline"];
  let offer, panel, page;

  const make = (tag, facts = {}, ...within) => {
    const made = Object.assign(document.createElement(tag), facts);
    made.append(...within);
    return made;
  };

  /* What is selected, and where: null outside the story's words. */
  const selected = () => {
    const active = document.activeElement;
    if (active?.matches("textarea, input[type=text]") && active.selectionEnd > active.selectionStart) {
      return place(active, active.value.slice(active.selectionStart, active.selectionEnd));
    }
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const { commonAncestorContainer: node } = selection.getRangeAt(0);
    return place(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement, selection.toString());
  };

  const place = (element, passage) => {
    if (!passage.trim() || !element) return null;
    const shown = element.closest("[data-field][data-block]");
    if (shown) return { field: shown.dataset.field, block: shown.dataset.block, passage };
    if (element.closest(".desk-reading")) return { field: "body", block: "", passage };
    if (!element.closest("#w-editor-form")) return null;
    if (NAMED.includes(element.name)) return { field: element.name, block: "", passage };
    const block = element.closest("[data-streamfield-child]");
    if (!block) return null;
    return { field: "body", block: block.querySelector("input[name$='-id']")?.value ?? "", passage };
  };

  const show = () => {
    const found = selected();
    offer.hidden = !found;
    if (!found) return;
    const box = getSelection().rangeCount && !getSelection().isCollapsed
      ? getSelection().getRangeAt(0).getBoundingClientRect()
      : document.activeElement.getBoundingClientRect();
    offer.style.insetBlockStart = `${box.bottom + scrollY + 6}px`; // Wagtail's own tools stand above
    offer.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - offer.offsetWidth - 8))}px`;
  };

  const begin = () => {
    const found = selected();
    if (!found) return;
    offer.hidden = true;
    if (page) return fill(found);
    ask(found);
  };

  const fill = ({ field, block, passage }) => {
    page.elements.field.value = field;
    page.elements.block.value = block;
    page.elements.passage.value = passage;
    page.elements.text.focus();
  };

  const ask = (found) => {
    const { dataset } = panel;
    const fault = make("p", { className: "error-message", hidden: true, role: "alert" });
    const words = make("textarea", { name: "text", rows: 4, dir: "auto", id: "desk-note-text" });
    const form = make("form", { method: "dialog", className: "desk-act" },
      make("h2", { textContent: dataset.title, id: "desk-note-title" }),
      make("blockquote", { textContent: found.passage, dir: "auto" }), fault,
      make("label", { textContent: dataset.label, htmlFor: "desk-note-text" }), words,
      make("p", {}, make("button", { className: "button", textContent: dataset.write }),
        make("button", { className: "button button-secondary", type: "button", textContent: dataset.leave, onclick: () => dialog.close() })));
    const dialog = make("dialog", { className: "desk-keys desk-note-box" }, form);
    dialog.setAttribute("aria-labelledby", "desk-note-title");
    dialog.addEventListener("close", () => dialog.remove());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const sent = new FormData();
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      for (const [name, value] of Object.entries({ ...found, text: words.value, csrfmiddlewaretoken: token })) sent.append(name, value);
      const answer = await fetch(dataset.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) {
        panel.querySelector("[data-standing]").innerHTML = told.panel;
        return dialog.close();
      }
      fault.textContent = told.fault ?? told.error_message;
      fault.hidden = false;
    });
    document.body.append(dialog);
    dialog.showModal();
    words.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    panel = document.getElementById("desk-notes");
    page = document.getElementById("desk-note-form");
    if (!panel && !page) return;
    const label = panel ? panel.dataset.note : page.dataset.note;
    offer = make("button", { type: "button", className: "button button-small desk-note-offer", textContent: label, hidden: true });
    offer.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    offer.addEventListener("click", begin);
    document.body.append(offer);
    document.addEventListener("selectionchange", show);
    document.addEventListener("select", show);
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey && event.altKey && event.code === "KeyM") || !selected()) return;
      event.preventDefault();
      begin();
    });
  });
})();
