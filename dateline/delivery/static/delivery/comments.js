// Comfort for who writes: the text is kept in this browser until it has been sent, and the characters that are left are
// counted. Forms work without it.
"use strict";

(() => {
  const WEEK = 7 * 24 * 3600 * 1000;
  const PREFIX = "draft:";

  // A browser may forbid storage: then nothing is kept, and nothing else fails.
  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; }
  };
  const write = (key, kept) => {
    try {
      if (kept) localStorage.setItem(key, JSON.stringify(kept));
      else localStorage.removeItem(key);
    } catch { /* full or forbidden */ }
  };
  const forgetOld = () => {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX) && !(Date.now() - (read(key)?.at ?? 0) < WEEK)) localStorage.removeItem(key);
      }
    } catch { /* forbidden */ }
  };

  const keepDraft = (form) => {
    const key = PREFIX + form.dataset.draft;
    const { name, text } = form.elements;
    const note = form.querySelector("[data-came-back]");
    const keep = (facts) => write(key, text.value.trim() ? { name: name.value, text: text.value, at: Date.now(), ...facts } : null);
    const arrived = /^#comment-\d+$/.test(location.hash) && read(key)?.sent; // the same words are shown already
    if (arrived) write(key, null);
    const kept = read(key);
    if (kept && !text.value) {
      text.value = kept.text;
      name.value ||= kept.name;
      note.hidden = false;
    }
    note.querySelector("button").addEventListener("click", () => {
      text.value = "";
      write(key, null);
      note.hidden = true;
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
    form.addEventListener("input", () => keep({}));
    form.addEventListener("submit", () => keep({ sent: true }));
  };

  // Counted as the server does: by characters, composed, without space at either end.
  const countLeft = (hint) => {
    const field = document.getElementById(hint.dataset.limitOf);
    if (!field) return;
    const plain = hint.textContent;
    const digits = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: hint.dataset.digits });
    const tell = () => {
      const length = [...field.value.normalize("NFC").trim()].length;
      const left = hint.dataset.most - length;
      hint.textContent = length ? (left < 0 ? hint.dataset.over : hint.dataset.left).replace("NUMBER", digits.format(Math.abs(left))) : plain;
      hint.classList.toggle("over", left < 0);
      hint.setAttribute("aria-live", left < 20 ? "polite" : "off");
    };
    field.addEventListener("input", tell);
    tell();
  };

  forgetOld();
  const sent = document.querySelector("[data-sent]");
  if (sent && read(PREFIX + sent.dataset.sent)?.sent) write(PREFIX + sent.dataset.sent, null);
  document.querySelectorAll("form[data-draft]").forEach(keepDraft);
  document.querySelectorAll("[data-limit-of]").forEach(countLeft);
})();
