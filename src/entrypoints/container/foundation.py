"""What every use case stands on."""

from dependency_injector import containers, providers

from adapters.jose.signing_key import SigningKey
from domain.subteam_policy import SubteamPolicy
from domain.tokens import TokenProfile
from entrypoints.container.adapters import Adapters
from entrypoints.settings import Settings


def token_profile(settings: Settings) -> TokenProfile:
    """Give what is the same in every token."""
    return TokenProfile(
        issuer=settings.issuer,
        audience=settings.jwt_audience,
        lifetime=settings.lifetimes.access,
        policy=SubteamPolicy(settings.role_to_subteam),
    )


class Foundation(containers.DeclarativeContainer):
    """Settings, the key, and the adapters made of them."""

    settings = providers.Dependency(instance_of=Settings)
    signing_key = providers.Dependency(instance_of=SigningKey)
    adapters = providers.Container(Adapters, settings=settings, signing_key=signing_key)
    profile = providers.Singleton(token_profile, settings)
