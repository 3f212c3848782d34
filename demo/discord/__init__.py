"""A simulation of Discord: its authorize page, its token endpoint, its member routes.

Shapes and wordings follow Discord's published documents and what others observed; nothing here
reaches discord.com.
"""
