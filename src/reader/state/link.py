"""The tie to the file: opened when there is one, made by the first write, opened anew when it was replaced; one transaction an action."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reader.state import file, tables
from reader.state.values import Notice, StateError


class Link:
    """Shows an empty place in memory while there is no file; without a path, all there is. Safe from any thread.

    `wait`: seconds for which others may keep the file locked. `notice` says what was found at the last opening, if anything.
    """

    def __init__(self, path: Path | None, wait: float) -> None:
        self.path, self._wait = path, wait
        self.lock = threading.RLock()
        self._memory = tables.in_memory()
        self._file: sqlite3.Connection | None = None
        self._held: tuple[int, int] | None = None  # which file `_file` is
        self._failing = False  # the last write failed
        self.notice: Notice | None = None
        try:
            self._attach(wait)
        except StateError as error:
            self.notice = error.notice

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self._let_go()
            self._memory.close()

    def _attach(self, wait: float) -> None:
        """Open the file if it is there; raises StateError when it cannot be read now."""
        if self.path is None:
            return
        try:
            now = file.identity(self.path)
            if now is None:
                if self._held is not None:
                    # A stick that was pulled: making the file anew would put it on the computer it was pulled from.
                    raise StateError(Notice("gone", self.path.name))
                return
            self._file, notice = file.attach(self.path, wait)
        except OSError as error:
            raise file.failure(self.path, error) from error
        self.notice = notice or self.notice
        self._held = file.identity(self.path) if self._file is not None else None
        if notice is not None and notice.key in ("foreign", "newer", "stuck"):
            self.path = None

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _check(self) -> None:
        """Let go of a file that was renamed, replaced or deleted under us: what is written to it would be lost."""
        if self.path is not None and self._file is not None:
            with suppress(OSError):
                if file.identity(self.path) != self._held:
                    self._let_go()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """What there is to read; raises StateError."""
        with self.lock:
            self._check()
            if self._file is None:
                try:
                    self._attach(0.0 if self._held is None else self._wait)
                except StateError:
                    if self._held is not None:
                        raise
            db = self._file or self._memory
            try:
                yield db
            except sqlite3.DatabaseError as error:
                raise self._failed(error) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: whole on the disk when the block is left, or not at all; raises StateError."""
        with self.lock:
            self._check()
            if self._failing:
                self._let_go()  # what was opened where nothing could be written stays so
            if self._file is None:
                self._attach(self._wait)
            if self._file is None and self.path is not None:
                try:
                    self._file = file.create(self.path, self._wait)
                    self._held = file.identity(self.path)
                except (OSError, sqlite3.DatabaseError) as error:
                    raise self._failed(error) from error
            db, self._failing = self._file or self._memory, True
            try:
                db.execute("BEGIN IMMEDIATE")
                if self.path is not None and tables.value(db, "PRAGMA user_version") != tables.SCHEMA:
                    raise StateError(Notice("newer", self.path.name))  # a newer program has updated it meanwhile
                yield db
                db.execute("COMMIT")
                self._failing = False
            except BaseException as error:
                with suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
                if isinstance(error, sqlite3.DatabaseError):
                    raise self._failed(error) from error
                raise

    def _failed(self, error: sqlite3.DatabaseError | OSError) -> StateError:
        """The world failed: say how, and open the file anew next time. A bug is raised as it is."""
        if self.path is None or isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)):
            raise error
        failed = file.failure(self.path, error)
        if failed.notice.key != "locked":
            self._let_go()
        return failed

    def token(self, db: sqlite3.Connection) -> object:
        """Another one once somebody else has written, or another file is read; None while there is no file."""
        return (self._held, tables.value(db, "PRAGMA data_version")) if db is self._file else None

    def vacuum(self) -> None:
        """Write the file anew without what was deleted; raises StateError."""
        with self.lock:
            try:
                (self._file or self._memory).execute("VACUUM")
            except sqlite3.DatabaseError as error:
                raise self._failed(error) from error

    def delete_copies(self) -> None:
        """Old data that lies beside the file; raises StateError."""
        for path in file.copies(self.path) if self.path is not None else ():
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise self._failed(error) from error
