"""Examination: the keys that applications are given to verify our tokens."""

from application.doctor.answer import OK, json_object, mend_of_fault, mend_of_status
from application.doctor.check import Check, Examination, failed, ok
from application.ports.http_probe import HttpProbe, ProbeFault
from application.publish_keys import PublishKeys
from domain.metadata import JWKS_PATH


class ExamineKeySet(Examination):
    """Read the JWK Set from outside: every key that lies here must be in it."""

    name = "jwks"

    def __init__(self, *, issuer: str, probe: HttpProbe, publish_keys: PublishKeys) -> None:
        self._url = issuer + JWKS_PATH
        self._probe = probe
        self._publish_keys = publish_keys

    async def __call__(self) -> list[Check]:
        """Say which is missing."""
        try:
            fetched = await self._probe.get(self._url)
        except ProbeFault as fault:
            return [self._unusable(str(fault), mend_of_fault(fault))]
        if fetched.status != OK:
            said = f"answers {fetched.status}"
            return [self._unusable(said, mend_of_status(fetched.status))]
        theirs = _kids(json_object(fetched.body))
        if theirs is None:
            mend = "something else answers there: let the proxy pass this path to Guildpass"
            return [self._unusable("is no JWK Set", mend)]
        missing = sorted((_kids(await self._publish_keys()) or set()) - theirs)
        if missing:
            said = f"the running provider does not publish {', '.join(missing)}"
            mend = "let it read the same JWT_KEYS_DIR or JWT_PRIVATE_KEY_FILE, and restart it"
            return [failed(self.name, said, mend)]
        return [ok(self.name, f"{len(theirs)} published, those of this machine among them")]

    def _unusable(self, why: str, mend: str) -> Check:
        return failed(self.name, f"{self._url}: {why}", mend)


def _kids(key_set: dict[str, object] | None) -> set[str] | None:
    keys = key_set.get("keys") if key_set else None
    if not isinstance(keys, list):
        return None
    return {str(key["kid"]) for key in keys if isinstance(key, dict) and "kid" in key}
