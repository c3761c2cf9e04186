"""A tiny library made in code: two documents, two languages, every construct a section may hold, and the words that are hard to find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit

GUIDE, STUDY = "sample-guide", "sample-study"
TITLES = {
    GUIDE: {"en": "Sample guide", "es": "Guía de muestra"},
    STUDY: {"en": "Sample study", "es": "Estudio de muestra"},
}
SOURCES = {
    "T1": {
        "address": "https://example.org/guide",
        "exact": True,
        "what": {"en": "Page that describes the sample guide", "es": "Página que describe la guía de muestra"},
    },
    "T2": {
        "address": "",
        "exact": False,
        "what": {"en": "Report known only by its publisher", "es": "Informe del que solo se conoce la editorial"},
    },
}
# Document, then slug, then language. Each text says what it is there for.
TEXTS: dict[str, dict[str, dict[str, str]]] = {
    GUIDE: {
        # Hyphened words, accents, ñ, a cited claim, marks, lists.
        "call-in": {
            "en": """# The call-in

At a *call-in* the partners speak face-to-face with members of groups. [T1] A **follow-up** visit comes within a week, and the
co-operation of the partners is said aloud. The word custom notification names a visit made to one person.

## What is said

- The violence must stop.
- Help is offered to all who want it; see [the study](sample-study).
- The promise is kept: focused deterrence, not mass arrest.

1. Invite.
2. Speak.
3. Follow up.
""",
            "es": """# La convocatoria

En una *convocatoria* ([call-in]{en}) los aliados hablan cara a cara con integrantes de grupos. [T1] Una visita de **seguimiento**
llega en una semana. La notificación personalizada es una visita a una sola persona; ningún niño asiste.

## Lo que se dice

- La violencia debe parar.
- Se ofrece ayuda a quien la quiera; véase [el estudio](sample-study).
- La promesa se cumple: disuasión focalizada, no detenciones masivas.

1. Invitar.
2. Hablar.
3. Dar seguimiento.
""",
        },
        # Callouts, a checklist, a table.
        "planning": {
            "en": """# Planning

> [!suggestion]
> Write down who speaks, and for how long.

> [!question]
> Who in your site is trusted by the families?

- [ ] A room that is neutral ground
- [x] A date

| Partner | Part |
| --- | --- |
| Police | enforcement |
| Services | help and outreach |
""",
            "es": """# Planificación

> [!suggestion]
> Anote quién habla y cuánto tiempo.

> [!question]
> ¿En quién confían las familias de su localidad?

- [ ] Una sala en terreno neutral
- [x] Una fecha

| Socio | Papel |
| --- | --- |
| Policía | aplicación de la ley |
| Servicios | ayuda y acompañamiento |
""",
        },
    },
    STUDY: {
        # The same words in another document, fewer of them, so that ranking and grouping have something to do.
        "findings": {
            "en": """# Findings

The study found fewer shootings where call-ins were held. [T1] Deterrence was focused on groups, and the offer of help was real.

## Limits

Numbers are small, and the difference may be chance.
""",
            "es": """# Resultados

El estudio halló menos tiroteos donde hubo convocatorias. [T1] La disuasión se centró en los grupos y la oferta de ayuda fue real.

## Límites

Las cifras son pequeñas y la diferencia puede deberse al azar.
""",
        },
    },
}


def write(root: Path, texts: dict[str, dict[str, dict[str, str]]] = TEXTS) -> Path:
    """Write the library's content/ under `root` and give `root` back."""
    content = root / "content"
    shelf = {"version": 1, "languages": ["en", "es"], "documents": list(texts), "title": {"en": "Tiny library", "es": "Biblioteca mínima"}}
    _toml(content / "library.toml", shelf)
    _toml(content / "sources.toml", SOURCES)
    for document, sections in texts.items():
        _toml(content / document / "document.toml", record(document, list(sections)))
        for number, (slug, languages) in enumerate(sections.items(), 1):
            for language, text in languages.items():
                path = content / document / language / f"{number:02}-{slug}.md"
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return root


def record(document: str, slugs: list[str]) -> dict[str, Any]:
    """A complete document.toml."""
    edition = {"kind": "companion", "rights": "CC BY 4.0", "may_pass_on": "yes", "source": "made in code"}
    edition |= {"said_by": "the tests", "said_on": "2026-01-01"}
    return {
        "authors": ["A. Author"],
        "publisher": "The tests",
        "year": "2026",
        "published_languages": ["en"],
        "landing_pages": ["https://example.org/guide"],
        "sources": list(SOURCES),
        "sections": slugs,
        "certainty": "certain",
        "title": {"en": TITLES[document]["en"]},
        "translated_title": {"es": TITLES[document]["es"]},
        "summary": {"en": "A text for tests.", "es": "Un texto para pruebas."},
        "identifiers": {},
        "rights": {"en": "Free to use.", "es": "De uso libre."},
        "unknown": [{"en": "Whether anybody reads it.", "es": "Si alguien lo lee."}],
        "editions": [{"language": language, **edition} for language in ("en", "es")],
    }


def set_guides(root: Path) -> Path:
    """Set the PDFs of a tiny library and give its root back."""
    from reader import guides, library

    guides.build(library.load(root / "content"))
    return root


def _toml(path: Path, table: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomlkit.dumps(table), encoding="utf-8")
