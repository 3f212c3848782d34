"""The composition: every use case that HTTP or the shell may call."""

from collections.abc import Callable

from dependency_injector import providers

from application.allow_origin import AllowOrigin
from application.check_readiness import CheckReadiness
from application.describe_provider import DescribeProvider
from application.find_issuer import FindIssuer
from application.publish_keys import PublishKeys
from application.reload_rulebook import ReloadRulebook
from entrypoints.container.foundation import Foundation
from entrypoints.container.keys import Keys
from entrypoints.container.operate import Operate
from entrypoints.container.rulebook import ReadAgain
from entrypoints.container.sign_in import SignIn
from entrypoints.container.token import Token
from entrypoints.settings import Settings


class Container(SignIn, Token, Operate, Keys):
    """All of them, and what describes the provider and its health; each made once."""

    reread = providers.Dependency[Callable[[], Settings]]()
    _adapters = Foundation.adapters
    _settings = Foundation.settings.provided

    allow_origin = providers.Singleton(AllowOrigin, clients=_adapters.clients)
    describe_provider = providers.Singleton(
        DescribeProvider,
        issuer=_settings.issuer,
        pages=_settings.operator_pages,
        offline_access=_settings.offline_access,
        rulebooks=_adapters.rulebooks,
    )
    find_issuer = providers.Singleton(
        FindIssuer, issuer=_settings.issuer, domains=_settings.webfinger_domains
    )
    publish_keys = providers.Singleton(PublishKeys, keys=_adapters.key_ring)
    check_readiness = providers.Singleton(
        CheckReadiness,
        store=_adapters.store,
        health=providers.List(_adapters.key_ring, _adapters.rulebooks),
    )
    reload_rulebook = providers.Singleton(
        ReloadRulebook,
        source=providers.Singleton(ReadAgain, reread=reread, key_ring=_adapters.key_ring),
        rulebooks=_adapters.rulebooks,
        audit=_adapters.audit,
    )
    pinned_rules = _adapters.rulebooks.provided.pinned.call()
