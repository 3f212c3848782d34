"""Logging: one line an event, JSON or for a terminal, without secrets."""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Literal, TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_HIDDEN = "[redacted]"
# What others send must not fill the log; a traceback is ours, and needs its length.
_LONGEST = 512
_LONGEST_READ = 65_536
_LONGEST_TRACEBACK = 16_384
_SECRET_NAMES = re.compile(
    r"secret|password|passwd|authorization|cookie|verifier|private_key|bot_token"
    r"|^(code|auth_code|state|nonce)$|(^|_)token(_hint)?$",
    re.IGNORECASE,
)
_SECRET_VALUES = re.compile(
    r"eyJ[A-Za-z0-9_-]{5,512}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"
    r"|(?<![\w-])[\w-]{43}(\.[\w-]{43}){2}(?![\w-])"
    r"|(?<![\w-])(code|state|nonce|password|(client_)?secret|code_verifier|client_assertion"
    r"|(\w+_)?token(_hint)?)=[^&\s\"']+"
    # Up to the last @, since a password may hold one.
    r"|(?<=://)[^/\s:@]*:[^/\s]*(?=@)"
    # "Basic credentials" in a sentence of ours is none.
    r"|(?<=\bBearer )\S+|(?<=\bBasic )(?![a-z]+(?:\s|$))\S+|(?<=\bBot )\S+"
)


def redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Hide values whose name or shape says that they are secret."""
    return {name: _redacted(name, value) for name, value in event.items()}


def _redacted(name: str, value: object) -> object:
    if _SECRET_NAMES.search(name):
        return _HIDDEN
    # Names with an underscore in front are structlog's own and never written.
    if value is None or isinstance(value, bool | int | float) or name.startswith("_"):
        return value
    if isinstance(value, Mapping):
        return {str(key): _redacted(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_redacted(name, item) for item in value]
    text = value if isinstance(value, str) else repr(value)
    # Redacted before it is cut, or half of a secret would not be known for one.
    longest = _LONGEST_TRACEBACK if name == "exception" else _LONGEST
    return _without_secrets(text[:_LONGEST_READ])[:longest]


def _without_secrets(text: str) -> str:
    # A lone surrogate can be written in no encoding, and a line of log must not fail.
    writable = text.encode(errors="backslashreplace").decode()
    return _SECRET_VALUES.sub(_HIDDEN, writable)


def configure_logging(
    log_format: Literal["json", "console"] | None, level: str, *, stream: TextIO | None = None
) -> None:
    """Send our own events and those of libraries to standard output or a stream, in one form."""
    stream = stream or sys.stdout
    chosen = log_format or ("console" if stream.isatty() else "json")
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(serializer=_json)
        if chosen == "json"
        else structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    )
    numeric = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(numeric),
        # Text and newline in one write: several workers may append to one file.
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=True,
    )
    _configure_libraries(shared, renderer, numeric, stream)


def _configure_libraries(
    shared: list[Processor], renderer: Processor, level: int, stream: TextIO
) -> None:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # At INFO these write whole addresses, query included.
    for name in ("httpx", "httpcore", "uvicorn"):
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _json(event: object, **_: object) -> str:
    return msgspec.json.encode(event, enc_hook=repr).decode()
