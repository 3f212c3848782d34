"""Discord by httpx: its pages, its token endpoint and its API."""
