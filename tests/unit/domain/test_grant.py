"""A grant belongs to one person."""

from tests.builders import a_grant, an_identity


def test_the_subject_is_the_discord_id() -> None:
    assert a_grant(identity=an_identity(discord_id="42")).subject == "42"


def test_renaming_changes_no_subject() -> None:
    before, after = an_identity(username="nelly"), an_identity(username="kelly", global_name="K")
    assert a_grant(identity=before).subject == a_grant(identity=after).subject


def test_two_accounts_with_one_email_are_two_subjects() -> None:
    one = an_identity(discord_id="1", email="same@example.org")
    other = an_identity(discord_id="2", email="same@example.org")
    assert a_grant(identity=one).subject != a_grant(identity=other).subject
