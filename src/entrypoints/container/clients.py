"""The use cases of registering applications at the command line, and what each is given."""

from adapters.system.token_generator import SecretsTokenGenerator
from application.operate.make_client_secret import MakeClientSecret


class ClientCommands:
    """What an operator does about applications; neither store nor keys are needed for it."""

    def __init__(self) -> None:
        self.make_client_secret = MakeClientSecret(tokens=SecretsTokenGenerator())
