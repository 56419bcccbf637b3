// A long list is stored or taken back part by part. Without a script somebody presses the button for each part; with one
// the next part follows by itself, and the page tells how far it is until it is done or somebody stops it.
(() => {
  const form = document.querySelector("form[data-steps]");
  const told = document.getElementById("steps");
  if (!form || !told) return;
  let stopped = false;
  for (const other of document.querySelectorAll("form:not([data-steps])")) other.addEventListener("submit", () => (stopped = true));
  const next = async () => {
    if (stopped) return;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const more = page.querySelector("form[data-steps]");
      if (stopped) return;
      if (!more) return location.replace(location.href);
      told.replaceChildren(...document.importNode(page.getElementById("steps"), true).childNodes);
      for (const field of form.querySelectorAll("input[type=hidden]")) field.value = more.querySelector(`input[name="${field.name}"]`)?.value ?? field.value;
      next();
    } catch {
      form.hidden = false; // the button is there to go on with
    }
  };
  form.hidden = true;
  next();
})();
