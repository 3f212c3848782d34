"""The part of the marked run that is about refresh tokens: used, misused, and ended."""

from tests.integration.http.canary_run import Run
from tests.integration.http.harness import INTROSPECT, OTHER_ID, OTHER_SECRET, REVOKE, TOKEN
from tests.integration.http.program import Held


class RefreshRun(Run):
    """Follows a family from its first token to its end."""

    async def fail_to_refresh(self) -> None:
        """Go wrong with refresh tokens, and end the family in the end."""
        new, old = self.secrets["new refresh token"], self.secrets["refresh token"]
        other = {"client_id": OTHER_ID, "client_secret": OTHER_SECRET}
        self.note("refresh by another", await self.refresh(new, **other))
        self.note("refresh unknown client", await self.refresh(new, client_id=new))
        self.note("refresh wrong secret", await self.refresh(new, client_secret=new))
        self.note("refresh cut", await self.refresh(new[:-1]))
        self.note("refresh extended", await self.refresh(new + new))
        self.note("refresh swapped", await self.refresh(".".join(reversed(new.split(".")))))
        self.note("refresh wider", await self.refresh(new, scope=new))
        self.note("refresh as a code", await self.exchange(code=new))
        self.note("refresh as a grant", await self.refresh(new, grant_type=new))
        self.note("userinfo by refresh token", await self.browser.userinfo(new))
        self.note("refresh hint", await self.browser.authorize(id_token_hint=new, state="other"))
        self.note("refresh in a query", await self.browser.http.get(TOKEN, params={"x": new}))
        for path in (REVOKE, INTROSPECT):
            self.note(f"by another {path}", await self.program(path, token=new, **other))
            self.note(f"unknown {path}", await self.program(path, token=new + "x"))
            self.note(f"no client {path}", await self.program(path, token=new, client_id=new))
            self.note(f"hint {path}", await self.program(path, token="x", token_type_hint=new))
            self.note(f"ID token {path}", await self.program(path, token=self.secrets["ID token"]))
            in_query = await self.browser.http.get(f"{path}?token={new}")
            self.note(f"query {path}", in_query)
        token = self.secrets["new access token"]
        self.note("revoked access", await self.program(REVOKE, token=token))
        self.note("userinfo revoked", await self.browser.userinfo(token))
        self.discord.answers["member"] = self.unreachable
        third = Held.of(self.note("third", await self.refresh(new)).json())
        del self.discord.answers["member"]
        self.secrets["third access token"] = third.access_token
        self.secrets["third ID token"] = third.id_token
        self.know("third refresh token", third)
        self.note("reused", await self.refresh(old))
        self.note("ended", await self.refresh(third.refresh_token))
        self.note("revoked ended", await self.program(REVOKE, token=third.refresh_token))
