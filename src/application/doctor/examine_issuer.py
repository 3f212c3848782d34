"""Examination: what applications find at the issuer."""

from collections.abc import Mapping
from datetime import timedelta

from application.describe_provider import DescribeProvider
from application.doctor.answer import OK, REDIRECTS, json_object, mend_of_fault, mend_of_status
from application.doctor.check import Check, Examination, failed, ok, warning
from application.ports.clock import Clock
from application.ports.http_probe import Fetched, HttpProbe, ProbeFault
from domain.identity import fit_text
from domain.metadata import DISCOVERY_PATHS

_SOON = timedelta(days=14)
_RESTART = "restart the provider, and run this with the settings it has"


class ExamineIssuer(Examination):
    """Read discovery from outside and compare it with what the settings here make of it."""

    name = "issuer"

    def __init__(
        self, *, issuer: str, probe: HttpProbe, describe_provider: DescribeProvider, clock: Clock
    ) -> None:
        self._issuer = issuer
        self._probe = probe
        self._describe_provider = describe_provider
        self._clock = clock

    async def __call__(self) -> list[Check]:
        """Say whether it can be reached, by which certificate, and what it says."""
        url = self._issuer + DISCOVERY_PATHS[0]
        try:
            fetched = await self._probe.get(url)
        except ProbeFault as fault:
            return [failed("issuer", f"{url}: {fault}", mend_of_fault(fault))]
        return [self._tls(fetched), *self._discovery(url, fetched, await self._describe_provider())]

    def _tls(self, fetched: Fetched) -> Check:
        ends = fetched.certificate_ends
        if ends is None:
            said = "plain http: fit for trying things out on this machine"
            return warning("tls", said, "an https ISSUER, once other machines come")
        left = ends - self._clock.now()
        said = f"the certificate is valid until {ends:%Y-%m-%d}"
        if left < _SOON:
            mend = "renew it now, and look why that did not happen by itself"
            return warning("tls", f"{said}: {max(left.days, 0)} days are left", mend)
        return ok("tls", said)

    def _discovery(self, url: str, fetched: Fetched, ours: Mapping[str, object]) -> list[Check]:
        if fetched.status in REDIRECTS:
            mend = "ISSUER must be the address that answers itself: https, the final host, no slash"
            return [failed("issuer", f"{url} redirects ({fetched.status})", mend)]
        if fetched.status != OK:
            said = f"{url} answers {fetched.status}"
            return [failed("issuer", said, mend_of_status(fetched.status))]
        theirs = json_object(fetched.body)
        if theirs is None:
            mend = "something else answers there: look at the proxy, and at HOST and PORT"
            return [failed("issuer", f"{url} is no JSON object", mend)]
        if theirs.get("issuer") != self._issuer:
            return [self._another(theirs.get("issuer"))]
        return [
            ok("issuer", f"{self._issuer} answers, and discovery names it"),
            _same(theirs, ours),
        ]

    def _another(self, issuer: object) -> Check:
        shown = fit_text(issuer) if isinstance(issuer, str) else None
        said = f"discovery names another issuer: {shown or 'none'}, not {self._issuer}"
        mend = "set ISSUER to the same there and here; a slash at the end counts too"
        return failed("issuer", said, mend)


def _same(theirs: Mapping[str, object], ours: Mapping[str, object]) -> Check:
    others = [name for name, value in ours.items() if theirs.get(name) != value]
    others += sorted(fit_text(name) or "?" for name in theirs.keys() - ours.keys())[:3]
    addresses = [name for name in others if name.endswith(("_endpoint", "jwks_uri"))]
    if addresses:
        said = f"these are elsewhere than below the issuer: {', '.join(addresses)}"
        return failed("discovery", said, f"nothing may rewrite discovery: {_RESTART}")
    if others:
        said = f"the running provider has other settings than these: {', '.join(others)}"
        return warning("discovery", said, _RESTART)
    return ok("discovery", "sound: all endpoints are below the issuer")
