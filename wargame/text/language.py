"""Languages of the pages: the catalogues, the language that a page is drawn in, and words in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po

from wargame.text.markdown import first_sentence, plain
from wargame.text.phrase import Phrase

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "zh-Hant-TW": "繁體中文", "ja": "日本語"}  # as `<html lang>` names them
LOCALE = Path(__file__).parent / "locale"
# What browsers ask for, beside the names above.
ALSO = {"zh-TW": "zh-Hant-TW", "zh-Hant": "zh-Hant-TW", "zh-HK": "zh-Hant-TW", "zh": "zh-Hant-TW", "ja-JP": "ja"}

_learnt: dict[str, dict[str, str]] = {name: {} for name in LANGUAGES}  # texts of scenarios that carry translations
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language in which words are drawn now."""
    return _language.get()


@contextmanager
def spoken(name: str) -> Iterator[None]:
    """Draw what is drawn inside in a language, in this thread alone."""
    before = _language.set(name if name in LANGUAGES else ENGLISH)
    try:
        yield
    finally:
        _language.reset(before)


def chosen(*asked: str | None) -> str:
    """The first of the languages asked for that there is; each may be a browser's list of them, best first."""
    for names in asked:
        wanted = [part.partition(";")[0].strip() for part in (names or "").split(",")]
        wanted = [ALSO.get(name, name) for name in wanted]
        found = negotiate_locale([name for name in wanted if name], list(LANGUAGES), sep="-")
        if found:
            return str(found)
    return ENGLISH


def path(name: str) -> Path:
    """The file of a language's catalogue."""
    return LOCALE / name.replace("-", "_") / "LC_MESSAGES" / "wargame.po"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(name: str) -> Mapping[str, str]:
    """Message to translation; empty for English, whose words are the messages."""
    if name == ENGLISH:
        return {}
    with path(name).open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}


def learn(name: str, words: Mapping[str, str], newest: bool = True) -> None:
    """Keep the translations that a scenario carries: of its texts, of their plain words, and of their first sentences.

    A text says the same wherever it stands, so they are kept by text, for the whole process.

    Args:
        name: of the language.
        words: text to translation.
        newest: whether these replace translations of the same texts that are known already.
    """
    for text, translation in words.items():
        told = {text: translation, plain(text): plain(translation)}
        told[first_sentence(plain(text))] = first_sentence(plain(translation))
        _learnt[name] = {**_learnt[name], **told} if newest else {**told, **_learnt[name]}


def tr(words: str, /, **values: object) -> str:
    """Words in the language of the page.

    Args:
        words: a phrase, or a message of the catalogue; what the catalogue does not know stays as it is.
        values: for the message's places. Phrases among them are translated, strings are taken as they are.
    """
    known = catalogue(_language.get())
    if isinstance(words, Phrase) and not values:
        return _translated(words, known) if known else str(words)
    template = known.get(words) or _learnt[_language.get()].get(words, words)
    if not values:
        return template
    return template.format(
        **{name: tr(value) if isinstance(value, Phrase) else value for name, value in values.items()}
    )


def _translated(words: str, known: Mapping[str, str]) -> str:
    if not isinstance(words, Phrase):
        return known.get(words) or _learnt[_language.get()].get(words, words)
    if words.parts:
        between = "" if words.between == " " else known.get(words.between, words.between)  # no spaces in between
        return between.join(_translated(part, known) for part in words.parts)
    template = known.get(words.template)
    if template is None:
        return str(words)
    if not words.values:
        return template
    return template.format(
        **{name: _translated(value, known) if isinstance(value, str) else value for name, value in words.values.items()}
    )


def space() -> str:
    """What stands between two sentences: Chinese and Japanese have nothing there."""
    return " " if language() == ENGLISH else ""


def date_words(moment: datetime, form: str) -> str:
    """A date as the language writes it: by weekday (`EEEE`), or by a skeleton such as `MMMMd`."""
    name = "en_GB" if language() == ENGLISH else language().replace("-", "_")
    locale = Locale.parse(name)
    if form == "EEEE":
        return format_date(moment, form, locale=locale)
    return format_skeleton(form, moment, locale=locale)
