"""Dashboard: a small application that lets people in through Guildpass.

Built on client libraries (Authlib, joserfc) only: it knows the provider by its discovery
document and its redirects, and imports nothing of it.
"""

from demo.dashboard.app import create_app
from demo.dashboard.config import DashboardConfig

__all__ = ["DashboardConfig", "create_app"]
