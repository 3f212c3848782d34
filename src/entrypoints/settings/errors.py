"""What is said of a setting that cannot be right."""


class SettingsError(Exception):
    """One line that names the setting and the mend, and never holds the value."""

    def __init__(self, name: str, mend: str) -> None:
        super().__init__(f"{name}: {mend}")
        self.name = name
