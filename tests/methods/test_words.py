import re
from pathlib import Path
from string import Formatter

import priorizar.methods
from priorizar.locale import messages
from priorizar.methods.bridge import NOT_OFFERED
from priorizar.methods.registry import METHODS, find_method
from priorizar.methods.wording import method_meaning, method_name, method_title

VARIANTS = [
    *(find_method(name) for name in METHODS),
    find_method("topsis", {"reference": "observed", "normalization": "minmax"}),
]


def test_both_languages_say_the_same_things():
    spanish, english = messages("methods", "es"), messages("methods", "en")
    assert spanish.keys() == english.keys()
    for key, sentence in spanish.items():
        blanks = [{blank for _, blank, *_ in Formatter().parse(one)} for one in (sentence, english[key])]
        assert blanks[0] == blanks[1], key


def test_every_sentence_is_used_and_every_refusal_has_one():
    folder = Path(next(iter(priorizar.methods.__path__)))
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    used = set(re.findall(r'"methods\.([a-z_0-9]+)"', source))
    for what in ("method", "option"):
        used |= {f"unknown_{what}"}
    used |= {f"not_offered_{name}" for name in NOT_OFFERED}
    used |= {f"name_{name}" for name in METHODS} | {how.about for how in VARIANTS}
    used |= {
        f"with_{option}_{word}"
        for entry in METHODS.values()
        for option, what in entry.options.items()
        for word in what.allowed
    }
    assert used == messages("methods", "es").keys()


def test_a_method_and_its_variant_are_said_in_words():
    scale, observed, vikor = (find_method("topsis"), VARIANTS[-1], find_method("vikor"))
    assert [method_title(one, "es") for one in (scale, observed, vikor)] == [
        "TOPSIS (escala declarada)",
        "TOPSIS (lo observado, mín.–máx.)",
        "VIKOR (v = 0.5)",
    ]
    assert [method_title(one, "en") for one in (scale, observed)] == [
        "TOPSIS (declared scale)",
        "TOPSIS (observed, min–max)",
    ]
    assert method_title(find_method("additive"), "es") == "suma ponderada"
    assert method_name("promethee2", "en") == "PROMETHEE II"


def test_what_a_score_means_is_said_of_every_method_without_its_id():
    for language in ("es", "en"):
        for how in VARIANTS:
            said = method_meaning(how, language)
            assert said.endswith(".")
            assert not re.search(rf"\b{how.name}\b|reference|=scale", said), said
