// Passkeys need a script: the browser talks to the device. The form is hidden until it is certain that this browser can.
// Without it, password and code work as ever.
(() => {
  const can = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.parseCreationOptionsFromJSON;
  if (!can) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const status = form.querySelector("[role=status]");
    const answer = form.querySelector("[name=answer]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (answer.value) return; // the second time: the answer goes to the server
      event.preventDefault();
      status.textContent = "";
      try {
        const asked = await fetch(form.dataset.begin, { method: "POST", headers: { Accept: "application/json" } });
        if (asked.status === 403 && form.dataset.confirm) return location.assign(form.dataset.confirm);
        if (!asked.ok) throw new Error(String(asked.status));
        const options = await asked.json();
        const key = form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
        answer.value = JSON.stringify(key.toJSON());
        form.requestSubmit();
      } catch {
        status.textContent = status.dataset.failed;
      }
    });
  }
})();
