"""Templates that somebody else wrote: what they reach, what they may say, and what they may cost."""

from __future__ import annotations

import io
import json
from itertools import product
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from priorizar import PriorizarError
from priorizar.report import docx as filling
from priorizar.report.document import document
from priorizar.report.docx import to_docx
from priorizar.report.findings import find
from priorizar.report.template_language import LOOP, PLAIN, Language

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARTS = ("body", "table", "header", "footer", "footnote", "title", "comments", "author")

PAYLOADS = (
    "{{ PICTURE.made }}",
    "{{ PICTURE.made.render_xml_part.__globals__ }}",
    "{{ PICTURE.made.render_xml_part('{{ cycler.__init__.__globals__.os.popen(1) }}', none, {}) }}",
    "{{ PICTURE.__class__ }}",
    "{{ PICTURE['__class__'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ scenario|attr('items') }}",
    "{{ scenario.items() }}",
    "{{ scenario.update({'name': 'x'}) }}",
    "{{ summary.append('x') }}",
    "{{ scenario.__init__.__globals__ }}",
    "{{ scenario.get.__self__ }}",
    "{{ title.format(title) }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ '%s' % title }}",
    "{{ '%999999999d' % 1 }}",
    "{{ title.encode }}",
    "{{ self }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ range.__class__ }}",
    "{{ dict.__base__ }}",
    "{{ url_for.__globals__ }}",
    "{{ config }}",
    "{{ caller() }}",
    "{{ varargs }}",
    "{{ _self }}",
    "{{ loop }}",
    "{% for x in summary %}{{ loop.__class__ }}{% endfor %}",
    "{% for x in summary %}{{ loop._iterator }}{% endfor %}",
    "{% for x in summary %}{{ loop.cycle }}{% endfor %}",
    "{% for x in summary %}{{ loop.cycle(1, 2) }}{% endfor %}",
    "{% for x in summary %}{{ loop }}{% endfor %}",
    "{% for x in summary %}{% for y in loop %}{% endfor %}{% endfor %}",
    "{% for x in summary recursive %}{{ loop(summary) }}{% endfor %}",
    "{% import 'os' as os %}",
    "{% from 'os' import popen %}",
    "{% include '/etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{% block x %}{% endblock %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% call title() %}{% endcall %}",
    "{% set x %}{{ title }}{% endset %}{{ x }}",
    "{% set scenario.name = 'x' %}",
    "{% filter upper %}x{% endfilter %}",
    "{% with x = 1 %}{% endwith %}",
    "{% do summary.append(1) %}",
    "{% debug %}",
    "{{ summary|map('upper')|list }}",
    "{{ leaders|map(attribute='__class__')|list }}",
    "{{ leaders|groupby('__class__') }}",
    "{{ leaders|selectattr('x') }}",
    "{{ leaders|sum(attribute='x') }}",
    "{{ scenario|xmlattr }}",
    "{{ '</w:t>'|safe }}",
    "{{ title|pprint }}",
    "{{ scenario|tojson }}",
    "{{ title is filter }}",
    "{{ scenario }}",
    "{{ [scenario] }}",
    "{{ {'a': scenario} }}",
    "{{ title ~ title }}",
    "{{ title + title }}",
    "{{ title * 2 }}",
    "{{ 'a' * 3000000000 }}",
    "{{ [1] * 3000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{% set x = 1000000000000 %}{% set x = x * x %}{{ x * x }}",
    "{{ 1 // 0 }}",
    "{{ 1 / 0 }}",
    "{{ 5 % 0 }}",
    "{{ title|center(2000000000) }}",
    "{{ title|indent(2000000000) }}",
    "{{ title|wordwrap(1) }}",
    "{{ title|replace('', title) }}",
    "{{ title|urlize }}",
    "{{ summary|join('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa') }}",
    "{{ title|join(title) }}",
    "{{ 2.5|round(1000000000, 'ceil') }}",
    "{{ summary|batch(100000000, 'x')|list }}",
    "{{ summary|slice(100000000)|list }}",
    "{% for x in range(1000000000) %}{% endfor %}",
    "{% for x in title %}{% endfor %}",
    "{% for x in 10 %}{% endfor %}",
    "{{ scenario[summary] }}",
    "{{ summary['0'] }}",
    "{{ title[true] }}",
    "{{ summary(*summary) }}",
    "{{ title|default(*summary) }}",
    "{{ no_such_field }}",
    "{{ scenario.no_such }}",
    "{{ scenario.no_such.at_all }}",
    "{{ no_such_field|upper }}",
    "{{ no_such_field + 1 }}",
    "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
    "{% for x in summary %}" * 60 + "{% endfor %}" * 60,
)


@pytest.fixture(scope="module")
def anta(study):
    return document(find(study, "base", provinces=["Anta"], draws=50))


@pytest.fixture
def fields(anta):
    return json.loads(json.dumps(anta.fields))


def template(said: str, part: str = "body") -> bytes:
    """Write a template that says something in one of its parts."""
    made = docx.Document()
    if part == "body":
        made.add_paragraph(said)
    elif part == "table":
        made.add_table(rows=1, cols=1).rows[0].cells[0].text = said
    elif part == "header":
        made.sections[0].header.paragraphs[0].text = said
    elif part == "footer":
        made.sections[0].footer.paragraphs[0].text = said
    elif part == "footnote":
        escaped = said.replace("&", "&amp;").replace("<", "&lt;")
        note = (
            f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2"><w:p><w:r><w:t>{escaped}</w:t></w:r></w:p>'
        )
        content = f"{note}</w:footnote></w:footnotes>".encode()
        one = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, content, made.part.package)
        made.part.relate_to(one, RELATIONSHIP_TYPE.FOOTNOTES)
    else:
        setattr(made.core_properties, part, said)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def filled(raw: bytes, fields: dict[str, Any], anta: Any) -> bytes:
    described = {name: spec["description"] for name, spec in anta.charts.items()}
    return filling.fill_plain(
        "propia.docx", raw, fields=fields, described=described, carried="{}", ask=lambda name: PNG
    )


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)


def key_of_refusal(said: str, fields: dict[str, Any], anta: Any, part: str) -> str:
    """Fill in a template that must be refused."""
    raw = template(said.replace("PICTURE", "provinces[0].picture"), part)
    with pytest.raises(PriorizarError) as caught:
        filled(raw, fields, anta)
    (problem,) = caught.value.problems
    assert problem.file == "propia.docx"
    return problem.key


def test_what_a_template_may_not_say_is_refused(fields, anta):
    """Each payload is refused, and leaves the fields as they were."""
    fields["provinces"][0]["picture"] = "picture:1:"
    before = json.dumps(fields)
    tried = [one.replace("PICTURE", "provinces[0].picture") for one in PAYLOADS]
    passed = [one for one in tried if came_through(one, fields)]
    assert passed == []
    assert json.dumps(fields) == before


def came_through(said: str, fields: dict[str, Any]) -> bool:
    try:
        Language().from_string(said).render(fields)
    except Exception:  # of many kinds; in a document they become one
        return False
    return True


@pytest.mark.parametrize("part", PARTS)
def test_it_is_refused_in_every_part_of_a_document(fields, anta, part):
    """No part is filled in by another environment than ours."""
    for payload in PAYLOADS[:: len(PAYLOADS) // 8]:
        assert key_of_refusal(payload, fields, anta, part).startswith("report.template_"), payload


@pytest.mark.parametrize("part", PARTS)
def test_what_a_template_may_say_is_filled_in_every_part(fields, anta, part):
    said = "{% for one in provinces %}{{ one.name|upper }} {{ loop.index + 1 }}{% endfor %}"
    content = filled(template(said, part), fields, anta)
    made = docx.Document(io.BytesIO(content))
    found = [one.text for one in made.paragraphs]
    found += [made.sections[0].header.paragraphs[0].text, made.sections[0].footer.paragraphs[0].text]
    found += [made.core_properties.comments]
    found += [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    found += [one.blob.decode() for one in made.part.package.parts if one.content_type == FOOTNOTES]
    if part not in ("title", "author"):  # the program writes these itself
        assert any("ANTA 2" in one for one in found)


def reached(thing: Any) -> set[type]:
    """Types of all that can be reached from something: by key, by place, and by going through it."""
    kinds = {type(thing)}
    if isinstance(thing, dict):
        kinds = kinds.union(*map(reached, thing), *map(reached, thing.values()))
    if isinstance(thing, list):
        kinds = kinds.union(*map(reached, thing))
    return kinds


def test_every_object_that_a_template_reaches_is_of_a_type_on_the_list(fields, anta, monkeypatch):
    """Walk what a template is given, its globals, its loops, and what filters make of everything."""
    from docxtpl import DocxTemplate

    given: list[tuple[dict[str, Any], Language]] = []

    def render(_made: Any, context: dict[str, Any], jinja_env: Language) -> None:
        given.append((context, jinja_env))

    monkeypatch.setattr(DocxTemplate, "render", render)
    with pytest.raises(PriorizarError):  # the document was not read
        filled(template(""), fields, anta)
    ((context, language),) = given
    assert language.globals == {}
    assert any("picture" in one for one in context["provinces"])
    assert reached(context) <= set(PLAIN)
    samples = [
        context,
        context["summary"],
        context["provinces"],
        context["title"],
        3,
        2.5,
        True,
        None,
        [3, 1],
    ]
    for name, sample in product(language.filters, samples):
        try:
            made = language.filters[name](sample)
        except (PriorizarError, TypeError, IndexError):
            continue
        assert type(made) in PLAIN, name
    for counter in LOOP - {"previtem", "nextitem"}:
        said = f"{{% for x in summary %}}{{{{ loop.{counter} }}}}{{% endfor %}}"
        assert language.from_string(said).render(context)


def test_nothing_of_python_is_an_attribute_of_what_a_template_reaches(fields):
    """Every name that Python has for an attribute of a plain type is a key or is refused."""
    language = Language()
    for sample in ("text", 1, 1.5, True, None, ["a"], {"a": 1}):
        for name in dir(sample):
            if isinstance(sample, dict):
                assert "Undefined" in type(language.getattr(sample, name)).__name__
            else:
                with pytest.raises(PriorizarError):
                    language.getattr(sample, name)


def test_markup_in_a_field_stays_text_and_marks_of_pictures_cannot_be_forged(fields, anta):
    fields["title"] = "</w:t><w:x>{{ 7*7 }} picture:0000000000000000:0:"
    content = filled(template("{{ title }}"), fields, anta)
    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == fields["title"]
    assert not docx.Document(io.BytesIO(content)).inline_shapes


def test_loops_are_counted_before_they_run(fields, anta):
    fields["summary"] = ["x"] * 1001
    with pytest.raises(PriorizarError, match=r"bucles dan más de 1,000,000"):
        filled(template("{% for a in summary %}{% for b in summary %}{% endfor %}{% endfor %}"), fields, anta)


def test_a_document_that_never_ends_is_stopped(fields, anta):
    fields["summary"] = ["x" * 100_000] * 500
    with pytest.raises(PriorizarError, match=r"pasaría de 20,000,000 caracteres"):
        filled(template("{% for a in summary %}{{ a }}{% endfor %}"), fields, anta)


def test_a_template_of_somebody_else_runs_in_a_process_of_its_own(anta, tmp_path, monkeypatch):
    """What takes the memory or the time ends that process and not this one."""
    file = tmp_path / "propia.docx"
    file.write_bytes(template("{{ provinces[0].picture }} {{ title }}"))
    monkeypatch.setattr(filling, "fill_plain", lambda *_, **__: pytest.fail("it was filled in here"))
    made = docx.Document(io.BytesIO(to_docx(anta, template=file)))
    assert anta.fields["title"] in made.paragraphs[0].text
    assert len(made.inline_shapes) == 1
    monkeypatch.setattr(filling, "SECONDS", 0.01)
    with pytest.raises(PriorizarError) as caught:
        to_docx(anta, template=file)
    assert caught.value.problems[0].key == "study.too_heavy"


def test_built_in_templates_go_through_the_same_language(anta, monkeypatch):
    used: list[Language] = []
    where = "priorizar.report.template_language.Language"
    monkeypatch.setattr(where, lambda *given, **how: used.append(Language(*given, **how)) or used[-1])
    to_docx(anta)
    assert used[0].rounds > 10
    assert not used[0].bounded


def test_what_a_refused_template_costs(cheap):
    bombs = {
        "expression": "{{ 'a' * 3000000000 }}",
        "loop": "{% for a in range(10**9) %}{% endfor %}",
        "format": "{{ '%2000000000d' % 1 }}",
        "long": "{% for a in summary %}{% for b in summary %}{{ title }}{{ a }}{% endfor %}{% endfor %}",
    }
    cheap(
        """
        import io, docx, docxtpl, jinja2
        from priorizar.report import docx as filling, template_language
        from priorizar.errors import PriorizarError
        fields = dict(title="título " * 50, summary=["x"] * 900)
        def refuse():
            for said in {said}:
                made = docx.Document(); made.add_paragraph(said); file = io.BytesIO(); made.save(file)
                try:
                    raw = file.getvalue()
                    filling.fill_plain("a.docx", raw, fields=fields, described={{}}, carried="", ask=None)
                except PriorizarError as error:
                    last = error
                else:
                    return
            raise last
        """,
        said=list(bombs.values()),
    )


def test_a_template_that_unpacks_without_end_costs_little(cheap):
    cheap(
        """
        import io, zipfile, docx
        from priorizar.report import docx as filling
        made = docx.Document(); file = io.BytesIO(); made.save(file)
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
            with package.open("word/media/big.bin", "w") as part:
                for _ in range(300): part.write(bytes(1_000_000))
        raw = file.getvalue()
        assert len(raw) < 500_000
        def refuse():
            filling.fill_plain("a.docx", raw)
        """
    )


def test_a_document_that_cannot_be_put_together_again_is_one_sentence(fields, anta, monkeypatch):
    def broken(*_: object) -> None:
        raise TypeError("Argument must be bytes or unicode, got 'NoneType'")

    monkeypatch.setattr("docxtpl.DocxTemplate.save", broken)
    assert key_of_refusal("{{ title }}", fields, anta, "body") == "report.template_unreadable"
