"""What a client may exchange and ask about, and one that is switched off."""

import pytest

from domain.errors import InvalidClient, UnauthorizedClient
from domain.grant_type import GrantType
from domain.page_refusals import DisabledClient, PageRefusal
from tests.builders import REDIRECT_URI, a_client

_CODE_ONLY = frozenset({GrantType.AUTHORIZATION_CODE})
_BOTH = frozenset(GrantType)
_ASKED = frozenset({"openid", "offline_access"})
_UNASKED = frozenset({"openid"})


@pytest.mark.parametrize(
    ("grant_types", "always", "scope", "gets"),
    [
        (_BOTH, False, _ASKED, True),
        (_BOTH, False, _UNASKED, False),
        (_BOTH, True, _UNASKED, True),
        (_BOTH, True, _ASKED, True),
        (_CODE_ONLY, False, _ASKED, False),
        (_CODE_ONLY, True, _ASKED, False),
    ],
)
def test_a_refresh_token_is_for_clients_that_registered_for_it_and_asked(
    grant_types: frozenset[GrantType], *, always: bool, scope: frozenset[str], gets: bool
) -> None:
    client = a_client(grant_types=grant_types, always_offline=always)
    assert client.gets_refresh_token(scope) is gets


@pytest.mark.parametrize("grant_type", GrantType)
def test_a_client_uses_the_grant_types_it_was_registered_for_and_no_other(
    grant_type: GrantType,
) -> None:
    a_client(grant_types=frozenset({grant_type})).check_grant_type(grant_type)
    with pytest.raises(UnauthorizedClient) as refusal:
        a_client(grant_types=frozenset(GrantType) - {grant_type}).check_grant_type(grant_type)
    assert grant_type in refusal.value.reason


def test_a_client_that_is_switched_off_is_sent_no_answer_even_to_its_own_address() -> None:
    with pytest.raises(DisabledClient) as refusal:
        a_client(enabled=False).response_target(REDIRECT_URI, state=None)
    assert isinstance(refusal.value, PageRefusal)


def test_only_a_client_with_a_secret_that_is_not_switched_off_may_introspect() -> None:
    """N-IN-01."""
    a_client().check_may_introspect()
    for client in (a_client(client_secret=None), a_client(enabled=False)):
        with pytest.raises(InvalidClient):
            client.check_may_introspect()
