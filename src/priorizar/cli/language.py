"""The language that a command line asks for, wherever in it that stands."""

from collections.abc import Sequence

from priorizar.locale import LANGUAGES, Language


def asked_language(arguments: Sequence[str]) -> tuple[list[str], Language, str | None]:
    """Take ``--lang`` out from wherever it stands, for help too is in the language.

    Returns
    -------
    rest, language, wrong
        The other arguments; the last language asked for, or the first there is; and what was written last of
        it if that is no language.
    """
    rest, language, wrong = [], LANGUAGES[0], None
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--lang" or argument.startswith("--lang="):
            written = argument.partition("=")[2] if "=" in argument else next(waiting, "")
            known = [one for one in LANGUAGES if one == written]
            language, wrong = (known[0], wrong) if known else (language, written)
        else:
            rest.append(argument)
    return rest, language, wrong
