"""Modules of the code: used once, and what becomes of its tokens when it comes again."""

import time

import pytest

from tests.conformance.checks.tokens import check_token_error
from tests.conformance.module import Module, wait_for_second


@pytest.mark.module("oidcc-codereuse")
def test_a_code_is_refused_the_second_time(module: Module) -> None:
    signed_in = module.sign_in()

    again = module.redeem(signed_in.code)

    if again.is_success:
        module.warn("a code can be used twice")
    else:
        check_token_error(again, "invalid_grant")


@pytest.mark.module("oidcc-codereuse-30seconds")
def test_a_late_reuse_of_a_code_ends_the_access_token(module: Module) -> None:
    signed_in = module.sign_in()
    # The suite waits 30 s. Here one is enough: after the second of the exchange no other time
    # is met before the code itself is over.
    wait_for_second(int(time.time()) + 1)

    check_token_error(module.redeem(signed_in.code), "invalid_grant")

    if not module.ask_userinfo(signed_in.tokens["access_token"]).is_client_error:
        module.warn("the access token outlives the reuse of its code")
