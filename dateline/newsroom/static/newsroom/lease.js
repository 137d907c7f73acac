/* Keeps the lease of the comment that is open, gives it back when the page is left, and says when a colleague has it. */
(() => {
  const own = document.querySelector("[data-lease]");
  const lost = document.querySelector("[data-lease-lost]");
  const saying = (verb) => {
    const words = new FormData(own);
    words.set("verb", verb);
    return words;
  };
  const renew = async () => {
    if (document.hidden || !lost.hidden) return;
    const answer = await fetch(own.dataset.lease, { method: "POST", body: saying("renew") }).catch(() => null);
    if (answer?.status === 409) lost.hidden = false;
    if (answer?.status === 200) own.elements.until.value = await answer.text();
  };
  setInterval(renew, 60000);
  addEventListener("pagehide", () => { if (lost.hidden) navigator.sendBeacon(own.dataset.lease, saying("release")); });
  addEventListener("pageshow", (event) => { if (event.persisted) renew(); });
})();
