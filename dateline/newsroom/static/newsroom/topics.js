/* Topics at the desk: suggestions while a name is typed, and in the editor a new look at the text after each save.
   Without it the same fields do the same: see newsroom/topic_picker.py. */
(() => {
  const PAUSE = 150; // milliseconds of rest before names are asked for

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [each, value] of Object.entries(attributes)) made.setAttribute(each, value);
    made.append(...children);
    return made;
  };
  const words = (topic) => [element("bdi", {}, topic.name), " ", element("small", {}, topic.kind)];

  /* Offers under `input` the topics that it may mean, by ARIA's pattern of a combobox; `choose` is given the one taken. */
  const suggest = (input, address, edition, choose) => {
    const list = element("ul", { class: "desk-suggestions", id: "topic-suggestions", role: "listbox", "aria-label": input.dataset.suggestions, hidden: "" });
    let shown = [];
    let at = -1;
    let waiting = 0;
    let asked = new AbortController();

    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
    input.parentNode.classList.add("desk-suggesting");
    input.after(list);

    const mark = () => {
      [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", `topic-suggestion-${at}`);
    };
    const show = (topics) => {
      shown = topics;
      at = topics.length ? 0 : -1;
      list.replaceChildren(...topics.map((topic, place) => {
        const row = element("li", { id: `topic-suggestion-${place}`, role: "option" }, ...words(topic));
        row.addEventListener("mousedown", (event) => { event.preventDefault(); take(topic); });
        return row;
      }));
      list.hidden = !topics.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      mark();
    };
    const take = (topic) => { show([]); choose(topic); };
    const ask = async () => {
      asked.abort();
      asked = new AbortController();
      const given = { edition: edition(), q: input.value.trim() };
      if (!given.q || !given.edition) { show([]); return; }
      try {
        const answer = await fetch(`${address}?${new URLSearchParams(given)}`, { signal: asked.signal });
        if (answer.ok) show((await answer.json()).topics);
      } catch (fault) {
        if (fault.name !== "AbortError") show([]);
      }
    };

    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, PAUSE); });
    input.addEventListener("blur", () => show([]));
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && shown.length) {
        event.preventDefault();
        at = (at + step + shown.length) % shown.length;
        mark();
      } else if (event.key === "Enter") {
        event.preventDefault(); // else it would save the story
        if (shown.length) take(shown[at]);
      } else if (event.key === "Escape" && shown.length) {
        event.preventDefault();
        show([]);
      }
    });
  };

  /* The editor's boxes: what is chosen joins those set, and a save brings what its text names. */
  const pick = (field, input) => {
    const chosen = field.querySelector("[data-chosen]");
    const found = field.querySelector("[data-found]");
    const { name } = input;

    // Half a name is no fault while it is typed: only somebody who saves sends it.
    input.removeAttribute("name");
    input.form.addEventListener("submit", () => { input.name = name; }, { capture: true });

    const boxOf = (pk) => chosen.querySelector(`input[value="${CSS.escape(String(pk))}"]`);
    const leaveOutChosen = () => {
      found.querySelectorAll("input:not(:checked)").forEach((box) => { if (boxOf(box.value)) box.closest("li").remove(); });
      if (!found.querySelector("li")) found.replaceChildren();
    };
    const choose = (topic) => {
      if (!boxOf(topic.pk)) chosen.append(element("li", {}, element("label", {}, element("input", { type: "checkbox", name: "topics", value: topic.pk }), " ", ...words(topic))));
      boxOf(topic.pk).checked = true;
      input.value = "";
      leaveOutChosen();
      boxOf(topic.pk).dispatchEvent(new Event("change", { bubbles: true }));
    };
    suggest(input, field.dataset.topics, () => input.form.elements.edition?.value, choose);

    document.addEventListener("w-autosave:success", async ({ detail }) => {
      const pk = detail?.data?.pk ?? detail?.response?.pk;
      if (pk) field.dataset.foundAt = field.dataset.foundAt.replace("/0/", `/${pk}/`);
      const answer = await fetch(field.dataset.foundAt);
      if (!answer.ok) return;
      const text = await answer.text();
      chosen.append(...[...found.querySelectorAll("input:checked")].map((box) => box.closest("li")));
      found.innerHTML = text;
      leaveOutChosen();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector("[data-topics]");
    const names = document.querySelector("[data-topic-names]");
    if (field && names) pick(field, names);
    const one = document.querySelector("[data-topic-of]");
    if (one) suggest(one, one.dataset.topics, () => one.dataset.topicOf, (topic) => { one.value = topic.name; });
  });
})();
