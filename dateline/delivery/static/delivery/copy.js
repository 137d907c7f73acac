// Comfort for readers with JavaScript: copy the short address, share, print. Every page works without it.
"use strict";

for (const link of document.querySelectorAll("[data-copy]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.dataset.copy);
    const status = link.nextElementSibling;
    status.textContent = link.dataset.copied;
    setTimeout(() => (status.textContent = ""), 4000);
  });
}

for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(() => {});
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.getElementById("summary")?.focus();
