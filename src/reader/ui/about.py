"""About: versions, licences, and of each edition its rights and where it came from; one text to read, look through and copy."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from reader import __version__, versions
from reader.library import Document, Edition, Library
from reader.ui.language import language_name
from reader.ui.text_dialog import TextDialog, row

_SHORT = 16  # digits of a checksum, enough to tell two files apart by eye


class About(TextDialog):
    """Of the program and of one library (None: not read yet), in the language of the interface."""

    def __init__(self, library: Library | None, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._language = library, language

    def title(self) -> str:
        """The window's title."""
        return self.tr("About Partner Reader")

    def html(self) -> str:
        """The program first, then the library."""
        return "".join(self._program()) + "".join(self._editions())

    def _program(self) -> Iterable[str]:
        yield f"<h1>Partner Reader {escape(__version__)}</h1>"
        yield _paragraph(
            self.tr("Free software: you may use it, pass it on and change it."),
            self.tr("Its licence is the GNU Affero General Public License, version 3 or later; it comes without any warranty."),
        )
        folder = versions.licence_folder()
        if folder is not None:
            where = self.tr("The texts of all licences are in {folder}: LICENSE is the program's own, the others are in licenses.")
            yield _paragraph(where.format(folder=str(folder)))
        else:
            yield _paragraph(self.tr("The texts of the licences were not brought along with this copy."))
        yield _heading(self.tr("What it is made of"))
        yield "<table width='100%'>"
        yield row(self.tr("Part"), self.tr("Version"), self.tr("Licence"), self.tr("Text"), tag="th")
        yield row("Partner Reader", __version__, versions.LICENCE, "LICENSE")
        for part in versions.PARTS:
            version = qVersion() if part.name == "Qt" else part.version
            yield row(part.name, version or "–", part.licence, part.text)
        yield "</table>"

    def _editions(self) -> Iterable[str]:
        library = self._library
        if library is None:
            yield _paragraph(self.tr("The library is not open yet."))
            return
        yield _heading(self.tr("What the library holds"))
        yield _paragraph(self.tr("Version {number} of the library.").format(number=library.version))
        for document in library.documents:
            yield f"<h3>{escape(document.title(self._language))}</h3>"
            stated = document.rights.get(self._language) or next(iter(document.rights.values()), "")
            if stated:
                yield _paragraph(self.tr("Rights in the document itself: {rights}").format(rights=stated))
            if document.id != library.help and not any(e.kind == "official" for e in document.editions):
                yield _paragraph(self.tr("The official edition is not held in this library."))
            for edition in document.editions:
                yield self._edition(document, edition)

    def _edition(self, document: Document, edition: Edition) -> str:
        assert self._library is not None
        kinds = {"official": self.tr("Official edition"), "companion": self.tr("Our companion guide")}
        kind = self.tr("User guide") if document.id == self._library.help else kinds.get(edition.kind, edition.kind)
        may = {
            "yes": self.tr("may be passed on"), "no": self.tr("may not be passed on"),
            "unknown": self.tr("whether it may be passed on is not known"),
        }[edition.may_pass_on]  # fmt: skip
        facts = [edition.rights or self.tr("rights not stated"), may]
        if edition.permission:
            facts.append(edition.permission)
        lines = ["; ".join(facts) + "."]
        if edition.said_by or edition.said_on:
            who = edition.said_by or self.tr("name not recorded")
            lines.append(self.tr("Stated by {who}, {day}.").format(who=who, day=edition.said_on or self.tr("date not recorded")))
        if edition.source:
            lines.append(self.tr("Source: {source}.").format(source=edition.source.rstrip(".")))
        if edition.sha256:
            lines.append(self.tr("Checksum (SHA-256) begins {digits}.").format(digits=edition.sha256[:_SHORT]))
        return f"<p><b>{escape(kind)}, {escape(language_name(edition.language))}.</b> {escape(' '.join(lines))}</p>"


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _paragraph(*sentences: str) -> str:
    return f"<p>{escape(' '.join(sentences))}</p>"
