"""Modules of userinfo: the three ways to present an access token."""

import httpx
import pytest

from tests.conformance.checks.discovery import json_of
from tests.conformance.module import Module


@pytest.mark.module("oidcc-userinfo-get")
def test_userinfo_answers_get_with_a_header(module: Module) -> None:
    signed_in = module.sign_in()

    assert signed_in.userinfo["sub"] == signed_in.id_token["sub"]


@pytest.mark.module("oidcc-userinfo-post-header")
def test_userinfo_answers_post_with_a_header_and_no_body(module: Module) -> None:
    signed_in = module.sign_in()
    headers = {"Authorization": f"Bearer {signed_in.tokens['access_token']}"}

    response = module.http.post(module.metadata["userinfo_endpoint"], headers=headers)

    assert response.status_code == httpx.codes.OK
    assert json_of(response) == signed_in.userinfo


@pytest.mark.module("oidcc-userinfo-post-body")
def test_userinfo_answers_post_with_the_token_in_the_form(module: Module) -> None:
    signed_in = module.sign_in()
    form = {"access_token": signed_in.tokens["access_token"]}

    response = module.http.post(module.metadata["userinfo_endpoint"], data=form)

    if response.is_error:
        module.warn("userinfo refuses an access token in the form")
    else:
        assert json_of(response) == signed_in.userinfo
