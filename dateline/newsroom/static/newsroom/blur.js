/* Readers' words are blurred until asked for, where somebody wants that; this browser keeps it. Loaded before the words. */
(() => {
  const name = "dateline-blur";
  const root = document.documentElement;
  const words = ".desk-words, .desk-shown, .desk-first-words, .desk-record-last";
  const kept = () => { try { return localStorage.getItem(name) === "on"; } catch { return false; } };
  const keep = (isOn) => { try { localStorage.setItem(name, isOn ? "on" : "off"); } catch { /* for this page alone */ } };

  root.classList.toggle("desk-blurred", kept());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-blur]");
    if (!button) return;
    const say = () => button.setAttribute("aria-pressed", String(root.classList.contains("desk-blurred")));
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      keep(root.classList.toggle("desk-blurred"));
      document.querySelectorAll(".desk-asked-for").forEach((each) => each.classList.remove("desk-asked-for"));
      say();
    });
    document.addEventListener("click", (event) => {
      if (root.classList.contains("desk-blurred")) event.target.closest(words)?.classList.add("desk-asked-for");
    });
  });
})();
