"""The addresses a client registers."""

from collections.abc import Callable

from domain.redirect_uri import (
    check_backchannel_logout_uri,
    check_post_logout_redirect_uri,
    check_redirect_uri,
    web_origin,
)


def redirect_uris(uris: list[str]) -> frozenset[str]:
    """``redirect_uris``: at least one."""
    if not uris:
        raise ValueError(
            "redirect_uris is empty: name at least one; "
            "a resource server that signs nobody in has grant_types [] instead"
        )
    return _checked("redirect URI", uris, check_redirect_uri)


def post_logout_redirect_uris(uris: list[str]) -> frozenset[str]:
    """``post_logout_redirect_uris``: there may be none."""
    return _checked("post-logout redirect URI", uris, check_post_logout_redirect_uri)


def backchannel_logout_uri(uri: str | None) -> str | None:
    """``backchannel_logout_uri``: one, or none."""
    if uri is not None:
        _check("backchannel_logout_uri", uri, check_backchannel_logout_uri)
    return uri


def cors_origins(texts: list[str]) -> frozenset[str]:
    """``cors_origins``: each as browsers send it; there may be none."""
    return frozenset(_origin(number, text) for number, text in enumerate(texts, start=1))


def _origin(number: int, text: str) -> str:
    try:
        return web_origin(text)
    except ValueError as fault:
        raise ValueError(f"cors_origins number {number} {fault}") from None


def _checked(what: str, uris: list[str], check: Callable[[str], None]) -> frozenset[str]:
    for number, uri in enumerate(uris, start=1):
        _check(f"{what} number {number}", uri, check)
    return frozenset(uris)


def _check(what: str, uri: str, check: Callable[[str], None]) -> None:
    try:
        check(uri)
    except ValueError as fault:
        raise ValueError(f"{what} {fault}") from None
