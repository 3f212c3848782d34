// Signs in once with openid-client, as client.mjs begins it, and ends with
//   out  {id_token_claims, access_token, scope, userinfo, replay}, or {error, cause}
import { oidc, say, signedIn } from "./client.mjs";

const { config, exchange } = await signedIn();
try {
  const tokens = await exchange();
  const claims = tokens.claims();
  const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  const replay = await exchange().catch((e) => e.error);
  say({
    id_token_claims: claims,
    access_token: tokens.access_token,
    scope: tokens.scope,
    userinfo,
    replay,
  });
} catch (error) {
  say({ error: error.error ?? error.message, cause: error.cause?.message });
}
process.exit(0);
