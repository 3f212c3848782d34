"""Web origins that scripts may come from, and what they are told."""

import httpx

OWN, FORUM, SPA = "https://app.example.org", "https://forum.example.org", "https://spa.example.org"
LOOPBACK = "http://127.0.0.1:4711"
FOREIGN = [
    "null",
    "https://evil.example",
    "https://app.example.org.evil.example",
    "https://evil-app.example.org",
    "https://evil.app.example.org",
    "https://example.org",
    "https://app.example.org@evil.example",
    "http://app.example.org",
    "https://app.example.org:8443",
    "https://app.example.org:443",
    "https://app.example.org/",
    "https://app.example.org/callback",
    "https://APP.example.org",
    "https://appXexample.org",
    "https://id.example.org",
    "com.example.app:",
    "com.example.app://",
    "*",
    "",
    "\u00e9",
]


def cors(headers: httpx.Headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.startswith("access-control-")}


def from_origin(origin: str) -> dict[bytes, bytes]:
    return {b"Origin": origin.encode()}


def preflight(origin: str) -> dict[bytes, bytes]:
    return {
        **from_origin(origin),
        b"Access-Control-Request-Method": b"POST",
        b"Access-Control-Request-Headers": b"authorization,content-type",
    }
