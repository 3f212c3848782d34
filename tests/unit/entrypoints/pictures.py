"""The smallest picture of each kind."""

from base64 import b64decode

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L"
SVG = (
    b'<?xml version="1.0" encoding="utf-8"?><!-- a logo -->'
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'
)
SCRIPTED_SVG = SVG.replace(b"<rect", b"<script>alert(1)</script><rect")
DOCTYPE_SVG = (
    b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + SVG[SVG.index(b"<svg") :]
)
KINDS = {
    "image/png": PNG,
    "image/jpeg": JPEG,
    "image/webp": WEBP,
    "image/svg+xml": SVG,
}
