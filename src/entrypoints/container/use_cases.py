"""The composition: every use case that HTTP or the shell may call."""

from dependency_injector import providers

from application.allow_origin import AllowOrigin
from application.check_readiness import CheckReadiness
from application.describe_provider import DescribeProvider
from application.publish_keys import PublishKeys
from entrypoints.container.foundation import Foundation
from entrypoints.container.keys import Keys
from entrypoints.container.operate import Operate
from entrypoints.container.sign_in import SignIn
from entrypoints.container.token import Token


class Container(SignIn, Token, Operate, Keys):
    """All of them, and what describes the provider and its health; each made once."""

    _adapters = Foundation.adapters
    _settings = Foundation.settings.provided

    allow_origin = providers.Singleton(AllowOrigin, clients=_adapters.clients)
    describe_provider = providers.Singleton(
        DescribeProvider,
        issuer=_settings.issuer,
        pages=_settings.operator_pages,
        offline_access=_settings.offline_access,
        clients=_settings.clients,
    )
    publish_keys = providers.Singleton(PublishKeys, keys=_adapters.key_ring)
    check_readiness = providers.Singleton(
        CheckReadiness, store=_adapters.store, key_health=_adapters.key_ring
    )
