"""What people call a method and its variant, and what its score means."""

from __future__ import annotations

from collections.abc import Mapping

from priorizar.locale import Language, text
from priorizar.methods.method import Method


def method_name(name: str, language: Language) -> str:
    """Return what people call a method, without its variant, as it stands within a sentence."""
    return text(f"methods.name_{name}", language)


def method_heading(name: str, language: Language) -> str:
    """Return what people call a method, without its variant, as it stands by itself."""
    called = method_name(name, language)
    return called[:1].upper() + called[1:]


def method_title(how: Method, language: Language) -> str:
    """Return the name and variant of a method in words, as they stand within a sentence."""
    return variant_title(how.name, how.options, language)


def variant_title(name: str, options: Mapping[str, str | float], language: Language) -> str:
    """Return the name and variant of a method by its id and options; as :func:`method_title`."""
    said = [
        text(f"methods.with_{option}_{value}", language)
        if isinstance(value, str)
        else f"{option} = {value:g}"
        for option, value in options.items()
    ]
    called = method_name(name, language)
    return f"{called} ({', '.join(said)})" if said else called


def method_meaning(how: Method, language: Language) -> str:
    """Return what the score of a method means, in words."""
    return text(f"methods.{how.about}", language, method=method_title(how, language))
