"""Zip archives without the clock: the same content has the same bytes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_STILL = (1980, 1, 1, 0, 0, 0)  # the earliest moment that the format knows


def archive(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of `members` (name -> content), in their order."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name, content in members.items():
            info = ZipInfo(name, _STILL)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, content)
    return file.getvalue()


def without_clock(content: bytes) -> bytes:
    """Return an office file, which is a zip archive, packed anew without the time of packing."""
    with ZipFile(BytesIO(content)) as source:
        return archive({name: source.read(name) for name in source.namelist()})
