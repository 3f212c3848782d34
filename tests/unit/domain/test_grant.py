"""A grant belongs to one person, and is kept as long as a token of it may live."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.refresh_token import RefreshFamily
from domain.scope import KNOWN_SCOPES
from tests.builders import (
    CLIENT_ID,
    GUILD_ID,
    NOW,
    a_grant,
    a_refresh_token,
    a_token_lifetimes,
    an_access_token,
    an_identity,
)

LIFETIMES = a_token_lifetimes()


def test_the_subject_is_the_discord_id() -> None:
    assert a_grant(identity=an_identity(discord_id="42")).subject == "42"


def test_renaming_changes_no_subject() -> None:
    before, after = an_identity(username="nelly"), an_identity(username="kelly", global_name="K")
    assert a_grant(identity=before).subject == a_grant(identity=after).subject


def test_two_accounts_with_one_email_are_two_subjects() -> None:
    one = an_identity(discord_id="1", email="same@example.org")
    other = an_identity(discord_id="2", email="same@example.org")
    assert a_grant(identity=one).subject != a_grant(identity=other).subject


def test_a_grant_outlives_the_session_only_where_that_was_asked_for() -> None:
    assert a_grant(scope=frozenset({"openid", "offline_access"})).outlives_session
    assert not a_grant(scope=frozenset(KNOWN_SCOPES) - {"offline_access"}).outlives_session


def test_roles_are_fresh_until_the_moment_they_are_not() -> None:
    five = timedelta(minutes=5)
    assert a_grant().is_fresh(
        NOW + five - timedelta(microseconds=1), freshness=five, guild_ids=(GUILD_ID,)
    )
    assert not a_grant().is_fresh(NOW + five, freshness=five, guild_ids=(GUILD_ID,))


@pytest.mark.parametrize("seconds", [0, 300])
def test_member_data_of_another_state_changes_nothing_else(seconds: int) -> None:
    left, later = an_identity(membership=None), NOW + timedelta(seconds=seconds)
    reviewed = replace(a_grant(scope=frozenset({"roles"})), identity=left, read_at=later)
    merged = a_grant().with_newer_member_data(reviewed)
    assert merged == replace(a_grant(), identity=left, read_at=later)


def test_member_data_that_is_older_changes_nothing() -> None:
    fresh = replace(a_grant(), read_at=NOW + timedelta(minutes=5))
    assert fresh.with_newer_member_data(a_grant()) == fresh


def test_without_refresh_tokens_it_is_kept_as_long_as_an_access_token() -> None:
    assert a_grant().keep_for(NOW, LIFETIMES) == LIFETIMES.access


def test_with_refresh_tokens_it_is_kept_as_long_as_the_longer_of_the_two() -> None:
    family = RefreshFamily.begun(a_refresh_token(), NOW, LIFETIMES)
    grant = a_grant(refresh=family)
    assert grant.keep_for(NOW, LIFETIMES) == LIFETIMES.refresh_idle
    assert grant.keep_for(NOW + timedelta(days=14), LIFETIMES) == LIFETIMES.access


def test_ending_an_access_token_forgets_those_that_expired() -> None:
    # Five minutes late, since a clock elsewhere may be behind.
    ended = {
        "long dead": NOW - timedelta(hours=1),
        "just dead": NOW - timedelta(minutes=5),
        "of late": NOW - timedelta(minutes=4, seconds=59),
    }
    token = an_access_token(expires_at=NOW + timedelta(hours=1))
    family = RefreshFamily.begun(a_refresh_token(), NOW, LIFETIMES)
    grant = a_grant(ended_tokens=ended, refresh=family).without_token(token, NOW)
    assert grant is not None
    assert grant.ended_tokens == {"of late": ended["of late"], token.unique: token.expires_at}


def test_without_refresh_tokens_nothing_is_left_after_its_access_token() -> None:
    assert a_grant().without_token(an_access_token(), NOW) is None


def test_nothing_is_left_after_a_hundred_access_tokens_were_ended() -> None:
    family = RefreshFamily.begun(a_refresh_token(), NOW, LIFETIMES)
    ended = {f"token {number}": NOW + timedelta(hours=1) for number in range(100)}
    grant = a_grant(ended_tokens=ended, refresh=family)
    assert grant.without_token(an_access_token(), NOW) is None


def test_only_its_client_with_a_token_of_the_family_is_led_to_it() -> None:
    """N-RF-01."""
    family = RefreshFamily.begun(a_refresh_token(), NOW, LIFETIMES)
    grant = a_grant(refresh=family)
    assert grant.family_of(CLIENT_ID, a_refresh_token()) is family
    assert grant.family_of(CLIENT_ID, a_refresh_token("replaced long ago")) is family
    assert grant.family_of("other", a_refresh_token()) is None
    assert grant.family_of(CLIENT_ID, a_refresh_token(handle="x")) is None
    assert a_grant().family_of(CLIENT_ID, a_refresh_token()) is None
