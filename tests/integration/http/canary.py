"""A process that signs in with marked secrets, logs all it can, and notes what it answered.

Run by test_canary: a process of its own, since logging is configured once for a process.
"""

import asyncio
import json
import sys
from pathlib import Path

from dependency_injector import providers

from domain.pkce import CodeChallenge
from entrypoints.log_setup import configure_logging
from tests.integration.http.browser import REQUEST, Browser
from tests.integration.http.canary_refresh import RefreshRun
from tests.integration.http.canary_run import SECRETS
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CONSENT,
    FORM,
    GOODBYE,
    INTROSPECT,
    LOGOUT,
    RESUME,
    REVOKE,
    SIGN_IN,
    SIGN_OUT,
    SIGNED_OUT,
    TOKEN,
    USERINFO,
    basic,
    query_of,
)
from tests.integration.http.page import Page
from tests.integration.http.program import OFFLINE, Held

REPEATED = ("code", "client_secret", "state", "refresh_token", "token")
NAMED_IN_FAULTS = (
    ("code", "code"),
    ("client_secret", "client secret"),
    ("refresh_token", "third refresh token"),
    ("token", "new refresh token"),
)


class WholeRun(RefreshRun):
    """The sign-in, its faults, and all that follows."""

    async def sign_in(self) -> None:
        """Sign in as a member does, and ask who it is."""
        challenge = CodeChallenge.of(SECRETS["verifier"]).value
        asked = {"nonce": SECRETS["nonce"], "code_challenge": challenge, "scope": OFFLINE}
        sent = await self.browser.authorize(state=SECRETS["state"], **asked)
        self.note("authorize", sent)
        self.secrets["Discord state"] = query_of(sent.headers["location"])["state"]
        self.secrets["cookie"] = next(iter(self.browser.http.cookies.values()))
        back = self.note("callback", await self.come_back())
        self.secrets["session"] = self.browser.session or ""
        self.secrets["code"] = query_of(back.headers["location"])["code"]
        self.note("wrong verifier", await self.exchange(code_verifier="w" * 43))
        exchanged = self.note("token", await self.exchange())
        held = Held.of(exchanged.json())
        self.secrets["access token"], self.secrets["ID token"] = held.access_token, held.id_token
        self.know("refresh token", held)
        self.note("userinfo", await self.browser.userinfo(held.access_token))
        self.note("told", await self.program(INTROSPECT, token=held.refresh_token))
        self.note("told access", await self.program(INTROSPECT, token=held.access_token))
        refreshed = self.note("refresh", await self.refresh(held.refresh_token))
        next_held = Held.of(refreshed.json())
        self.secrets["new access token"] = next_held.access_token
        self.secrets["new ID token"] = next_held.id_token
        self.know("new refresh token", next_held)

    async def answer_pages(self) -> None:
        """Be asked, answer, and have a long request kept; each step has a secret of its own."""
        asked = {"state": SECRETS["state"], "nonce": SECRETS["nonce"]}
        sign_in = self.note("to page", await self.browser.authorize(**asked, prompt="login"))
        consent = self.note("to consent", await self.browser.authorize(**asked, prompt="consent"))
        self.secrets["page"] = query_of(sign_in.headers["location"])["interaction"]
        self.secrets["consent"] = query_of(consent.headers["location"])["interaction"]
        shown = self.note("shown", await self.browser.follow(consent))
        agreed = self.note("allowed", await self.browser.press(shown, "Allow"))
        self.secrets["next code"] = query_of(agreed.headers["location"])["code"]
        self.note("allowed again", await self.browser.press(shown, "Allow"))
        posted = await self.browser.authorize(**asked, response_mode="form_post")
        self.secrets["posted code"] = Page(self.note("form post", posted)).form.fields["code"]
        form = {**REQUEST, **asked, "padding": "x" * 4097}
        kept = self.note("kept", await self.browser.http.post(AUTHORIZE, data=form))
        self.secrets["reference"] = query_of(kept.headers["location"])["reference"]

    async def leave(self) -> None:
        """Be asked whether to sign out, have a request kept, and sign out."""
        asked = {
            "id_token_hint": await self.foreign_hint(),
            "post_logout_redirect_uri": GOODBYE,
            "state": SECRETS["logout state"],
        }
        to_question = self.note("to question", await self.browser.sign_out(**asked))
        self.secrets["logout page"] = query_of(to_question.headers["location"])["logout"]
        question = self.note("question", await self.browser.follow(to_question))
        held = self.note("logout held", await self.browser.http.post(LOGOUT, data=asked))
        self.secrets["logout kept"] = query_of(held.headers["location"])["logout"]
        self.note("stayed", await self.browser.press(question, "Stay signed in"))
        stranger = Browser(self.provider)
        self.note("foreign question", await stranger.http.get(str(question.url)))
        data = {"logout": self.secrets["logout page"], "answer": "sign-out"}
        self.note("foreign answer", await stranger.http.post(SIGN_OUT, data=data))
        bad = {**asked, "id_token_hint": asked["id_token_hint"][:-4] + "AAAA"}
        self.note("bad hint", await self.browser.sign_out(**bad))
        self.note("bad address", await self.browser.sign_out(**{**asked, "client_id": "nobody"}))
        self.note("left", await self.browser.press(question, "Sign out"))
        self.note("done", await self.browser.http.get(SIGNED_OUT))
        self.secrets["logout token"] = self.provider.delivery.sent[-1].logout_token
        self.note("left token", await self.browser.userinfo(self.secrets["next access token"]))

    async def foreign_hint(self) -> str:
        """Give the ID token of another session of the same person, which settles nothing."""
        challenge = CodeChallenge.of(SECRETS["verifier"]).value
        secret = {"client_secret": SECRETS["client secret"], "code_verifier": SECRETS["verifier"]}
        visitor = Browser(self.provider)
        back = await visitor.sign_in(code_challenge=challenge, state="other")
        code = query_of(back.headers["location"])["code"]
        tokens = (await visitor.exchange(code, **secret)).json()
        self.secrets["hint"] = str(tokens["id_token"])
        back = await self.browser.authorize(code_challenge=challenge, state="other")
        code = query_of(back.headers["location"])["code"]
        next_tokens = (await visitor.exchange(code, **secret)).json()
        self.secrets["next access token"] = str(next_tokens["access_token"])
        return str(tokens["id_token"])

    async def fail(self) -> None:
        """Go wrong in every way that has a secret at hand."""
        self.note("callback again", await self.come_back())
        self.note("replay", await self.exchange())
        self.note("ended token", await self.browser.userinfo(self.secrets["access token"]))
        self.note("ID token", await self.browser.userinfo(self.secrets["ID token"]))
        stranger = Browser(self.provider)
        self.note("prompt none", await stranger.authorize(state="other", prompt="none"))
        hint = {"id_token_hint": self.secrets["access token"], "state": "other"}
        self.note("hint", await self.browser.authorize(**hint))
        for path in (SIGN_IN, CONSENT):
            data = {"interaction": self.secrets["page"], "answer": "allow"}
            self.note(f"foreign {path}", await stranger.http.post(path, data=data))
            self.note(f"foreign look {path}", await stranger.http.get(path, params=data))
        everything = {f"x{number}": value for number, value in enumerate(self.secrets.values())}
        named = dict.fromkeys(self.secrets.values(), "1")
        twice = "&".join(f"{name}=1&{name}=2" for name in REPEATED)
        http = self.browser.http
        self.note("junk", await http.get(CALLBACK, params=everything))
        self.note("no client", await self.browser.authorize(client_id="nobody", **everything))
        for path in (SIGN_IN, CONSENT, RESUME, LOGOUT, SIGN_OUT, SIGNED_OUT):
            self.note(f"junk {path}", await http.get(path, params=everything))
        self.note("names", await http.post(TOKEN, data=named))
        self.note("repeats", await http.post(TOKEN, content=twice, headers={"Content-Type": FORM}))
        header = {"Authorization": basic("nobody", SECRETS["client secret"])}
        self.note("header", await http.post(TOKEN, data=everything, headers=header))
        token = {"access_token": self.secrets["access token"]}
        self.note("query token", await http.get(USERINFO, params=token))
        self.note("unknown path", await http.get("/" + self.secrets["code"]))

    @property
    def page_tokens(self) -> dict[str, str]:
        """What addresses of pages and of kept requests hold."""
        names = {"interaction": "page", "reference": "reference", "logout": "logout page"}
        return {name: self.secrets[value] for name, value in names.items()}

    async def lose_what_it_needs(self) -> None:
        """Be without Discord, then without the store."""
        for kind in ("token", "user", "member"):
            self.discord.answers[kind] = self.unreachable
            self.note(f"Discord {kind}", await Browser(self.provider).sign_in(state="other"))
            del self.discord.answers[kind]
        self.provider.memory.down = True
        self.note("store token", await self.exchange())
        held = self.secrets["third refresh token"]
        self.note("store refresh", await self.refresh(held))
        for path in (REVOKE, INTROSPECT):
            self.note(f"store {path}", await self.program(path, token=held))
        self.note("store page", await self.come_back())
        query = self.page_tokens
        for path in (SIGN_IN, RESUME, LOGOUT, SIGN_OUT):
            self.note(f"store {path}", await self.browser.http.get(path, params=query))
        self.provider.memory.down = False

    async def break_down(self) -> None:
        """Let faults happen whose own text holds secrets."""

        def unexpected(*_: object, **__: object) -> None:
            text = "".join(f" {name}={self.secrets[value]}" for name, value in NAMED_IN_FAULTS)
            raise RuntimeError(f"fault:{text} Bearer {self.secrets['access token']}")

        query, held = self.page_tokens, self.secrets["third refresh token"]
        faulty = ("exchange_grant", "complete_login", "get_userinfo", "describe_question")
        programs = ("revoke_token", "introspect_token")
        for use_case in (*faulty, *programs, "decide_consent", "sign_out", "decide_logout"):
            getattr(self.provider.container, use_case).override(providers.Object(unexpected))
        self.note("fault token", await self.exchange())
        for path in (REVOKE, INTROSPECT):
            self.note(f"fault {path}", await self.program(path, token=held))
        self.note("fault page", await self.come_back())
        self.note("fault userinfo", await self.browser.userinfo(self.secrets["access token"]))
        self.note("fault look", await self.browser.http.get(CONSENT, params=query))
        self.note("fault leaving", await self.browser.sign_out(**query))
        self.note("fault left", await self.browser.http.post(SIGN_OUT, data=query))
        self.note("fault answer", await self.browser.http.post(CONSENT, data=query))


async def main(key_file: str, report: str) -> None:
    """Run, and write down the secrets and the answers."""
    run = WholeRun(key_file)
    await run.sign_in()
    await run.fail_to_refresh()
    await run.answer_pages()
    await run.fail()
    await run.leave()
    await run.lose_what_it_needs()
    await run.break_down()
    noted = {"secrets": run.secrets, "answers": run.answers, "stored": run.stored}
    text = json.dumps(noted)
    Path(report).write_text(text, encoding="utf-8")  # noqa: ASYNC240 - the run is over


if __name__ == "__main__":
    configure_logging("json", "debug")
    asyncio.run(main(*sys.argv[1:]))
