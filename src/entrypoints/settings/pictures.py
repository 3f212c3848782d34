"""Pictures of the operator's: read once at the start, and what they are told by their content."""

from xml.parsers import expat

from entrypoints.branding import Picture
from entrypoints.settings.files import content_of

LARGEST = 262_144
_KINDS = {"PNG", "SVG", "JPEG", "WebP"}
_SVG = "http://www.w3.org/2000/svg svg"


def read_picture(path: str) -> Picture:
    """Read a PNG, SVG, JPEG or WebP file, or raise ValueError with the mend."""
    content = content_of(path, largest=LARGEST)
    media_type = media_type_of(content)
    if media_type is None:
        raise ValueError(f"the file is none of {', '.join(sorted(_KINDS))}")
    return Picture(content=content, media_type=media_type)


def media_type_of(content: bytes) -> str | None:
    """Tell what a picture is by its first bytes, whatever its name; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if _is_svg(content) else None


def _is_svg(content: bytes) -> bool:
    """Tell whether it is well-formed XML of which the outermost element is ``svg``."""
    outermost: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, _: dict[str, str]) -> None:
        outermost.append(name)
        parser.StartElementHandler = None

    def refuse(*_: object) -> None:
        raise ValueError("entities are no part of a picture")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - it takes no names: this is the whole
    except (expat.ExpatError, ValueError):
        return False
    return outermost == [_SVG]
