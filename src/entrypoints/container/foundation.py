"""What every use case stands on."""

from dependency_injector import containers, providers

from application.judge_person import JudgePerson
from domain.tokens import TokenProfile
from entrypoints.container.adapters import Adapters
from entrypoints.container.key_material import OpenedKeys
from entrypoints.settings import Settings


def token_profile(settings: Settings) -> TokenProfile:
    """Give what is the same in every token."""
    return TokenProfile(
        issuer=settings.issuer,
        audience=settings.jwt_audience,
        lifetime=settings.lifetimes.access,
    )


class Foundation(containers.DeclarativeContainer):
    """Settings, the keys, and the adapters made of them."""

    settings = providers.Dependency(instance_of=Settings)
    opened_keys = providers.Dependency(instance_of=OpenedKeys)
    adapters = providers.Container(Adapters, settings=settings, opened_keys=opened_keys)
    profile = providers.Singleton(token_profile, settings)
    judge_person = providers.Singleton(
        JudgePerson, rulebooks=adapters.rulebooks, clock=adapters.clock
    )
