// What the programs here have in common: openid-client, and one JSON object a line over the pipes.
import { webcrypto } from "node:crypto";
import { createInterface } from "node:readline";

// Node.js 18 has it, but not under the name openid-client looks for.
globalThis.crypto ??= webcrypto;
export const oidc = await import("openid-client");

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
export const hear = async () => JSON.parse((await lines.next()).value);
export const say = (message) => process.stdout.write(JSON.stringify(message) + "\n");

const authentication = {
  client_secret_basic: oidc.ClientSecretBasic,
  client_secret_post: oidc.ClientSecretPost,
  none: oidc.None,
};

// Begins a sign-in:
//   in   {issuer, client_id, client_secret?, auth_method, redirect_uri, scope}
//   out  {authorization_url}
//   in   {callback_url}
export const signedIn = async () => {
  const given = await hear();
  const config = await oidc.discovery(
    new URL(given.issuer),
    given.client_id,
    undefined,
    authentication[given.auth_method](given.client_secret),
    // Plain http is for the loopback issuer of the test; the ID token's signature is checked too.
    { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] },
  );
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const expectedNonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: given.redirect_uri,
    scope: given.scope,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  say({ authorization_url: url.href });

  const callback = new URL((await hear()).callback_url);
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return { given, config, exchange: () => oidc.authorizationCodeGrant(config, callback, checks) };
};
