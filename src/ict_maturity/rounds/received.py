"""In: bytes that an office sent; out: the same bytes by their digest, kept as they came."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ict_maturity.rounds.private import HALF, PrivateError, locked, make, settle, write_whole
from ict_maturity.said import word

NAME = "received"


@dataclass(frozen=True)
class ReceivedFiles:
    """What offices sent in one round, in the round's private folder."""

    round: Path

    @property
    def folder(self) -> Path:
        """Where the files lie, each under its SHA-256."""
        return self.round / NAME

    def keep(self, content: bytes) -> str:
        """Keep what came, and give its SHA-256; the same bytes are kept once.

        Raises OSError when the disk refuses; nothing is kept then.
        """
        digest = sha256(content).hexdigest()
        make(self.folder)
        with locked(self.folder):
            path = self.folder / digest
            if not path.is_file() or path.read_bytes() != content:
                write_whole(path, content)
        return digest

    def bytes_of(self, digest: str) -> bytes:
        """What came, by its SHA-256.

        Raises PrivateError when it is not there or not as it came.
        """
        try:
            content = (self.folder / digest).read_bytes()
        except FileNotFoundError as error:
            raise PrivateError(word("private.not_received", digest=digest)) from error
        if sha256(content).hexdigest() != digest:
            raise PrivateError(word("private.received_changed", file=str(self.folder / digest)))
        return content

    def withdraw(self, digest: str) -> None:
        """Erase what came, with what a stopped command may have left of it."""
        make(self.folder)
        with locked(self.folder):
            for name in (digest, HALF):
                (self.folder / name).unlink(missing_ok=True)
            settle(self.folder)
