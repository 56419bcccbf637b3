// A real service of OpenID Connect on this machine: the certified implementation of the package oidc-provider, with its
// own pages for signing in and consenting.
import Provider from "oidc-provider";
import { freePort } from "./program.mjs";

/** service starts one for a program that people open at `base`. */
export async function service(base) {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const client = { client_id: "nabij", client_secret: "een-geheim-voor-proeven", redirect_uris: [`${base}/aanmelden/terug`], response_types: ["code"], grant_types: ["authorization_code"] };
  const warn = console.warn;
  console.warn = () => {}; // it warns that it keeps everything in memory; that is what we want
  const provider = new Provider(issuer, {
    clients: [client],
    cookies: { keys: ["proef"] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: "bo@zonneveld.example", email_verified: true }) }),
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    features: { devInteractions: { enabled: true } },
  });
  const server = await new Promise((resolve) => {
    const s = provider.listen(port, "127.0.0.1", () => resolve(s));
  });
  console.warn = warn;
  return {
    issuer,
    client,
    args: ["--oidc-issuer", issuer, "--oidc-client", client.client_id, "--oidc-secret", client.client_secret, "--oidc-title", "Zonneveld"],
    async stop() {
      server.closeAllConnections();
      await new Promise((r) => server.close(r));
    },
  };
}

/** through goes through the pages of the service as somebody with an account there, until the program is asked again. */
export async function through(tab, account) {
  const away = () => !/\/aanmelden\/terug|\/mijn-account|\/aanmelden\/code/.test(new URL(tab.url()).pathname);
  for (let i = 0; i < 4 && away(); i++) {
    const login = tab.locator('[name="login"]');
    if (await login.count()) {
      await login.fill(account);
      await tab.locator('[name="password"]').fill("iets");
    }
    await Promise.all([tab.waitForNavigation(), tab.locator('button[type="submit"]').first().click()]);
  }
}

/**
 * answerOf goes through the service without showing its pages, and gives the address with which it sends somebody back,
 * before the program is asked.
 */
export async function answerOf(tab, way, account) {
  const ask = tab.context().request;
  let answer = await ask.get(way, { maxRedirects: 0 });
  for (let at = new URL(way), i = 0; i < 12; i++) {
    const to = answer.headers().location;
    if (to) {
      at = new URL(to, at);
      if (at.pathname === "/aanmelden/terug") return at;
      answer = await ask.get(at.href, { maxRedirects: 0 });
      continue;
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(await answer.text())?.[1];
    if (!prompt) break;
    answer = await ask.post(at.href, { form: { prompt, login: account, password: "iets" }, maxRedirects: 0 });
  }
  throw new Error(`the service did not send anybody back: ${answer.status()} ${await answer.text()}`);
}
