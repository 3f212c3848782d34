// Signs in with openid-client, as client.mjs begins it, refreshes, asks about the tokens, revokes:
//   out  {before, after, userinfo, introspected, revoked: {refresh, userinfo, introspected}},
//        or {error, cause}; before and after are ID tokens
import { oidc, say, signedIn } from "./client.mjs";

const { given, config, exchange } = await signedIn();
// A client without a secret may not ask.
const introspected = async (token) =>
  given.client_secret ? await oidc.tokenIntrospection(config, token) : null;
try {
  const first = await exchange();
  const { sub } = first.claims();
  const last = await oidc.refreshTokenGrant(config, first.refresh_token);
  const userinfo = await oidc.fetchUserInfo(config, last.access_token, sub);
  const alive = await introspected(last.access_token);
  await oidc.tokenRevocation(config, last.refresh_token, { token_type_hint: "refresh_token" });
  say({
    before: first.claims(),
    after: last.claims(),
    userinfo,
    introspected: alive,
    revoked: {
      refresh: await oidc.refreshTokenGrant(config, last.refresh_token).catch((e) => e.error),
      userinfo: await oidc.fetchUserInfo(config, last.access_token, sub).catch((e) => e.status),
      introspected: await introspected(last.access_token),
    },
  });
} catch (error) {
  say({ error: error.error ?? error.message, cause: error.cause?.message });
}
process.exit(0);
