"""Files that everybody may read for as long as what shows them may be read."""

from django.core.files.base import ContentFile

from polibat.files.folder import PrivateFolder, PublicFolder
from polibat.files.s3 import PrivateS3, PublicS3

Store = PublicFolder | PublicS3 | PrivateFolder | PrivateS3


def move_file(name: str, *, out_of: Store, into: Store) -> bool:
    """Bring a file of that very name from one storage into the other; False when it is in neither.

    Done twice, or anew after it was cut short, it ends the same: what arrived by halves is written again as long as
    the whole is still where it came from. Raises StorageAway.
    """
    try:
        with out_of.open(name) as file:
            content = ContentFile(file.read())
    except FileNotFoundError:
        return into.exists(name)
    into.delete(name)
    into.save(name, content)
    out_of.delete(name)
    return True
