"""The registration of now counts at a refresh, within what the person once granted."""

import pytest

from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.browser import Browser
from tests.integration.http.harness import CLIENT_ID, Provider
from tests.integration.http.program import OFFLINE, Held, Program, refreshing, restarted
from tests.integration.http.refreshing_clients import clients

pytestmark = pytest.mark.anyio


NAMED = '{"id_token":{"nickname":null},"userinfo":{"email":null}}'


async def test_a_scope_that_was_taken_from_the_client_is_in_no_answer_any_more(
    program: Program, offline: Provider
) -> None:
    """N-TK-16 (C-26): refresh, userinfo and introspection; given back, it is there again."""
    held = await program.begin(scope="openid email roles offline_access", claims=NAMED)
    few = clients(**{CLIENT_ID: {"scope": "openid roles offline_access"}})
    after = Program(provider=restarted(offline, OAUTH_CLIENTS=few))
    body = (await after.refresh(held.refresh_token)).json()
    new = Held.of(body)

    assert body["scope"] == "openid roles offline_access"
    assert not {"email", "nickname"} & new.claims.keys()
    for token in (held.access_token, new.access_token):
        told = (await Browser(after.provider).userinfo(token)).json()
        assert "roles" in told
        assert not {"email", "nickname"} & told.keys()
        assert (await after.told(token))["scope"] == "openid roles offline_access"
    assert (await after.told(new.refresh_token))["scope"] == "openid roles offline_access"
    refused = await after.refresh(new.refresh_token, scope="openid email")
    assert_oauth_error(refused, 400, "invalid_scope")
    again = (await program.refresh(new.refresh_token)).json()
    assert again["scope"] == "openid email roles offline_access"


async def test_claims_asked_for_by_name_go_with_a_scope_that_was_taken_from_the_client(
    program: Program, offline: Provider
) -> None:
    """N-TK-16 (C-26): although the scopes of the grant are all left."""
    held = await program.begin(scope="openid roles offline_access", claims=NAMED)
    few = clients(**{CLIENT_ID: {"scope": "openid roles offline_access"}})
    after = Program(provider=restarted(offline, OAUTH_CLIENTS=few))
    new = await after.refreshed(held.refresh_token)

    assert not {"email", "nickname"} & new.claims.keys()
    for token in (held.access_token, new.access_token):
        told = (await Browser(after.provider).userinfo(token)).json()
        assert not {"email", "nickname"} & told.keys()


async def test_a_client_that_may_have_nothing_of_a_grant_any_more_gets_nothing(
    program: Program, offline: Provider
) -> None:
    """N-TK-16 (C-26): and the grant stays, should that be mended."""
    tokens = await program.tokens(scope="roles offline_access")
    held = Held.of({"id_token": "", **tokens})
    few = clients(**{CLIENT_ID: {"scope": "openid offline_access"}})
    after = Program(provider=restarted(offline, OAUTH_CLIENTS=few))

    assert not any((await after.is_alive(held)).values())
    assert_oauth_error(await after.refresh(held.refresh_token), 400, "invalid_grant")
    assert (await program.refresh(held.refresh_token)).status_code == 200


async def test_what_the_registration_allows_since_then_was_not_granted(key_file: str) -> None:
    """N-TK-16: the person did not agree to it."""
    few = clients(**{CLIENT_ID: {"scope": "openid offline_access"}})
    before = refreshing(key_file, OAUTH_CLIENTS=few)
    held = await Program(provider=before).begin(scope=OFFLINE)
    program = Program(provider=restarted(before))

    refused = await program.refresh(held.refresh_token, scope="openid roles")
    assert_oauth_error(refused, 400, "invalid_scope")
    body = (await program.refresh(held.refresh_token)).json()
    assert body["scope"] == "openid offline_access"
