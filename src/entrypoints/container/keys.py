"""The use cases of signing keys, and what each is given: in a server, and at the command line."""

from dependency_injector import providers

from adapters.jose.key_directory import JoseKeyDirectory
from adapters.observability.audit_log import StructlogAuditLog
from adapters.system.clock import SystemClock
from application.keys.generate_key import GenerateKey
from application.keys.list_keys import ListKeys
from application.keys.reload_keys import ReloadKeys
from application.keys.remove_keys import RemoveKeys
from application.keys.retire_key import RetireKey
from application.keys.rotate_keys import RotateKeys
from application.keys.rotate_when_due import RotateWhenDue
from domain.key_life import RotationRule
from entrypoints.container.foundation import Foundation
from entrypoints.container.key_material import key_files
from entrypoints.settings import KeySettings


class Keys(Foundation):
    """What a running server does about its keys by itself; each made once."""

    _adapters = Foundation.adapters
    _keys = Foundation.settings.provided.keys

    _list_keys = providers.Singleton(
        ListKeys, keys=_adapters.key_directory, schedule=_keys.schedule, clock=_adapters.clock
    )
    reload_keys = providers.Singleton(ReloadKeys, keys=_adapters.key_ring)
    rotate_when_due = providers.Singleton(
        RotateWhenDue,
        keys=_adapters.key_directory,
        reload_keys=reload_keys,
        rotate_keys=providers.Singleton(
            RotateKeys,
            list_keys=_list_keys,
            generate_key=providers.Singleton(
                GenerateKey,
                keys=_adapters.key_directory,
                schedule=_keys.schedule,
                clock=_adapters.clock,
                audit=_adapters.audit,
            ),
            remove_keys=providers.Singleton(
                RemoveKeys,
                list_keys=_list_keys,
                keys=_adapters.key_directory,
                audit=_adapters.audit,
            ),
        ),
        leases=_adapters.leases,
        clock=_adapters.clock,
        tokens=_adapters.tokens,
        rule=providers.Singleton(RotationRule, every=_keys.rotate_every),
    )


class KeyCommands:
    """What an operator does about the keys; neither store nor Discord is needed for it."""

    def __init__(self, settings: KeySettings) -> None:
        keys = JoseKeyDirectory(files=key_files(settings))
        clock, audit, schedule = SystemClock(), StructlogAuditLog(), settings.schedule
        self.list_keys = ListKeys(keys=keys, schedule=schedule, clock=clock)
        self.generate_key = GenerateKey(keys=keys, schedule=schedule, clock=clock, audit=audit)
        self.rotate_keys = RotateKeys(
            list_keys=self.list_keys,
            generate_key=self.generate_key,
            remove_keys=RemoveKeys(list_keys=self.list_keys, keys=keys, audit=audit),
        )
        self.retire_key = RetireKey(
            list_keys=self.list_keys, keys=keys, schedule=schedule, clock=clock, audit=audit
        )
