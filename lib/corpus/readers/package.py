"""Office files are zip archives of XML: checked as such before a library opens them."""

from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from lib.corpus.readers.limits import MAX_MEMBERS, Budget, Unusable, size_of
from lib.corpus.readers.xml_events import refuse_dtd


def check_package(file: BinaryIO, part: str) -> None:
    """Check what an office file holds, and go back to its beginning.

    Args:
        part: the name of a member that it must have.

    Raises:
        Unusable: ``damaged``, ``wrong_package``, ``encrypted``, ``bomb``, ``dtd`` or ``bad_xml``.
    """
    budget = Budget(size_of(file))
    try:
        with ZipFile(file) as package:
            members = package.infolist()
            if len(members) > MAX_MEMBERS:
                raise Unusable("too_many_members", limit=MAX_MEMBERS)
            if part not in package.namelist():
                raise Unusable("wrong_package", expected=part)
            for member in members:
                if member.flag_bits & 1:
                    raise Unusable("encrypted")
                budget.spend(member.file_size)  # zipfile reads no more than a member claims
                if member.filename.lower().endswith((".xml", ".rels")):
                    with package.open(member) as stream:
                        refuse_dtd(stream)
    except (BadZipFile, NotImplementedError, EOFError) as error:
        raise Unusable("damaged") from error
    file.seek(0)
