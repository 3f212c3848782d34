"""Authlib's OAuth client on httpx, imported quietly."""

import warnings

from authlib.deprecate import AuthlibDeprecationWarning
from authlib.oidc.core import CodeIDToken

with warnings.catch_warnings():
    # Authlib works with httpx and its new name httpx2 alike but recommends the latter,
    # which would be a second HTTP client in this environment for the sake of a demonstration.
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.base_client import OAuthError
    from authlib.integrations.httpx_client import AsyncOAuth2Client

__all__ = ["AsyncOAuth2Client", "CodeIDToken", "OAuthError"]
