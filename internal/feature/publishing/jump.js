// A finding about a line leads to that line in the text. Without this script the line stands under the finding.
(() => {
  "use strict";
  const text = document.querySelector("textarea[name=tekst]");
  if (!text) return;
  for (const link of document.querySelectorAll("a[data-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const lines = text.value.split("\n");
      const line = Math.min(Number(link.dataset.line), lines.length);
      const from = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
      text.focus();
      text.setSelectionRange(from, from + lines[line - 1].length);
      // The text may be as high as the file is long: bring the line into sight.
      const high = text.scrollHeight / lines.length;
      window.scrollTo({ behavior: "instant", top: text.getBoundingClientRect().top + window.scrollY + (line - 5) * high });
      text.scrollTop = Math.max(0, (line - 5) * high);
    });
  }
})();
