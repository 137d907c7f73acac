/* A text that cannot reach the desk is kept in this browser and sent again: when the line is back, or after a restart.
   One key for each person and story; it goes as soon as the desk has the text, and after a week.
   After a new story's first save the page asks for what the editor of a saved story has. Where that does not come, Wagtail
   saves nothing more by itself; here it is asked for again first. */
(() => {
  const WEEK = 7 * 24 * 3600 * 1000;
  const AGAIN = 15000;
  const NOT_KEPT = ["csrfmiddlewaretoken"];
  let note, form, waiting, under, lacking, completing;

  /* A new story has a number once it is saved; the page stays, the form's address changes. */
  const key = () => `desk-kept:${note.dataset.kept}:${/(?:edit|history)\/(\d+)\//.exec(form.action)?.[1] ?? "new"}`;

  const entries = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name));
  const keep = () => { under = key(); localStorage.setItem(under, JSON.stringify({ at: Date.now(), sent: entries() })); };
  const drop = () => { [key(), under].forEach((each) => localStorage.removeItem(each)); note.hidden = true; };

  const say = (text, ...buttons) => {
    note.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }), ...buttons);
    note.hidden = false;
  };
  const button = (label, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: label });
    made.addEventListener("click", act);
    return made;
  };

  /* As a form of its own: the desk answers with a saved text, or with both side by side. */
  const send = (sent) => {
    const kept = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true });
    const token = form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of [...sent, ["csrfmiddlewaretoken", token]]) {
      const field = Object.assign(document.createElement("textarea"), { name, value });
      kept.append(field);
    }
    document.body.append(kept);
    drop();
    HTMLFormElement.prototype.submit.call(kept);
  };

  const offer = () => {
    const kept = JSON.parse(localStorage.getItem(key()) || "null");
    if (!kept) return;
    if (Date.now() - kept.at > WEEK) return drop();
    const at = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(kept.at);
    say(`${note.dataset.found} ${at}`, button(note.dataset.send, () => send(kept.sent)), button(note.dataset.drop, drop));
  };

  const complete = async () => {
    const answer = await fetch(lacking);
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status} for ${lacking}`); // signed out meanwhile
    form.querySelector("[data-w-autosave-target='partials']").innerHTML = await answer.text();
    lacking = undefined;
    form.dataset.wAutosaveActiveValue = "true";
  };

  const tryAgain = async () => {
    if (!localStorage.getItem(key())) return;
    try {
      if (lacking) await (completing ??= complete().finally(() => { completing = undefined; }));
      form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true }));
    } catch { /* The line is still away; the next try is on its way. */ }
  };

  document.addEventListener("DOMContentLoaded", () => {
    note = document.getElementById("desk-kept");
    form = document.getElementById("w-editor-form");
    if (!note || !form) return;
    offer();
    document.querySelectorAll("[data-keep]").forEach((link) => link.addEventListener("click", keep));
    document.addEventListener("w-autosave:error", ({ detail }) => {
      if (detail.type !== "network_error" && detail.type !== "server_error") return;
      keep();
      say(note.dataset.lost);
      waiting ??= setInterval(tryAgain, AGAIN);
    });
    document.addEventListener("w-autosave:deactivated", ({ detail }) => { lacking = detail.response?.hydrate_url; });
    document.addEventListener("w-autosave:success", () => {
      clearInterval(waiting);
      waiting = undefined;
      drop();
    });
    addEventListener("online", tryAgain);
  });
})();
