// Copying and printing what is shown once. The buttons are hidden until it is certain that this browser can; without a
// script people select and write down as ever.
(() => {
  for (const row of document.querySelectorAll("[data-keep]")) {
    const status = row.querySelector("[role=status]");
    for (const button of row.querySelectorAll("[data-copy]")) {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", async () => {
        const text = [...document.querySelectorAll(button.dataset.copy)].map((e) => e.textContent.trim()).join("\n");
        try {
          await navigator.clipboard.writeText(text);
          status.textContent = status.dataset.copied;
        } catch {
          status.textContent = status.dataset.failed;
        }
      });
    }
    for (const button of row.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
    row.hidden = ![...row.querySelectorAll("button")].some((b) => !b.hidden);
  }
})();
