"""A hand-written page is not a program: not while it is drawn, and not in a browser."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from jinja2 import Undefined
from markdown import Markdown
from markupsafe import Markup

from ict_maturity.build import build
from ict_maturity.check.handwritten import (
    DEEPEST,
    LONGEST_PART,
    MOST_LINES,
    MOST_LINES_OF_PART,
    MOST_OPENINGS,
    MOST_SIGNS_OF_PART,
    SHOWN,
    SIGN,
    check_handwritten,
)
from ict_maturity.check.page_template import DEEPEST as DEEPEST_VALUE
from ict_maturity.check.page_template import (
    FUNCTIONS,
    MOST_VALUES,
    VALUES,
    PageEnvironment,
    template_fault,
)
from ict_maturity.data.outputs import Output
from ict_maturity.load.handwritten import LARGEST_PAGE, handwritten, read_page
from ict_maturity.model.settings import Extension
from ict_maturity.render.page_html import ELEMENTS, refuse_unsafe
from ict_maturity.render.page_template import Blocks, PageError, filled, plain
from tests.copies import MINIMAL
from tests.english import spoken
from tests.unit.test_macros import Env

ROOT = Path(__file__).parents[2]
PROGRAMS = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ joiner.__init__.__globals__.os }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ config.items() }}",
    "{{ environment }}",
    "{{ request.application.__globals__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ () }}",
    "{{ [].__class__ }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ 9 ** 999999999 }}",
    "{{ 'x' | attr('__class__') }}",
    "{{ framework | attr('__class__') }}",
    "{{ 'id' | map('system') }}",
    "{{ '%s' | format('x') }}",
    "{{ '{0.__class__}'.format(framework) }}",
    "{{ framework.name.format(framework) }}",
    "{{ framework.items() }}",
    "{{ framework.model_dump() }}",
    "{{ framework.__class__.__init__() }}",
    "{{ count.__globals__ }}",
    "{{ count.__globals__['sys'].modules['os'].popen('id').read() }}",
    "{{ count }}",
    "{{ count(*framework) }}",
    "{{ count(**framework) }}",
    "{{ count('kpis')('id') }}",
    "{{ count('kpis').__class__ }}",
    "{{ count('kpis')[0] }}",
    "{{ framework[count]() }}",
    "{{ framework['levels'][0:1] }}",
    "{{ caller() }}",
    "{{ macros_info() }}",
    "{{ fix_url('x') }}",
    "{{ now() }}",
    "{{ context() }}",
    "{{ git.author }}",
    "{{ page.file.abs_src_path }}",
    "{{ files }}",
    "{% for x in range(100000) %}{% for y in range(100000) %}{% endfor %}{% endfor %}",
    "{% for x in framework.levels %}{{ x }}{% endfor %}",
    "{% if framework %}yes{% endif %}",
    "{% set x = count %}{{ x('kpis') }}",
    "{% set framework = 1 %}",
    "{% with x = 1 %}{% endwith %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% call(x) kpi_example('a') %}{% endcall %}",
    "{% call kpi_example('a') %}{{ cycler }}{% endcall %}",
    "{% call cycler.__init__() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% include '/etc/passwd' %}",
    "{% include 'index.md' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import system %}",
    "{% extends 'main.html' %}",
    "{% block x %}{% endblock %}",
    "{% autoescape false %}{{ framework.name }}{% endautoescape %}",
    "{% do x %}",
    "{% unknown %}",
    "{{ unfinished",
    "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
    "{{ framework" + ".a" * 2000 + " }}",
    "{{ framework" + "[framework" * 40 + "]" * 40 + " }}",
    "{{ not " * 500 + "}}",
]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program[:60])
def test_a_program_in_a_page_is_told_in_one_line_and_never_run(program: str) -> None:
    page = f"---\ntitle: A\nrender_macros: true\n---\n# A\n\n{program}\n"
    problems = list(check_handwritten([Output.of_text("a.md", page, "docs/a.md")]))
    assert [problem.code for problem in problems] == ["template-not-allowed"]
    assert problems[0].line in (1, 7)
    assert len(spoken(problems[0]).splitlines()) == 3
    assert "count" in spoken(problems[0].hint)
    # What draws the page asks again, whatever was checked.
    with pytest.raises(PageError) as refused:
        filled(program, dict.fromkeys(FUNCTIONS, str), {"framework": {}}, "docs/a.md")
    told = refused.value.problem
    assert (told.place, told.code) == ("docs/a.md:1", "template-not-allowed")


def test_a_page_that_does_not_ask_is_shown_as_it_is_written() -> None:
    for head in ("", "---\ntitle: A\n---\n", "---\nrender_macros: false\n---\n"):
        page = f"{head}# A\n\n{PROGRAMS[0]}\n"
        assert list(check_handwritten([Output.of_text("a.md", page, "docs/a.md")])) == []


def test_what_a_page_prints_is_counted() -> None:
    for value in ('{{ count("kpis") }} ', "{{ framework.name }} "):
        assert template_fault(value * MOST_VALUES) is None
        fault = template_fault(f"{value * MOST_VALUES}\n{value}")
        assert fault is not None
        assert fault.line == 2
        assert spoken(fault.what.message) == f"A page prints at most {MOST_VALUES} values."


@pytest.mark.parametrize(
    "what", ["framework", "framework.levels", "framework.levels[0]", "framework.empty"]
)
def test_only_texts_and_numbers_are_printed(what: str) -> None:
    values = {"framework": {"name": "A", "levels": ({"name": "B"},), "count": 3, "empty": None}}
    assert filled("{{ framework.name }}{{ framework.count }}", {}, values, "docs/a.md") == "A3"
    with pytest.raises(PageError) as told:
        filled(f"a\n\n{{{{ {what} }}}}", {}, values, "docs/a.md")
    assert (told.value.problem.line, told.value.problem.code) == (3, "template-not-allowed")


def test_a_filled_page_has_the_bounds_of_a_written_one() -> None:
    def codes(text: str, times: int) -> list[str]:
        values = {"framework": {"name": text}}
        try:
            filled("{{ framework.name }}\n\n" * times, {}, values, "docs/a.md")
        except PageError as fault:
            return [fault.problem.code]
        return []

    length = LARGEST_PAGE // 16 - 2
    assert codes("a" * length, 15) == []
    assert codes("a" * (length + 2), 16) == ["file-too-large"]
    assert codes("\n" * (MOST_LINES // 10 - 3), 10) == []
    assert codes("\n" * (MOST_LINES // 10), 10) == ["markdown-not-allowed"]
    assert codes("[" * (MOST_SIGNS_OF_PART + 1), 1) == ["markdown-not-allowed"]


@pytest.mark.parametrize("sign", ["\\u202e", "\\u200b", "\\ud800", "\\u00ad"])
def test_a_page_prints_no_sign_that_cannot_be_seen(sign: str) -> None:
    with pytest.raises(PageError) as refused:
        filled(f'{{{{ "{sign}" }}}}', {}, {}, "docs/a.md")
    told = refused.value.problem
    assert (told.place, told.code) == ("docs/a.md", "control-character")


@pytest.mark.parametrize("error", [ValueError, OverflowError, MemoryError, KeyError])
def test_whatever_the_reader_of_templates_raises_is_a_problem(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(self: PageEnvironment, text: str) -> None:
        raise error("x" * 1000)

    assert template_fault("{{ count(" + "1" * 5000 + ") }}") is not None
    monkeypatch.setattr(PageEnvironment, "parse", parse)
    fault = template_fault("a")
    assert fault
    assert fault.line == 1
    assert len(spoken(fault.what.message)) < 300


def test_values_may_lie_within_values_down_to_a_limit() -> None:
    """A page, its output and the value itself are three levels above what is looked up."""
    assert template_fault("{{ framework" + ".a" * (DEEPEST_VALUE - 2) + " }}") is None
    assert template_fault("{{ framework" + ".a" * (DEEPEST_VALUE - 1) + " }}") is not None


def test_nothing_but_plain_data_has_parts() -> None:
    values = {"framework": {"name": "A", "levels": ({"name": "B"},)}}

    def drawn(text: str) -> str:
        return filled(text, {}, values, "docs/a.md")

    assert drawn("{{ framework.name }} {{ framework.levels[0]['name'] }}") == "A B"
    for text in (
        "{{ framework.keys }}",
        "{{ framework.__class__ }}",
        "{{ framework['__class__'] }}",
        "{{ framework.name.__class__ }}",
        "{{ framework.name.format }}",
        "{{ framework.name[0] }}",
        "{{ framework.levels.count }}",
        "{{ framework.levels[1] }}",
        "{{ framework.levels[true] }}",
        "{{ framework[framework] }}",
    ):
        with pytest.raises(PageError) as refused:
            drawn(text)
        assert "something that there is not" in spoken(refused.value.problem)


def test_the_framework_is_plain_all_the_way_down() -> None:
    built = build(MINIMAL)
    assert built.site

    def parts(value: object) -> Iterator[object]:
        yield value
        if isinstance(value, (dict, tuple)):
            for each in value.values() if isinstance(value, dict) else value:
                yield from parts(each)

    kinds = {type(part).__module__ for part in parts(plain(built.site.content.framework))}
    assert kinds <= {"builtins", "datetime", "decimal", "fractions"}


def test_pages_get_the_functions_that_are_named_and_no_other() -> None:
    from ict_maturity.website.macros import define_env

    built = build(MINIMAL)
    assert built.site
    env = Env(built.site)
    define_env(env)
    assert sorted(env.macros) == sorted(FUNCTIONS)
    assert sorted(env.variables) == sorted(VALUES)


def test_a_text_is_escaped_where_a_page_prints_it() -> None:
    said = {"framework": {"name": "<script>alert(1)</script>"}}
    functions = {"level": lambda: "<img src=x onerror=alert(1)>"}
    drawn = filled("{{ framework.name }} {{ level() }}", functions, said, "docs/a.md")
    assert "<" not in drawn


def test_what_a_function_draws_stands_by_itself_or_not_at_all() -> None:
    def drawn(html: str) -> str:
        blocks = Blocks()
        table = blocks.keeping(lambda: Markup("<table></table>"))
        return blocks.put_into(html.replace("TABLE", str(table())), "docs/a.md")

    assert drawn("<p>TABLE</p>\n<p>x</p>") == "<table></table>\n\n<p>x</p>"
    for html in (
        '<p><a href="TABLE">x</a></p>',
        "<p>x TABLE</p>",
        "<pre><code>TABLE</code></pre>",
        "<p>TABLE</p><p>TABLE</p>",
        "<p>nothing of it</p>",
    ):
        with pytest.raises(PageError) as refused:
            drawn(html)
        assert "a paragraph of their own" in spoken(refused.value.problem)
    assert Blocks().put_into("<p>ictm-block-1</p>", "docs/a.md") == "<p>ictm-block-1</p>"


def test_an_error_of_a_function_is_short() -> None:
    def count(what: str) -> str:
        raise ValueError(what * 1000)

    with pytest.raises(PageError) as told:
        filled('{{ count("a long text") }}', {"count": count}, {}, "docs/a.md")
    assert len(spoken(told.value.problem)) < 5000


# --- what a browser gets ---------------------------------------------------------------------

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object>",
    "<embed src=x>",
    "<form action=//example.org><input name=a></form>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<style>@import url(//example.org/x.css)</style>",
    "<div style='background:url(//example.org/x)'>x</div>",
    '<div style="position:fixed">x</div>',
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="https://example.org/" onmouseover="alert(1)">x</a>',
    '<a href="https://example.org/" target="_blank">x</a>',
    '<img src="https://example.org/x.png">',
    '<img src="//example.org/x.png">',
    "<!-- --!><script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php x ?>",
    "<!DOCTYPE x>",
    "<scr<script>ipt>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<x-y onfocus=alert(1) tabindex=1>x</x-y>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//example.org/)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '[x](https://example.org/ "a" onclick="alert(1)")',
    "[x](https://example.org/){ onclick=alert(1) }",
    "# x { onclick=alert(1) }",
    "![x](https://example.org/x.png)",
    "![x](//example.org/x.png)",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](assets/x.png)',
    "![x](assets/x.png){ onerror=alert(1) }",
    "```{ .x onclick=alert(1) }\nx\n```",
    "```{ .x #__config }\n{}\n```",
    "```{ .mermaid }\nx\n```",
    "```{ .md-overlay }\nx\n```",
    '``` html title="<img src=x onerror=alert(1)>"\nx\n```',
    "!!! note onclick=alert(1)\n    <script>alert(1)</script>",
    '!!! note "<img src=x onerror=alert(1)>"\n    x',
    '??? note "<img src=x onerror=alert(1)>"\n    <svg onload=alert(1)>',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "x\n:   <script>alert(1)</script>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "1. x\n\n        <script>alert(1)</script>\n\n    <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>alert(1)</script>`",
    "# <script>alert(1)</script>",
    "x { onclick=alert(1) }",
    "x\n{: onclick=alert(1) }",
    "x\n{: style=position:fixed }",
    "x\n{: .md-overlay #__config }",
    "x\n{: data-md-component=search }",
    "- x\n{: onclick=alert(1) }",
    "*x*{: onclick=alert(1) }",
    "[x](y){: href=javascript:alert(1) }",
    "![x](assets/y.png){: src=//example.org/x.png }",
    "<div markdown='1'><script>alert(1)</script></div>",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
    "klzzwxh:0042 <script>alert(1)</script>",
]
WRITTEN = [
    "{}",
    "text {} text",
    "- a\n\n    {}",
    "> {}",
    "!!! note\n\n    {}",
    "```\nx\n```\n{}",
    "    x\n\n{}",
]


class Live(HTMLParser):
    """What a browser would obey."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\s\x00-\x20]", "", value or "")
            if name.startswith("on") or name in ("srcdoc", "target", "action"):
                self.found.append(name)
            if name == "src" and (":" in address or address.startswith("//")):
                self.found.append(address)
            if name == "href" and re.match(r"(?!https?:)[^/?#]*:", address):
                self.found.append(address)
            if name == "style" and not address.startswith("text-align"):
                self.found.append(address)
            if name in ("id", "class"):
                words = (value or "").split()
                self.found += [word for word in words if re.match("__config|mermaid|md-", word)]

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    def handle_decl(self, decl: str) -> None:
        self.found.append(decl)

    handle_pi = unknown_decl = handle_comment


def drawn(text: str) -> str:
    """The page as Python-Markdown draws it with the settings of this repository."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    names = [next(iter(each)) if isinstance(each, dict) else each for each in settings]
    html: str = Markdown(extensions=["toc", "tables", "fenced_code", *names]).convert(text)
    return html


def refusal(html: str) -> str:
    """What is said of HTML that is refused, nothing when it may be published."""
    try:
        refuse_unsafe(html, "docs/a.md")
    except PageError as error:
        return str(spoken(error.problem))
    return ""


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_page_brings_anything_live_into_a_browser(payload: str) -> None:
    """By either way to a page: each is refused, or drawn as text."""
    for form in WRITTEN:
        html = drawn(form.replace("{}", payload))
        live = Live()
        live.feed(html)
        live.close()
        told = refusal(html)
        assert told == "" or told.startswith("docs/a.md  html-in-markdown\n")
        assert len(told) < 400
        assert told or live.found == []


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("# Home {#own}", True),
        ("# Home { #own }", True),
        ("*a*{: .own }", True),
        ('# Home { onclick="PWN()//{" }', False),
        ("# Home {#__config}", False),
        ("*a*{: .md-overlay }", False),
        ("[a](b.md){: target=x }", False),
        ("a\n{: style='color: red' }", False),
        # The braces of a fence of code are dropped, or shown.
        ("``` { .py onclick=x }\na\n```", True),
    ],
)
def test_an_id_or_a_class_of_its_own_is_all_that_a_page_may_set(text: str, passes: bool) -> None:
    """Whatever is hidden in braces is looked at once it is HTML, by the check and by the build."""
    html = drawn(text)
    assert (refusal(html) == "") is passes
    assert not passes or "onclick=" not in re.sub(">[^<]*<", "><", html)
    assert "md_in_html" not in Extension.model_fields


def codes_of(text: str) -> list[str]:
    return [each.code for each in check_handwritten([Output.of_text("a.md", text, "docs/a.md")])]


@pytest.mark.parametrize("sign", ["[", "![", "[x](", "<a ", "[a][", "`[", "*a", "\\*", "&amp;"])
def test_a_part_that_takes_long_to_read_is_refused_before_it_is_read(sign: str) -> None:
    most = sign * (MOST_SIGNS_OF_PART // len(SIGN.findall(sign)))
    assert "markdown-not-allowed" not in codes_of(f"# A\n\n{most}\n\n{most}\n")
    assert codes_of(f"# A\n\n{most}\n{sign}\n") == ["markdown-not-allowed"]
    assert codes_of(sign * 60_000) == ["markdown-not-allowed"]


@pytest.mark.parametrize(
    "lines",
    [
        *("# a\n", "~~~\n", "> # a\n", "- - -\n", "***\n\n", "___\n\n", "a  \n", "a\n:   b\n"),
        *('??? note "a"\n    a\n', "    a\n\n", "- a\n\n", "\n", "a\n"),
    ],
)
def test_a_page_has_as_many_lines_as_can_be_read_whatever_they_are(lines: str) -> None:
    def codes(number: int) -> list[str]:
        text = ""
        part = max(1, MOST_LINES_OF_PART // 4)
        while text.count("\n") < number:
            text += f"{lines * part}\n"
        return codes_of("\n".join(text.split("\n")[:number]))

    assert "markdown-not-allowed" not in codes(MOST_LINES)
    assert codes(MOST_LINES + 1) == ["markdown-not-allowed"]


@pytest.mark.parametrize("opening", ["[^1] ", "[a](b) ", "![a](b) "])
def test_a_page_has_as_many_openings_as_can_be_read(opening: str) -> None:
    part = f"{opening * 50}\n\n"
    assert codes_of(part * (MOST_OPENINGS // 50)) == []
    assert codes_of(part * (MOST_OPENINGS // 50) + opening) == ["markdown-not-allowed"]


def test_a_part_has_as_many_lines_and_characters_as_can_be_read() -> None:
    assert codes_of("a\n" * MOST_LINES_OF_PART + "\nb\n") == []
    assert codes_of("a\n" * (MOST_LINES_OF_PART + 1)) == ["markdown-not-allowed"]
    assert codes_of("a" * LONGEST_PART) == []
    (problem,) = check_handwritten(
        [Output.of_text("a.md", "b\n\nc" + "a" * LONGEST_PART, "docs/a.md")]
    )
    assert (problem.code, problem.line) == ("markdown-not-allowed", 3)


@pytest.mark.parametrize("mark", ["> ", ">", "- ", "* ", "+ ", "1. ", "1) ", ":   ", "    ", "\t"])
def test_nothing_is_nested_too_deeply_to_be_drawn(mark: str) -> None:
    assert "markdown-not-allowed" not in codes_of(f"b\n\n{mark * DEEPEST}a\n")
    problem, *_ = check_handwritten([Output.of_text("a.md", f"b\n\n{mark * 700}a\n", "docs/a.md")])
    assert (problem.code, problem.line) == ("markdown-not-allowed", 3)
    assert codes_of(f"{mark * (DEEPEST + 1)}a\n") == ["markdown-not-allowed"]


@pytest.mark.parametrize("sign", ["&#8203;", "&shy;", "&#8238;", "&#x202E;", "&ZeroWidthSpace;"])
@pytest.mark.parametrize("form", ["a{}b", "# a{}b", "*a{}b*", "[a{}b](c.md)", '[a](c.md "b{}c")'])
def test_an_entity_becomes_no_sign_that_cannot_be_seen(sign: str, form: str) -> None:
    text = form.replace("{}", sign)
    problems = list(check_handwritten([Output.of_text("a.md", f"a\n\n{text}\n", "docs/a.md")]))
    assert {(each.code, each.line) for each in problems} == {("control-character", 3)}
    assert refusal(drawn(text)).startswith("docs/a.md  control-character\n")
    code = f"`{sign}` &amp; &nbsp; &eacute;"
    assert codes_of(code) == []
    assert refusal(drawn(code)) == ""


@pytest.mark.parametrize(
    "address",
    [
        "&#9;&#92;&#92;evil.example/x.png",
        "&#92;&#92;evil.example/x.png",
        "\\\\\\\\evil.example/x.png",
        "&#92;/evil.example/x.png",
        "/&#92;evil.example/x.png",
        "a&#92;x.png",
        "a&#9;x.png",
        "&Tab;//evil.example/x.png",
        "https:&#92;&#92;evil.example/x.png",
        "h&#10;ttps&#58;//evil.example/x.png",
        "&#8203;//evil.example/x.png",
    ],
)
@pytest.mark.parametrize("form", ["![x]({})", "[x]({})"])
def test_an_address_is_the_same_for_each_browser(address: str, form: str) -> None:
    text = form.replace("{}", address)
    assert set(codes_of(text)) & {"link-not-allowed", "control-character"}
    html = drawn(text)
    assert refusal(html) or ("<p>" in html and "src=" not in html and "href=" not in html)


def test_many_payloads_are_live_when_nobody_refuses_them() -> None:
    """The test above would notice: the engine lets most of them through."""
    live = Live()
    for payload in PAYLOADS:
        live.feed(f"{drawn(payload)}\n")
    assert len(live.found) > len(PAYLOADS) / 2


def test_all_that_pages_use_passes() -> None:
    files, problems = handwritten(ROOT)
    assert problems == ()
    assert list(check_handwritten(files)) == []
    html = drawn(
        "# A\n\n**b** *c* `d` [e](f.md#g) [h](https://example.org/?a=1&b=2)\n\n"
        "![i](../assets/j.png)\n\n| k |\n|--:|\n| l |\n\n3. m\n\nn[^1]\n\n[^1]: o\n\n"
        '!!! note "p"\n    q\n\n??? tip "r"\n    s\n\nt\n:   u\n\n'
        '```yaml title="v.yaml"\nw: 1 # <x>\n```\n\n---\n\n> y\n\n1 < 2 & 3 > 2 "z"\n'
    )
    refuse_unsafe(html, "docs/a.md")
    for tag in ("h1", "table", "ol", "sup", "details", "dl", "pre", "img", "hr", "blockquote"):
        assert f"<{tag}" in html


# --- what a page says of itself --------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        "generated: true",
        "template: own.html",
        "source: kpis/K01.yaml",
        "ignore_macros: true",
        "icon: x",
        "status: new",
        "framework: x",
        "count: x",
        "render_macros: yes",
        "render_macros: 1",
        "hide: navigation",
        "hide: [everything]",
        "title: !ENV GH_TOKEN",
        "title: &a x",
        "title: a\ntitle: b",
        "- a",
        "x",
    ],
)
def test_a_page_says_of_itself_what_is_known_and_no_more(head: str) -> None:
    page, problems = read_page(f"---\n{head}\n---\n# A\n", "docs/a.md")
    assert page is None
    assert problems
    assert {problem.file for problem in problems} == {"docs/a.md"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("close", ["---", "...", "--- "])
def test_the_head_is_found_where_the_engine_finds_it(end: str, close: str) -> None:
    page, problems = read_page(end.join(("---", "title: A", close, "# A", "b")), "docs/a.md")
    assert problems == []
    assert page
    assert page.head.title == "A"
    assert page.markdown == "\n\n\n# A\nb"


@pytest.mark.parametrize(
    "text",
    ["generated: true\n\n# A", "  template: x\n# A", "---\n# A", "--- x\ntitle: A\n---\n", "---"],
)
def test_fields_outside_of_a_head_are_refused(text: str) -> None:
    page, (problem,) = read_page(text, "docs/a.md")
    assert page is None
    assert problem.code == "wrong-form"


# --- what lies beside pages ------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("x.js", "x.mjs", "x.html", "x.htm", "x.xhtml", "x.HTML", "x.png.html", "x.svg", "x.xml"),
        *("x.css", "x.wasm", "x.map", "x.yml", "x.MD", "x.markdown", "CNAME"),
        *("assets/ict-maturity-x.js", "assets/ict-maturity-x.css"),
    ],
)
def test_a_file_that_may_run_in_a_browser_is_not_published(name: str) -> None:
    (problem,) = check_handwritten([Output(name, b"x", f"docs/{name}")])
    assert (problem.file, problem.code) == (f"docs/{name}", "unexpected-file")


def test_pictures_and_downloads_are_published() -> None:
    names = [f"x{suffix}" for suffix in SHOWN - {".md"}] + ["x.PNG", "a.b.png"]
    assert list(check_handwritten(Output(name, b"\xff", f"docs/{name}") for name in names)) == []


def test_a_page_finds_parts_of_plain_data_and_nothing_else() -> None:
    page = PageEnvironment()
    assert (page.globals, page.filters, page.tests) == ({}, {}, {})
    assert [page.getitem(("a", "b"), place) for place in (0, 1)] == ["a", "b"]
    assert page.getitem({"a": 1}, "a") == page.getattr({"a": 1}, "a") == 1
    nothing = [(("a",), 1), (("a",), -1), (("a", "b"), True), (("a",), "a"), ({}, "a"), ("a", 0)]
    for thing, name in nothing:
        assert isinstance(page.getitem(thing, name), Undefined)
