"""Examination: whether the domains of people's addresses lead to this issuer."""

import asyncio
from collections.abc import Collection
from urllib.parse import urlencode

from application.doctor.answer import OK, REDIRECTS, json_object, mend_of_certificate
from application.doctor.check import Check, Examination, failed, ok, warning
from application.ports.http_probe import Fetched, HttpProbe, ProbeFault
from domain.webfinger import ISSUER_RELATION, WEBFINGER_PATH

_LEAD_HERE = (
    "what serves https://{domain} has to send {path} with its query to Guildpass, or take the "
    "domain out of WEBFINGER_DOMAINS"
)


class ExamineWebfinger(Examination):
    """Ask each domain as an application does that is given an address there (RFC 7033)."""

    name = "webfinger"

    def __init__(self, *, issuer: str, domains: Collection[str], probe: HttpProbe) -> None:
        self._issuer = issuer
        self._domains = sorted(domains)
        self._probe = probe

    async def __call__(self) -> list[Check]:
        """Give a line for each; one says it if there is none."""
        if not self._domains:
            return [ok(self.name, "no domain in WEBFINGER_DOMAINS, so none is answered for")]
        return await asyncio.gather(*map(self._look, self._domains))

    async def _look(self, domain: str) -> Check:
        name = f"{self.name} {domain}"
        query = urlencode({"resource": f"acct:doctor@{domain}", "rel": ISSUER_RELATION}, safe="@:/")
        try:
            fetched = await self._probe.get(f"https://{domain}{WEBFINGER_PATH}?{query}")
        except ProbeFault as fault:
            mend = mend_of_certificate(fault) or _mend(domain)
            return failed(name, f"https://{domain}: {fault}", mend)
        return self._judged(name, domain, fetched)

    def _judged(self, name: str, domain: str, fetched: Fetched) -> Check:
        if fetched.status in REDIRECTS:
            said = (
                f"https://{domain} redirects {WEBFINGER_PATH}, which not every application follows"
            )
            return warning(name, said, "look where it leads with curl -L, or pass the path on")
        if fetched.status != OK:
            said = f"https://{domain} answers {fetched.status} at {WEBFINGER_PATH}"
            return failed(name, said, _mend(domain))
        if self._issuer not in _issuers(json_object(fetched.body)):
            return failed(name, f"https://{domain} does not name this issuer", _mend(domain))
        return ok(name, "names this issuer")


def _issuers(descriptor: dict[str, object] | None) -> list[object]:
    """Give what the links of the relation lead to, letter by letter."""
    links = (descriptor or {}).get("links")
    entries = [link for link in links if isinstance(link, dict)] if isinstance(links, list) else []
    return [link.get("href") for link in entries if link.get("rel") == ISSUER_RELATION]


def _mend(domain: str) -> str:
    return _LEAD_HERE.format(domain=domain, path=WEBFINGER_PATH)
