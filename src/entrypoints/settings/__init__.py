"""Settings: what the operator decided, checked before anything starts."""

from entrypoints.settings.check import check_application, load_rules, rule_faults
from entrypoints.settings.client_secrets import digests_in
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.keys import KeySettings, load_key_settings
from entrypoints.settings.load import load_settings
from entrypoints.settings.model import Settings
from entrypoints.settings.names import SETTING_NAMES
from entrypoints.settings.rules.cases import Case, read_cases
from entrypoints.settings.rules.file_entry import json_schema
from entrypoints.settings.rules.made_up import (
    MADE_UP_ID,
    MADE_UP_NAME,
    made_up_person,
    read_role_list,
)
from entrypoints.settings.rules.roles import RoleNames
from entrypoints.settings.rules.rulebook import ReadRules
from entrypoints.settings.rules.toml_file import RulesFile
from entrypoints.settings.rules.warnings import rule_warnings
from entrypoints.settings.secret_strength import weak_secrets
from entrypoints.settings.source import is_snowflake

__all__ = [
    "MADE_UP_ID",
    "MADE_UP_NAME",
    "SETTING_NAMES",
    "Case",
    "KeySettings",
    "ReadRules",
    "RoleNames",
    "RulesFile",
    "Settings",
    "SettingsError",
    "check_application",
    "digests_in",
    "is_snowflake",
    "json_schema",
    "load_key_settings",
    "load_rules",
    "load_settings",
    "made_up_person",
    "read_cases",
    "read_role_list",
    "rule_faults",
    "rule_warnings",
    "weak_secrets",
]
