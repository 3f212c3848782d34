"""Every key of this machine must be published by the provider that runs."""

import json

import pytest

from application.doctor.examine_key_set import ExamineKeySet
from application.ports.http_probe import Fetched, ProbeFault
from application.ports.tokens import KeySet
from application.publish_keys import PublishKeys
from tests.builders import ISSUER
from tests.fakes.doctor import FakeProbe
from tests.unit.application.doctor.lines import lines_of

pytestmark = pytest.mark.anyio

URL = f"{ISSUER}/jwks.json"


class Keys(KeySet):
    """Two keys."""

    def jwks(self) -> dict[str, object]:
        """Give them."""
        return {"keys": [{"kid": "old"}, {"kid": "new"}]}


def an_examination(answer: Fetched | ProbeFault | None) -> ExamineKeySet:
    """Give one of an issuer that answers so."""
    probe = FakeProbe({} if answer is None else {URL: answer})
    return ExamineKeySet(issuer=ISSUER, probe=probe, publish_keys=PublishKeys(keys=Keys()))


async def found(fetched: Fetched | None) -> list[str]:
    """Give what is said of an answer."""
    return await lines_of(an_examination(fetched))


async def test_more_keys_than_ours_are_good_and_fewer_are_not() -> None:
    more = {"keys": [{"kid": "old"}, {"kid": "new"}, {"kid": "gone"}, {}, 7]}
    assert await found(Fetched(status=200, body=json.dumps(more).encode())) == [
        "ok jwks: 3 published, those of this machine among them"
    ]
    fewer = {"keys": [{"kid": "old"}]}
    assert await found(Fetched(status=200, body=json.dumps(fewer).encode())) == [
        "failed jwks: the running provider does not publish new"
    ]


async def test_no_key_set_is_named() -> None:
    assert await found(None) == [f"failed jwks: {URL}: no connection"]
    assert await found(Fetched(status=404)) == [f"failed jwks: {URL}: answers 404"]
    assert await found(Fetched(status=200, body=b"{}")) == [f"failed jwks: {URL}: is no JWK Set"]


@pytest.mark.parametrize(
    ("answer", "mend"),
    [
        (None, "is the provider running"),
        (ProbeFault("TLS: expired", of_certificate=True), "install a certificate"),
        (Fetched(status=502), "is the provider running"),
        (Fetched(status=403), "let the proxy pass every path"),
        (Fetched(status=302), "let the proxy pass every path"),
    ],
)
async def test_the_mend_fits_why_there_is_no_key_set(
    answer: Fetched | ProbeFault | None, mend: str
) -> None:
    (check,) = await an_examination(answer)()
    assert check.mend is not None
    assert check.mend.startswith(mend)
