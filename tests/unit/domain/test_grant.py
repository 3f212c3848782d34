"""A grant belongs to one person, and is kept as long as a token of it may live."""

from dataclasses import replace
from datetime import timedelta

from domain.refresh_token import RefreshFamily
from domain.scope import KNOWN_SCOPES
from tests.builders import NOW, a_grant, a_refresh_token, a_token_lifetimes, an_identity

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
    assert a_grant().is_fresh(NOW + five - timedelta(microseconds=1), freshness=five)
    assert not a_grant().is_fresh(NOW + five, freshness=five)


def test_what_discord_says_replaces_the_membership_and_nothing_else() -> None:
    later, left = NOW + timedelta(minutes=5), an_identity(membership=None)
    grant = a_grant().with_membership(None, later)
    assert grant == replace(a_grant(), identity=left, read_at=later)


def test_member_data_of_another_state_changes_nothing_else() -> None:
    later = NOW + timedelta(minutes=5)
    reviewed = a_grant(scope=frozenset({"roles"})).with_membership(None, later)
    assert a_grant().with_member_data_of(reviewed) == a_grant().with_membership(None, later)


def test_without_refresh_tokens_it_is_kept_as_long_as_an_access_token() -> None:
    assert a_grant().keep_for(NOW, LIFETIMES) == LIFETIMES.access


def test_with_refresh_tokens_it_is_kept_as_long_as_the_longer_of_the_two() -> None:
    family = RefreshFamily.begun(a_refresh_token(), NOW, LIFETIMES)
    grant = a_grant(refresh=family)
    assert grant.keep_for(NOW, LIFETIMES) == LIFETIMES.refresh_idle
    assert grant.keep_for(NOW + timedelta(days=14), LIFETIMES) == LIFETIMES.access


def test_ending_an_access_token_forgets_those_that_expired() -> None:
    ended = {
        "long dead": NOW - timedelta(hours=1),
        "just dead": NOW,
        "of late": NOW + timedelta(seconds=1),
    }
    expires_at = NOW + timedelta(hours=1)
    grant = a_grant(ended_tokens=ended).without_token("this", expires_at=expires_at, now=NOW)
    assert grant.ended_tokens == {"of late": ended["of late"], "this": expires_at}
