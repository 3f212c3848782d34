"""What people try Guildpass with: never part of the package."""
