"""The rules: guilds, subteams, gates, applications; of the file, or of the environment."""
