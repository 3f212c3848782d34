"""HTTP: each handler parses, calls one use case and renders.

May import use cases, the domain, Litestar, msgspec, structlog and the template engine; never
an adapter. Whether a fault becomes JSON, a page or a redirect is decided in ``errors``.
"""
