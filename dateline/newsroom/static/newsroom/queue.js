/* The queue: rows moved through and ticked by keys, and word of what has come meanwhile. Without this all works by mouse. */
(() => {
  const rows = [...document.querySelectorAll("tr[data-row]")];
  const ticks = [...document.querySelectorAll("input[name=ticked]")];
  const says = document.querySelector("[data-ticked]");
  const hint = document.querySelector(".desk-many-keys");
  const news = document.querySelector("[data-news]");
  let at = -1;
  let last = null;

  const tell = () => {
    const count = ticks.filter((tick) => tick.checked).reduce((sum, tick) => sum + Number(tick.dataset.times), 0);
    ticks.forEach((tick) => tick.closest("tr").classList.toggle("is-ticked", tick.checked));
    says?.closest(".desk-many").classList.toggle("is-on", count > 0);
    if (says) says.textContent = count ? `${says.dataset.text} ${count.toLocaleString(document.documentElement.lang)}` : says.dataset.text;
  };
  if (says) says.dataset.text = says.textContent;
  if (hint) hint.hidden = false;
  ticks.forEach((tick) => tick.addEventListener("click", (event) => {
    if (event.shiftKey && last) {
      const [from, to] = [ticks.indexOf(last), ticks.indexOf(tick)].sort((one, other) => one - other);
      ticks.slice(from, to + 1).forEach((each) => { each.checked = tick.checked; });
    }
    last = tick;
    tell();
  }));
  tell();

  const go = (step) => {
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at]?.querySelector("td.title a").focus();
  };
  rows.forEach((row, place) => row.addEventListener("focusin", () => { at = place; }));
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches("textarea, select, input:not([type=checkbox])");
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "x" && at >= 0) rows[at].querySelector("input[name=ticked]")?.click();
    else return;
    event.preventDefault();
  });

  document.querySelectorAll(".desk-ask select").forEach((field) => {
    field.addEventListener("change", () => field.form.requestSubmit());
  });

  // Only while somebody looks, and never moving a row under the hand.
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(`${news.dataset.news}&since=${encodeURIComponent(news.dataset.since)}`).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const told = await answer.json();
    Object.entries(told.counts).forEach(([kind, count]) => {
      const figure = document.querySelector(`[data-count="${CSS.escape(kind)}"] strong`);
      if (figure) figure.textContent = count;
    });
    if (told.new) {
      news.querySelector("strong").textContent = told.new.toLocaleString(document.documentElement.lang);
      news.hidden = false;
    }
  };
  setInterval(look, 10000);
})();
