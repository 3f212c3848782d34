"""docs/conformance.md names every module of the plans, and the test that covers it."""

import re

import pytest

from tests.conformance.outcomes import Plan
from tests.conformance.page import HERE, Row, rows

# Of 38, without the three that are for dynamic registration only.
BASIC_OP = {
    "oidcc-server",
    "oidcc-response-type-missing",
    "oidcc-userinfo-get",
    "oidcc-userinfo-post-header",
    "oidcc-userinfo-post-body",
    "oidcc-ensure-request-without-nonce-succeeds-for-code-flow",
    "oidcc-scope-profile",
    "oidcc-scope-email",
    "oidcc-scope-address",
    "oidcc-scope-phone",
    "oidcc-scope-all",
    "oidcc-alternate-happy-flow",
    "oidcc-display-page",
    "oidcc-display-popup",
    "oidcc-prompt-login",
    "oidcc-prompt-none-not-logged-in",
    "oidcc-prompt-none-logged-in",
    "oidcc-max-age-1",
    "oidcc-max-age-10000",
    "oidcc-ensure-request-with-unknown-parameter-succeeds",
    "oidcc-id-token-hint",
    "oidcc-login-hint",
    "oidcc-ui-locales",
    "oidcc-claims-locales",
    "oidcc-ensure-request-with-acr-values-succeeds",
    "oidcc-codereuse",
    "oidcc-codereuse-30seconds",
    "oidcc-ensure-registered-redirect-uri",
    "oidcc-ensure-post-request-succeeds",
    "oidcc-server-client-secret-post",
    "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
    "oidcc-claims-essential",
    "oidcc-ensure-request-object-with-redirect-uri",
    "oidcc-refresh-token",
    "oidcc-ensure-request-with-valid-pkce-succeeds",
}
CONFIG_OP = {"oidcc-discovery-endpoint-verification"}
RP_LOGOUT_OP = {
    "oidcc-rp-initiated-logout-discovery-endpoint-verification",
    "oidcc-rp-initiated-logout",
    "oidcc-rp-initiated-logout-no-state",
    "oidcc-rp-initiated-logout-bad-post-logout-redirect-uri",
    "oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri",
    "oidcc-rp-initiated-logout-modified-id-token-hint",
    "oidcc-rp-initiated-logout-bad-id-token-hint",
    "oidcc-rp-initiated-logout-no-id-token-hint",
    "oidcc-rp-initiated-logout-no-params",
    "oidcc-rp-initiated-logout-only-state",
    "oidcc-rp-initiated-logout-no-post-logout-redirect-uri",
}
BACK_CHANNEL_OP = {
    "oidcc-backchannel-logout-discovery-endpoint-verification",
    "oidcc-backchannel-rp-initiated-logout",
}
_ROWS = rows()


def _modules_of(plan: Plan) -> list[str]:
    return sorted(row.module for row in _ROWS if plan in row.plans)


def test_the_page_has_every_module_of_the_plans_once() -> None:
    assert len(BASIC_OP) == 35
    assert _modules_of(Plan.BASIC) == _modules_of(Plan.FORM_POST) == sorted(BASIC_OP)
    assert _modules_of(Plan.CONFIG) == sorted(CONFIG_OP)
    assert len(RP_LOGOUT_OP) == 11
    assert _modules_of(Plan.RP_LOGOUT) == sorted(RP_LOGOUT_OP)
    assert _modules_of(Plan.BACK_CHANNEL) == sorted(BACK_CHANNEL_OP)


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row.module)
def test_the_test_the_page_names_is_that_of_the_module(row: Row) -> None:
    source = (HERE / row.file).read_text(encoding="utf-8")

    marked = rf'@pytest\.mark\.module\(\s*"{row.module}"\s*\)\ndef {row.test}\('

    assert len(re.findall(marked, source)) == 1


def test_every_module_that_runs_stands_in_the_page() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))

    marked = re.findall(r'^@pytest\.mark\.module\(\s*"([a-z0-9-]+)"', sources, re.MULTILINE)

    assert sorted(marked) == sorted(row.module for row in _ROWS)
