"""The pages in English."""

from domain.access_rules import Refusal
from domain.policy.gate import Rule
from domain.scope import EMAIL, GROUPS, OFFLINE_ACCESS, OPENID, PROFILE, ROLES
from entrypoints.http.words.model import (
    CommonWords,
    ConsentWords,
    Explanation,
    Fault,
    FormPostWords,
    RefusedWords,
    SignInWords,
    SignOutWords,
    Words,
)

_START_AGAIN = "Go back to the application you came from and sign in again."
_ANOTHER_ACCOUNT = (
    "Use another account if you have one that is a member. Otherwise ask the people who run the "
    "server."
)

ENGLISH = Words(
    common=CommonWords(
        signed_in_as="You are signed in as {account}.",
        use_another_account="Use another account",
        sign_in_again="Sign in again",
        back_to="Back to {client}",
        cancel="Cancel",
        get_help="Get help",
        reference="Reference for the people who run this service:",
        nothing_shared="Nothing about you was shared with {client}.",
    ),
    sign_in=SignInWords(
        heading="Sign in",
        first="{client} asks you to sign in.",
        again="{client} asks you to sign in again.",
        choose="{client} asks which account to use.",
        learns="{client} will learn:",
        way="You go on to Discord, where you can also choose another account. Your password stays "
        "there: neither {client} nor {brand} ever sees it.",
        go_on="Continue with Discord",
    ),
    consent=ConsentWords(
        heading="Share your details with {client}?",
        learns="{client} would learn:",
        to_site="You then go back to {destination}.",
        to_device="The answer goes to a program on this device ({destination}). Allow it only if "
        "you started {client} yourself.",
        remembered="A yes is remembered for a year.",
        allow="Allow",
    ),
    refused={
        Refusal.NOT_IN_GUILD: RefusedWords(
            title="Not a member",
            heading="This account is not a member",
            explanation="You signed in at Discord as {account}. This account is not a member of "
            "the Discord server that {client} is open to.",
            advice=_ANOTHER_ACCOUNT,
        ),
        Refusal.NOT_FULL: RefusedWords(
            title="Not a member",
            heading="This account is not a member",
            explanation="You signed in at Discord as {account}. This account is not a member of "
            "the Discord server that {client} is open to yet: a guest, or somebody who has not "
            "passed the server's membership screening, does not count as one.",
            advice=_ANOTHER_ACCOUNT,
        ),
        Refusal.BLOCKED: RefusedWords(
            title="Blocked",
            heading="This account is blocked here",
            explanation="You signed in at Discord as {account}. The people who run {brand} have "
            "blocked this account.",
            advice="If you think that is a mistake, ask them.",
        ),
        Refusal.GATE: RefusedWords(
            title="Not open to you",
            heading="This application is not open to you",
            explanation="You signed in at Discord as {account}. {client} is not open to this "
            "account:",
            advice="If your roles have just been changed, try again in a few minutes. Otherwise "
            "ask the people who run the server.",
        ),
    },
    rules={
        Rule.ANY: "You have to be in one of these: {names}.",
        Rule.ALL: "You are missing: {names}.",
        Rule.NONE: "It is closed to: {names}.",
        Rule.ALLOWED: "It is open to certain people only.",
        Rule.BLOCKED: "The people who run it have closed it to this account.",
        Rule.TWO_FACTOR: "Your Discord account has no two-factor authentication. Turn it on at "
        "Discord, then sign in again.",
        Rule.ACCOUNT_AGE: "Your Discord account is too new. It will be old enough on {date}.",
    },
    form_post=FormPostWords(
        title="Back to the application",
        heading="One moment",
        on_the_way="You are on the way back to {client} ({destination}).",
        if_nothing_happens="If nothing happens, press the button.",
        go_on="Continue",
    ),
    sign_out=SignOutWords(
        heading="Sign out?",
        asked_by_client="{client} asks whether you want to sign out.",
        asked="You were sent here to sign out.",
        meaning="This ends your sign-in at {brand}, and in the applications that can be told.",
        sign_out="Sign out",
        stay="Stay signed in",
        done_heading="You are signed out",
        done="Your sign-in at {brand} has ended.",
        at_discord="You may still be signed in at Discord. On a computer that others use, sign "
        "out there too.",
        stayed_heading="You are still signed in",
        stayed="Nothing was changed.",
    ),
    shared={
        OPENID: "that you are a member here, and your Discord user id",
        PROFILE: "your Discord names, your picture and your language",
        EMAIL: "your email address at Discord",
        ROLES: "your roles in the Discord server, and the teams they stand for",
        GROUPS: "the teams your roles stand for",
        OFFLINE_ACCESS: "changes to any of this, also while you are away",
    },
    made_up_email="an email address that is made of your Discord user id",
    faults={
        Fault.UNTRUSTED_CLIENT: Explanation(
            title="This sign-in link does not work",
            explanation="The application that sent you here is not registered, or asked to send "
            "you to an address that is not one of its own.",
            advice="Nothing was shared. Tell the people who run the application.",
        ),
        Fault.DISABLED_CLIENT: Explanation(
            title="This application is switched off",
            explanation="The people who run this service have switched off the application that "
            "sent you here.",
            advice="Nothing was shared. Ask them when it will be back.",
        ),
        Fault.UNTRUSTED_LOGOUT: Explanation(
            title="This sign-out link does not work",
            explanation="The application that sent you here is not registered, or asked to send "
            "you to an address that is not one of its own.",
            advice="Nobody was signed out. Tell the people who run the application.",
        ),
        Fault.LOGOUT_EXPIRED: Explanation(
            title="This sign-out has ended",
            explanation="The question was left open for too long, or its address is damaged.",
            advice="Go back to the application you came from and sign out again.",
        ),
        Fault.LOGIN_EXPIRED: Explanation(
            title="This sign-in has ended",
            explanation="It took too long, or it was completed before, perhaps in another tab.",
            advice=_START_AGAIN,
        ),
        Fault.FOREIGN_BROWSER: Explanation(
            title="This sign-in was not begun here",
            explanation="It was begun in another browser, or this browser does not keep cookies.",
            advice=f"{_START_AGAIN} If it happens again, allow cookies for this site.",
        ),
        Fault.FOREIGN_ISSUER: Explanation(
            title="This answer did not come from Discord",
            explanation="The answer names another service than the one you were sent to.",
            advice=_START_AGAIN,
        ),
        Fault.UNAVAILABLE: Explanation(
            title="Signing in is not possible at the moment",
            explanation="A service this sign-in needs does not answer.",
            advice="Wait a minute, then try again from the application you came from.",
        ),
        Fault.UNEXPECTED: Explanation(
            title="Something went wrong",
            explanation="The sign-in could not be completed because of a fault on our side.",
            advice=_START_AGAIN,
        ),
        Fault.MALFORMED: Explanation(
            title="This request cannot be read",
            explanation="A part of it is missing, is too long, or was changed on the way.",
            advice=_START_AGAIN,
        ),
    },
)
