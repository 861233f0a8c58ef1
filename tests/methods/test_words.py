import re
from pathlib import Path
from string import Formatter

import priorizar.methods
from priorizar.locale import messages
from priorizar.methods.bridge import NOT_OFFERED


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
    assert used == messages("methods", "es").keys()
