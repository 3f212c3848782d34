"""A process that signs in with marked secrets, logs all it can, and notes what it answered.

Run by test_canary: a process of its own, since logging is configured once for a process.
"""

import asyncio
import json
import sys
from pathlib import Path

import httpx
from dependency_injector import providers

from domain.pkce import CodeChallenge
from entrypoints.log_setup import configure_logging
from tests.integration.http.browser import REQUEST, Browser
from tests.integration.http.discord_double import DiscordDouble
from tests.integration.http.harness import (
    AUTHORIZE,
    CALLBACK,
    CLIENT_ID,
    CLIENTS,
    CONSENT,
    FORM,
    GOODBYE,
    LOGOUT,
    RESUME,
    SIGN_IN,
    SIGN_OUT,
    SIGNED_OUT,
    TOKEN,
    USERINFO,
    basic,
    provider_of,
    query_of,
    settings_for,
)
from tests.integration.http.page import Page

SECRETS = {
    "client secret": "marked-client-secret-0001",
    "Discord client secret": "marked-discord-secret-0002",
    "bot token": "marked-bot-token-0003",
    "Discord access token": "marked-discord-token-0004",
    "Discord code": "marked-discord-code-0005",
    "verifier": "marked-verifier-0006-".ljust(43, "v"),
    "state": "marked-state-0007",
    "nonce": "marked-nonce-0008",
    "logout state": "marked-logout-state-0009",
}


class Run:
    """The sign-in, its faults, and a note of every answer."""

    def __init__(self, key_file: str) -> None:
        secret = {"client_secret": SECRETS["client secret"]}
        self.provider = provider_of(
            settings_for(
                key_file,
                OAUTH_CLIENTS=json.dumps({CLIENT_ID: {**CLIENTS[CLIENT_ID], **secret}}),
                DISCORD_CLIENT_SECRET=SECRETS["Discord client secret"],
                DISCORD_BOT_TOKEN=SECRETS["bot token"],
            )
        )
        # The audit log is the real one here: it writes to the same place.
        self.provider.container.adapters.audit.reset_override()
        self.discord = DiscordDouble(access_token=SECRETS["Discord access token"])
        self.discord.put_into(self.provider)
        self.browser = Browser(self.provider)
        self.secrets = dict(SECRETS)
        self.answers: dict[str, str] = {}

    def note(self, step: str, response: httpx.Response) -> httpx.Response:
        """Keep an answer as it was, headers and body."""
        self.answers[step] = f"{response.headers.multi_items()}\n{response.text}"
        return response

    async def sign_in(self) -> None:
        """Sign in as a member does, and ask who it is."""
        challenge = CodeChallenge.of(SECRETS["verifier"]).value
        asked = {"nonce": SECRETS["nonce"], "code_challenge": challenge}
        sent = await self.browser.authorize(state=SECRETS["state"], **asked)
        self.note("authorize", sent)
        self.secrets["Discord state"] = query_of(sent.headers["location"])["state"]
        self.secrets["cookie"] = next(iter(self.browser.http.cookies.values()))
        back = self.note("callback", await self.come_back())
        self.secrets["session"] = self.browser.session or ""
        self.secrets["code"] = query_of(back.headers["location"])["code"]
        self.note("wrong verifier", await self.exchange(code_verifier="w" * 43))
        exchanged = self.note("token", await self.exchange())
        tokens = exchanged.json()
        self.secrets["access token"] = tokens["access_token"]
        self.secrets["ID token"] = tokens["id_token"]
        self.note("userinfo", await self.browser.userinfo(tokens["access_token"]))

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

    async def come_back(self) -> httpx.Response:
        """Arrive from Discord."""
        state, code = self.secrets["Discord state"], SECRETS["Discord code"]
        return await self.browser.come_back(state, code=code)

    async def exchange(self, **changes: str) -> httpx.Response:
        """Exchange the code."""
        form = {"client_secret": SECRETS["client secret"], "code_verifier": SECRETS["verifier"]}
        return await self.browser.exchange(self.secrets["code"], **{**form, **changes})

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
        twice = "&".join(f"{name}=1&{name}=2" for name in ("code", "client_secret", "state"))
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

    async def break_down(self) -> None:
        """Let faults happen whose own text holds secrets."""

        def unexpected(*_: object, **__: object) -> None:
            text = "".join(
                f" {name}={self.secrets[value]}"
                for name, value in (("code", "code"), ("client_secret", "client secret"))
            )
            raise RuntimeError(f"fault:{text} Bearer {self.secrets['access token']}")

        def unreachable(request: httpx.Request) -> httpx.Response:
            body = request.content.decode()
            raise httpx.ConnectError(f"{request.headers} {body}", request=request)

        for kind in ("token", "user", "member"):
            self.discord.answers[kind] = unreachable
            self.note(f"Discord {kind}", await Browser(self.provider).sign_in(state="other"))
            del self.discord.answers[kind]
        self.provider.memory.down = True
        self.note("store token", await self.exchange())
        self.note("store page", await self.come_back())
        query = {"interaction": self.secrets["page"], "reference": self.secrets["reference"]}
        query["logout"] = self.secrets["logout page"]
        for path in (SIGN_IN, RESUME, LOGOUT, SIGN_OUT):
            self.note(f"store {path}", await self.browser.http.get(path, params=query))
        self.provider.memory.down = False
        faulty = ("exchange_code", "complete_login", "get_userinfo", "describe_question")
        for use_case in (*faulty, "decide_consent", "sign_out", "decide_logout"):
            getattr(self.provider.container, use_case).override(providers.Object(unexpected))
        self.note("fault token", await self.exchange())
        self.note("fault page", await self.come_back())
        self.note("fault userinfo", await self.browser.userinfo(self.secrets["access token"]))
        self.note("fault look", await self.browser.http.get(CONSENT, params=query))
        self.note("fault leaving", await self.browser.sign_out(**query))
        self.note("fault left", await self.browser.http.post(SIGN_OUT, data=query))
        self.note("fault answer", await self.browser.http.post(CONSENT, data=query))


async def main(key_file: str, report: str) -> None:
    """Run, and write down the secrets and the answers."""
    run = Run(key_file)
    await run.sign_in()
    await run.answer_pages()
    await run.fail()
    await run.leave()
    await run.break_down()
    text = json.dumps({"secrets": run.secrets, "answers": run.answers})
    Path(report).write_text(text, encoding="utf-8")  # noqa: ASYNC240 - the run is over


if __name__ == "__main__":
    configure_logging("json", "debug")
    asyncio.run(main(*sys.argv[1:]))
