"""The words that companion guides print around a document's text, in each language of the guides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reader.errors import Refused


@dataclass(frozen=True)
class Words:
    """Labels and sentences of one language; `printed` goes to the template as it is."""

    language: str
    notice: str
    version: str
    day: str
    months: tuple[str, ...]
    last_and: str
    byline: str
    rendering: str
    licence: str
    no_page: str
    inexact: str
    fields: Mapping[str, str]
    identifiers: Mapping[str, str]
    printed: Mapping[str, str]
    project: str = "Partner Reader"
    nnsc: str = field(default="https://nnscommunities.org/")

    def date(self, day: date) -> str:
        """A day written out; our own list of months, because locales differ between computers."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def join(self, names: Sequence[str]) -> str:
        """Names in a row: a, b and c."""
        return f"{', '.join(names[:-1])} {self.last_and} {names[-1]}" if len(names) > 1 else "".join(names)


_ENGLISH = Words(
    language="English",
    notice=(
        "This companion was written for Partner Reader from public facts. It is not a publication of the National Network for Safe "
        "Communities (NNSC) or of the document’s publisher, and none of them has reviewed or endorsed it. It does not contain the document."
    ),
    version="Version {version}, {date}",
    day="{day} {month} {year}",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    last_and="and",
    byline="Companion to the document by {who}",
    rendering="{title} (our rendering)",
    licence="The text of this companion may be shared and adapted under the licence {rights}.",
    no_page="No public page is established. Ask NNSC: ",
    inexact="Exact address not established.",
    fields={
        "title": "Title",
        "summary": "What it is",
        "authors": "Author",
        "publisher": "Publisher and year",
        "identifiers": "Identifiers",
        "pages": "Where to get it",
        "rights": "Rights in the document",
        "unknown": "Not established",
    },
    identifiers={"isbn": "ISBN", "doi": "DOI", "series": ""},
    printed={
        "kind": "Companion guide",
        "original": "Original title:",
        "record": "The document itself",
        "contents": "Contents",
        "legend": "Three kinds of text",
        "legend-claim": "A statement with its source: the number leads to the list at the end.",
        "legend-suggestion": "A suggestion of ours. It may be wrong for your site.",
        "legend-question": "A question or form for you and your partners.",
        "foot": "Companion guide. Not a publication of NNSC.",
        "sources": "Sources",
        "sources-note": "The numbers in brackets in the text point here.",
    },
)  # fmt: skip

_SPANISH = Words(
    language="Español",
    notice=(
        "Este texto de acompañamiento se escribió para Partner Reader a partir de datos públicos. No es una publicación de la National "
        "Network for Safe Communities (NNSC) ni de la editorial del documento; ninguna de ellas lo ha revisado ni respaldado. "
        "No contiene el documento."
    ),
    version="Versión {version}, {date}",
    day="{day} de {month} de {year}",
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    last_and="y",
    byline="Acompaña al documento de {who}",
    rendering="{title} (traducción nuestra)",
    licence="El texto de este acompañamiento puede compartirse y adaptarse con la licencia {rights}.",
    no_page="No está establecida ninguna página pública. Consulte a la NNSC: ",
    inexact="Dirección exacta no establecida.",
    fields={
        "title": "Título",
        "summary": "Qué es",
        "authors": "Autoría",
        "publisher": "Editorial y año",
        "identifiers": "Identificadores",
        "pages": "Dónde obtenerlo",
        "rights": "Derechos sobre el documento",
        "unknown": "No está establecido",
    },
    identifiers={"isbn": "ISBN", "doi": "DOI", "series": ""},
    printed={
        "kind": "Guía de acompañamiento",
        "original": "Título original:",
        "record": "El documento mismo",
        "contents": "Contenido",
        "legend": "Tres clases de texto",
        "legend-claim": "Una afirmación con su fuente: el número remite a la lista del final.",
        "legend-suggestion": "Una sugerencia nuestra. Puede no ser adecuada para su localidad.",
        "legend-question": "Una pregunta o un formulario para usted y sus socios.",
        "foot": "Guía de acompañamiento. No es una publicación de la NNSC.",
        "sources": "Fuentes",
        "sources-note": "Los números entre corchetes del texto remiten a esta lista.",
    },
)  # fmt: skip

_WORDS = {"en": _ENGLISH, "es": _SPANISH}


def words_for(language: str) -> Words:
    """The words of a language; raises Refused for one that guides are not set in."""
    if language not in _WORDS:
        raise Refused(f"Guides are set in {', '.join(sorted(_WORDS))}, not in “{language}”.", "Add its words in guide_words.py.")
    return _WORDS[language]
