r"""Records what Python's jinja2 renders, for the tests of Quern's own templates.

Each case of the table below is rendered with jinja2's default `Environment()` and written as one JSON object a line: its name, the
template and the variables, and either the result's text or the kind of the error ("syntax": refused on compiling, "runtime": failed
on rendering). A case's name starts with its section's. The variables go through JSON first, as a reader of the file sees them.

    python3 -m pip install jinja2==3.1.6
    python3 Benchmarks/conformance/record_templates.py             # writes fixtures/templates/cases.jsonl
    python3 Benchmarks/conformance/record_templates.py --check     # says which recorded lines would change
    python3 Benchmarks/conformance/record_templates.py --counts    # cases by section
"""

import argparse
import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from jinja2 import Environment, TemplateSyntaxError

Variables: TypeAlias = dict[str, Any]
Case: TypeAlias = tuple[str, str, Variables]

CASES_FILE = Path(__file__).resolve().parents[2] / "fixtures" / "templates" / "cases.jsonl"
JINJA = "3.1.6"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

X123: Variables = {"x": [1, 2, 3]}
XABC: Variables = {"x": ["a", "b", "c"]}
XEMPTY: Variables = {"x": []}
KEYED: Variables = {"d": {"b": 1, "a": 2}}
PEOPLE: Variables = {"p": [{"n": "Ann", "age": 30, "c": {"t": "Rome"}}, {"n": "bob", "age": 25, "c": {"t": "Oslo"}},
                           {"n": "Cy", "age": 30, "c": {"t": "Bonn"}}]}
GAPS: Variables = {"p": [{"n": "Ann", "on": True}, {"n": "Bob"}, {"n": "Cy", "on": False}]}
CHAT: Variables = {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi {{ there }}"}]}


def text(value: str) -> Variables:
    return {"s": value}


def value(x: Any) -> Variables:
    return {"x": x}


TEXT: list[Case] = [
    ("empty", "", {}),
    ("plain", "Hello, world", {}),
    ("unicode", "Grüße 你好 👩‍🚀 e\u0301", {}),
    ("newline-1", "a\n", {}),
    ("newline-2", "a\n\n", {}),
    ("newline-3", "a\n\n\n", {}),
    ("only-newline", "\n", {}),
    ("crlf", "a\r\nb", {}),
    ("crlf-end", "a\r\n", {}),
    ("lone-cr", "a\rb", {}),
    ("lone-cr-end", "a\r", {}),
    ("line-separators", "a\u2028b\u2029c\u0085d\x0be\x0cf", {}),
    ("newline-after-variable", "{{ x }}\n", value(1)),
    ("newline-of-value-kept", "{{ x }}", value("a\n")),
    ("crlf-of-value-kept", "{{ x }}", value("a\r\nb\rc")),
    ("crlf-in-literal", "{{ 'a\r\nb\rc' }}", {}),
    ("value-is-not-a-template", "{{ x }}", value("{{ y }}{% if %}{# #}")),
    ("spaces-kept", "  a \t {{ x }} \t b  ", value(1)),
    ("not-html-escaped", "<b>{{ x }}</b>", value("<i>&'\"")),
    ("line-statements-absent", "# for i in x\n{{ x }}\n# endfor\n## no comment", value(1)),
    ("dollar", "${x} $x %(x)s {x}", value(1)),
]

OUTPUT: list[Case] = [
    ("none", "{{ x }}", value(None)),
    ("true", "{{ x }}", value(True)),
    ("false", "{{ x }}", value(False)),
    ("int", "{{ x }}", value(42)),
    ("int64-max", "{{ x }}", value(9223372036854775807)),
    ("big-int", "{{ x }}", value(18446744073709551616)),
    ("floats", "{{ x }}", value([1.0, 0.1, -0.0, 1e15, 1e16, 1e20, 123456789012345680.0, 1e-4, 1e-5, 1.5e-7, 1e300, 2.5, 100.0, 5e-324,
                                 0.30000000000000004, 1.7976931348623157e308, 12345678.9])),
    ("float-1e20", "{{ x }}", value(1e20)),
    ("float-below-1e16", "{{ x }}", value(9999999999999998.0)),
    ("float-1e-4", "{{ x }}", value(0.0001)),
    ("empty-string", "[{{ x }}]", value("")),
    ("string-quotes", "{{ x }}", value("it's \"so\"")),
    ("list", "{{ x }}", value([1, "a", None, True, 2.0])),
    ("empty-list-dict", "{{ x }}", value([[], {}, ""])),
    ("dict", "{{ x }}", value({"b": 1, "a": [2, {"c": None}]})),
    ("repr-quotes", "{{ x }}", value(["plain", "it's", 'say "hi"', "it's \"both\"", "'", '"'])),
    ("repr-dict-quotes", "{{ x }}", value({"it's": 'a "b"', "both'\"": "v"})),
    ("repr-backslash", "{{ x }}", value(["a\\b", "\\n", "\\'"])),
    ("repr-controls", "{{ x }}", value(["\x00", "\x01\x1f", "\n\r\t", "\x08\x0b\x0c\x1b", "\x7f"])),
    ("repr-latin", "{{ x }}", value(["\x80\x9f", "\u00a0", "\u00ad", "é ÿ", "Ā"])),
    ("repr-invisible", "{{ x }}", value(["\u200b", "\u200d", "\u2028\u2029", "\ufeff", "\u3000", "\u2009", "\u061c"])),
    ("repr-unassigned", "{{ x }}", value(["\ue000", "\ufffe", "\u0378", "\ufffd"])),
    ("repr-astral", "{{ x }}", value(["😀", "𝒳", "\U000e0001", "\U0010ffff", "\U000f0000"])),
    ("repr-marks", "{{ x }}", value(["e\u0301", "\u0301", "👩\u200d🚀", "❤\ufe0f"])),
    ("control-unescaped-alone", "{{ x }}", value("\x00\x7f\u200b")),
    ("undefined", "[{{ x }}]", {}),
    ("no-spaces", "{{x}}{{  x  }}{{\nx\n}}", value(1)),
    ("tuple", "{{ (1, 'a') }} {{ (1,) }} {{ () }}", {}),
    ("bare-tuple", "{{ 1, x }}", value(2)),
    ("range", "{{ range(3) }} {{ range(1, 4)|list }} {{ range(6, 0, -2)|list }}", {}),
    ("dict-views", "{{ d.items() }} {{ d.keys() }} {{ d.values() }}", KEYED),
]

ACCESS: list[Case] = [
    ("dot", "{{ a.b }}", {"a": {"b": 1}}),
    ("single-quoted", "{{ a['b'] }}", {"a": {"b": 1}}),
    ("double-quoted", '{{ a["b"] }}', {"a": {"b": 1}}),
    ("deep", "{{ a.b[0]['c'].d }}", {"a": {"b": [{"c": {"d": "deep"}}]}}),
    ("by-variable", "{{ a[k] }}", {"a": {"b": 1}, "k": "b"}),
    ("index", "{{ x[0] }}{{ x[2] }}", XABC),
    ("index-negative", "{{ x[-1] }}{{ x[-3] }}", XABC),
    ("index-dot", "{{ x.0 }}{{ x.2 }}", XABC),
    ("index-out", "[{{ x[3] }}{{ x[-4] }}{{ x.9 }}]", XABC),
    ("index-float", "[{{ x[1.0] }}]", XABC),
    ("index-string-number", "[{{ x['0'] }}]", XABC),
    ("slice", "{{ x[1:] }}{{ x[:1] }}{{ x[-2:] }}{{ x[::2] }}{{ x[::-1] }}{{ x[:] }}{{ x[5:] }}", XABC),
    ("slice-string", "{{ s[:3] }}|{{ s[-3:] }}|{{ s[1:4:2] }}", text("héllo👋")),
    ("missing-attribute", "[{{ a.zz }}]", {"a": {"b": 1}}),
    ("missing-item", "[{{ a['zz'] }}]", {"a": {"b": 1}}),
    ("missing-chained", "{{ a.zz.y }}", {"a": {"b": 1}}),
    ("undefined-attribute", "{{ u.x }}", {}),
    ("undefined-call", "{{ u() }}", {}),
    ("none-attribute", "[{{ x.y }}]", value(None)),
    ("none-chained", "{{ x.y.z }}", value(None)),
    ("string-attribute", "[{{ x.y }}]", value("abc")),
    ("string-index", "{{ s[0] }}{{ s[-1] }}[{{ s[9] }}]", text("héllo")),
    ("string-index-scalars", "[{{ s[0] }}][{{ s[1] }}]", text("e\u0301x")),
    ("string-index-crlf", "{{ s[0] }}|{{ s[1] == '\\n' }}", text("\r\n")),
    ("dict-int-key-missing", "[{{ a[0] }}]", {"a": {"0": "s"}}),
    ("dict-literal-int-key", "{{ {0: 'i'}[0] }}{{ {0: 'i'}.0 }}", {}),
    ("dict-item-named-items", "{{ a['items'] }}", {"a": {"items": [1]}}),
    ("dict-dot-items-is-method", "{% for i in a.items %}{{ i }}{% endfor %}", {"a": {"items": [1]}}),
    ("dict-dot-count-is-key", "{{ a.count }}", {"a": {"count": 3}}),
    ("dict-get", "{{ d.get('a') }} {{ d.get('z') }} {{ d.get('z', 'no') }}", KEYED),
    ("literal-string-index", "{{ 'abc'[1] }}{{ 'abc'.upper() }}{{ [1, 2][0] }}", {}),
    ("string-methods", "{{ s.upper() }}|{{ s.strip() }}|{{ s.split() }}|{{ s.split(',') }}|{{ s.startswith(' a') }}", text(" ab, c ")),
    ("string-join-method", "{{ ', '.join(x) }}", XABC),
    ("dot-keyword", "{{ a.if }}{{ a.for }}{{ a.not }}", {"a": {"if": 1, "for": 2, "not": 3}}),
    ("hyphen-is-minus", "{{ a.b-c }}", {"a": {"b": 5}, "c": 2}),
]

LITERALS: list[Case] = [
    ("strings", "{{ 'a' }}{{ \"b\" }}{{ 'it\\'s' }}{{ \"q\\\"q\" }}{{ '\"' }}{{ \"'\" }}", {}),
    ("string-escapes", "{{ 'a\\nb\\tc\\\\d' }}", {}),
    ("string-hex-unicode-escapes", "{{ '\\x41\\u00e9\\U0001f600\\101\\0' }}", {}),
    ("string-unknown-escape", "{{ 'a\\qb\\/' }}", {}),
    ("string-bad-escape", "{{ '\\x4' }}", {}),
    ("string-newline-inside", "{{ 'a\nb' }}", {}),
    ("string-adjacent", "{{ 'a' 'b' \"c\" }}", {}),
    ("string-delimiters-inside", "{{ '}}' }}{{ '%}' }}{{ '{{ x }}' }}{{ '{#' }}", {}),
    ("ints", "{{ 0 }} {{ 12 }} {{ 1_000 }} {{ 0x1F }} {{ 0b101 }} {{ 0o17 }}", {}),
    ("int-leading-zero", "{{ 007 }}", {}),
    ("floats", "{{ 1.0 }} {{ 2.50 }} {{ 1e3 }} {{ 1.5e-7 }} {{ 1E5 }} {{ 1e16 }} {{ 1_0.5 }}", {}),
    ("float-no-leading", "{{ .5 }}", {}),
    ("float-no-trailing", "{{ 1. }}", {}),
    ("negative", "{{ -1 }} {{ - 2 }} {{ +3 }} {{ -0.0 }} {{ --1 }}", {}),
    ("constants", "{{ true }}{{ True }}{{ false }}{{ False }}{{ none }}{{ None }}", {}),
    ("constants-upper-undefined", "[{{ TRUE }}{{ NONE }}{{ null }}]", {}),
    ("list", "{{ [] }}{{ [1] }}{{ [1, 'a', [2]] }}{{ [1, 2,] }}", {}),
    ("tuple", "{{ (1, 2)[1] }} {{ (1) }} {{ (1, 2,) }}", {}),
    ("dict", "{{ {} }}{{ {'a': 1} }}{{ {'a': {'b': [1]}, 2: x} }}{{ {'a': 1,} }}", value(3)),
    ("dict-ends-without-space", "{{ {'a': 1}}}", {}),
    ("dict-duplicate-key", "{{ {'a': 1, 'a': 2} }}", {}),
    ("dict-bare-key-is-variable", "{{ {k: 1} }}", {"k": "name"}),
]

OPERATORS: list[Case] = [
    ("equal", "{{ 1 == 1 }}{{ 1 == 1.0 }}{{ 'a' == 'a' }}{{ 1 == '1' }}{{ true == 1 }}{{ none == false }}{{ [1] == [1.0] }}", {}),
    ("equal-dicts", "{{ {'a': 1, 'b': 2} == {'b': 2, 'a': 1} }}{{ (1, 2) == [1, 2] }}", {}),
    ("not-equal", "{{ 1 != 2 }}{{ 'a' != 'a' }}{{ 'a' != 1 }}", {}),
    ("order", "{{ 1 < 2 }}{{ 2 > 3 }}{{ 2 <= 2 }}{{ 3 >= 3.5 }}{{ 'a' < 'b' }}{{ 'Z' < 'a' }}{{ [1, 2] < [1, 3] }}{{ true > 0 }}", {}),
    ("order-mixed", "{{ 1 < 'a' }}", {}),
    ("chained", "{{ 1 < 2 < 3 }}{{ 1 < 3 < 2 }}{{ 3 > 2 == 2 }}{{ 1 == 1 == true }}{{ 1 < 2 in [2] }}", {}),
    ("and-or-values", "{{ 1 and 2 }} {{ 0 and 2 }} {{ 0 or 'x' }} {{ 'a' or 'b' }} {{ '' or none }} {{ [] or {} }}", {}),
    ("and-or-short", "{{ false and 1/0 }} {{ true or 1/0 }}", {}),
    ("not", "{{ not true }}{{ not 0 }}{{ not '' }}{{ not [1] }}{{ not not 'a' }}", {}),
    ("not-precedence", "{{ not 1 == 2 }}{{ not false and false }}{{ not true or true }}", {}),
    ("and-or-precedence", "{{ true or false and false }}{{ (true or false) and false }}", {}),
    ("ampersands", "{{ a && b }}", {}),
    ("triple-equal", "{{ a === b }}", {}),
    ("in-list", "{{ 1 in [1, 2] }}{{ 3 in [1] }}{{ 1.0 in [1] }}{{ 3 not in [1] }}{{ '1' in [1] }}", {}),
    ("in-string", "{{ 'b' in 'abc' }}{{ '' in 'abc' }}{{ 'B' in 'abc' }}{{ 'z' not in 'abc' }}", {}),
    ("in-dict", "{{ 'a' in d }}{{ 1 in d }}{{ 'z' not in d }}", KEYED),
    ("in-none", "{{ 1 in none }}", {}),
    ("add", "{{ 1 + 2 }} {{ 1 + 2.0 }} {{ 'a' + 'b' }} {{ [1] + [2] }} {{ true + 1 }} {{ 0.1 + 0.2 }}", {}),
    ("add-string-int", "{{ 'a' + 1 }}", {}),
    ("subtract", "{{ 5 - 7 }} {{ 1.5 - 0.5 }} {{ 5-2-1 }} {{ 5 -2 }}", {}),
    ("multiply", "{{ 3 * 4 }} {{ 2 * 1.5 }} {{ 'ab' * 3 }} {{ 2 * [0] }} {{ '-' * 0 }}|{{ 'a' * -1 }}", {}),
    ("divide", "{{ 6 / 2 }} {{ 7 / 2 }} {{ 1 / 3 }} {{ -7 / 2 }} {{ 1e300 * 1e10 }}", {}),
    ("floor-divide", "{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 // -2 }} {{ 7.5 // 2 }} {{ -7.5 // 2 }}", {}),
    ("modulo", "{{ 7 % 3 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 7.5 % 2 }} {{ -7.5 % 2 }}", {}),
    ("modulo-format", "{{ '%s-%d' % ('a', 3) }} {{ '%05.2f' % 3.14159 }}", {}),
    ("power", "{{ 2 ** 10 }} {{ 2 ** -1 }} {{ 2 ** 0.5 }} {{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ 2 ** 64 }}", {}),
    ("int-overflow", "{{ x + 1 }} {{ x * 2 }}", value(9223372036854775807)),
    ("divide-zero", "{{ 1 / 0 }}", {}),
    ("precedence", "{{ 1 + 2 * 3 }} {{ (1 + 2) * 3 }} {{ 10 - 4 / 2 }} {{ 2 * 3 % 4 }}", {}),
    ("precedence-minus-concat", "{{ 7 - 2 ~ 'x' }}", {}),
    ("precedence-concat-add", "{{ 1 ~ 2 + 3 }}", {}),
    ("concat", "{{ 'a' ~ 1 ~ none ~ true ~ 1.0 ~ [1, 'b'] ~ {'k': 's'} }}", {}),
    ("concat-multiply", "{{ 2 * 3 ~ 4 }}{{ 'a' ~ 'b' * 2 }}", {}),
    ("minus-filter", "{{ -3|abs }} {{ (-3)|abs }} {{ -x|abs }}", value(-4)),
    ("inline-if", "{{ 'y' if x else 'n' }}{{ 'y' if not x else 'n' }}", value(1)),
    ("inline-if-no-else", "[{{ 'y' if x }}]", value(0)),
    ("inline-if-no-else-attribute", "{{ ('y' if x).z }}", value(0)),
    ("inline-if-chained", "{{ 'a' if x == 1 else 'b' if x == 2 else 'c' }}", value(2)),
    ("inline-if-precedence", "{{ 'a' ~ 'b' if x else 'c' ~ 'd' }} {{ 1 + (2 if x else 3) }}", value(0)),
    ("inline-if-filter", "{{ 'a' if x else 'b'|upper }}{{ ('a' if x else 'b')|upper }}", value(1)),
    ("inline-if-lazy", "{{ 1 if true else 1/0 }}", {}),
    ("parentheses", "{{ ((1)) }}{{ (1 + (2 * (3))) }}{{ ('a')|upper }}", {}),
    ("truthiness", "{% for v in x %}{{ 'T' if v else 'F' }}{% endfor %}", value([0, 0.0, -0.0, "", "0", " ", [], [0], {}, None, False, True, 1])),
]

TESTS: list[Case] = [
    ("defined", "{{ x is defined }}{{ y is defined }}{{ n is defined }}{{ x.z is defined }}", {"x": {}, "n": None}),
    ("not-defined", "{{ x is not defined }}{{ y is not defined }}{{ not y is defined }}", value(1)),
    ("defined-chained-error", "{{ y.z is defined }}", {}),
    ("none", "{{ x is none }}{{ x is not none }}{{ y is none }}", value(None)),
    ("none-capital", "{{ x is None }}", value(None)),
    ("string", "{{ 'a' is string }}{{ 1 is string }}{{ [] is string }}{{ none is string }}", {}),
    ("number", "{{ 1 is number }}{{ 1.5 is number }}{{ true is number }}{{ '1' is number }}{{ none is number }}", {}),
    ("integer-float-boolean", "{{ 1 is integer }}{{ 1.0 is integer }}{{ true is integer }}{{ 1.0 is float }}{{ true is boolean }}{{ 1 is boolean }}", {}),
    ("true-false", "{{ true is true }}{{ 1 is true }}{{ false is false }}{{ 0 is false }}", {}),
    ("mapping", "{{ {} is mapping }}{{ [] is mapping }}{{ 'a' is mapping }}", {}),
    ("iterable", "{{ [] is iterable }}{{ 'a' is iterable }}{{ {} is iterable }}{{ 1 is iterable }}{{ none is iterable }}", {}),
    ("sequence", "{{ [] is sequence }}{{ 'a' is sequence }}{{ {} is sequence }}{{ 1 is sequence }}", {}),
    ("odd-even", "{{ 1 is odd }}{{ 2 is even }}{{ -1 is odd }}{{ 4 is divisibleby(2) }}{{ 4 is divisibleby 3 }}", {}),
    ("comparisons", "{{ 1 is eq 1 }}{{ 1 is equalto(2) }}{{ 1 is ne 1 }}{{ 1 is lt 2 }}{{ 2 is ge 3 }}", {}),
    ("in", "{{ 1 is in [1, 2] }}{{ 3 is in([1]) }}{{ 3 is not in [1] }}", {}),
    ("precedence-and", "{{ x is defined and x == 1 }}{{ y is defined and y.z }}", value(1)),
    ("precedence-not", "{{ not x is none }}{{ not x is defined }}", value(1)),
    ("precedence-concat", "{{ 'a' ~ 1 is string }}", {}),
    ("precedence-plus", "{{ 1 + 2 is odd }}", {}),
    ("after-filter", "{{ x|length is odd }}", X123),
    ("chained-is", "{{ 1 is odd is defined }}", {}),
    ("unknown", "{{ x is nope }}", {}),
    ("missing-name", "{{ x is }}", {}),
]

UNDEFINED: list[Case] = [
    ("truth", "{{ not u }}{{ 'y' if u else 'n' }}{% if u %}a{% else %}b{% endif %}", {}),
    ("equal", "{{ u == v }}{{ u == none }}{{ u == '' }}{{ u != 1 }}{{ u in [1] }}", {}),
    ("in-undefined", "{{ 'a' in u }}", {}),
    ("for", "{% for i in u %}a{% else %}none{% endfor %}", {}),
    ("concat", "[{{ u ~ 'a' ~ u }}]", {}),
    ("or", "{{ u or 'x' }}[{{ u and 'x' }}]", {}),
    ("add", "{{ u + 1 }}", {}),
    ("less", "{{ u < 1 }}", {}),
    ("minus", "{{ -u }}", {}),
    ("in-list-repr", "{{ [u] }}{{ {'a': u} }}", {}),
    ("text-filters", "[{{ u|upper }}{{ u|lower }}{{ u|title }}{{ u|capitalize }}{{ u|trim }}{{ u|string }}{{ u|e }}{{ u|safe }}]", {}),
    ("list-filters", "{{ u|length }}{{ u|list }}[{{ u|join(',') }}]{{ u|sort }}{{ u|unique|list }}{{ u|sum }}{{ u|map('upper')|list }}", {}),
    ("first", "[{{ u|first }}{{ u|default('d') }}{{ u|first|default('e') }}]", {}),
    ("int", "{{ u|int }}", {}),
    ("float", "{{ u|float }}", {}),
    ("abs", "{{ u|abs }}", {}),
    ("tojson", "{{ u|tojson }}", {}),
    ("tests", "{{ u is string }}{{ u is number }}{{ u is mapping }}{{ u is iterable }}{{ u is sequence }}{{ u is none }}", {}),
    ("as-index", "[{{ x[u] }}]", X123),
    ("as-key", "[{{ d[u] }}]", KEYED),
    ("set-then-test", "{% set y = u %}{{ y is defined }}[{{ y }}]", {}),
]

CONDITIONS: list[Case] = [
    ("false", "[{% if x %}yes{% endif %}]", value(False)),
    ("elif", "{% if x == 1 %}a{% elif x == 2 %}b{% elif x == 3 %}c{% else %}d{% endif %}", value(3)),
    ("elif-none-holds", "[{% if x == 1 %}a{% elif x == 2 %}b{% endif %}]", value(9)),
    ("nested", "{% if a %}{% if b %}ab{% else %}a{% endif %}{% else %}{% if b %}b{% endif %}{% endif %}", {"a": 1, "b": 0}),
    ("newlines-kept", "a\n{% if x %}\nb\n{% endif %}\nc\n", value(1)),
    ("newlines-kept-when-false", "a\n{% if x %}\nb\n{% endif %}\nc\n", value(0)),
    ("else-if-is-error", "{% if x %}a{% else if y %}b{% endif %}", {}),
    ("elseif-is-error", "{% if x %}a{% elseif y %}b{% endif %}", {}),
    ("else-twice", "{% if x %}a{% else %}b{% else %}c{% endif %}", {}),
    ("no-condition", "{% if %}a{% endif %}", {}),
    ("unclosed", "{% if x %}a", {}),
    ("endif-alone", "a{% endif %}", {}),
    ("assignment-is-error", "{% if x = 1 %}a{% endif %}", {}),
    ("trailing-colon", "{% if x: %}a{% endif %}", {}),
    ("endif-with-words", "{% if x %}a{% endif x %}", value(1)),
]

LOOPS: list[Case] = [
    ("list", "{% for i in x %}{{ i }},{% endfor %}", X123),
    ("string", "{% for c in s %}{{ c }}.{% endfor %}", text("aé👍")),
    ("dict-keys", "{% for k in d %}{{ k }}{% endfor %}", KEYED),
    ("items-method", "{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", KEYED),
    ("items-filter", "{% for k, v in d|items %}{{ k }}={{ v }};{% endfor %}", KEYED),
    ("dictsort", "{% for k, v in d|dictsort %}{{ k }}={{ v }};{% endfor %}", KEYED),
    ("unpack-lists", "{% for a, b in x %}{{ a }}-{{ b }};{% endfor %}", value([[1, 2], ["a", None]])),
    ("unpack-too-many", "{% for a, b in x %}{{ a }}{% endfor %}", value([[1, 2, 3]])),
    ("index", "{% for i in x %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }} {% endfor %}", XABC),
    ("first-last", "{% for i in x %}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}", XABC),
    ("comma", "{% for i in x %}{{ i }}{% if not loop.last %}, {% endif %}{% endfor %}", XABC),
    ("previtem-nextitem", "{% for i in x %}[{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }}]{% endfor %}", XABC),
    ("previtem-defined", "{% for i in x %}{{ loop.previtem is defined }}{{ loop.nextitem is defined }} {% endfor %}", value([None, None])),
    ("cycle", "{% for i in x %}{{ loop.cycle('odd', 'even') }} {% endfor %}", X123),
    ("depth", "{% for i in x %}{{ loop.depth }}{{ loop.depth0 }}{% for j in x %}{{ loop.depth }}{% endfor %}{% endfor %}", value([1])),
    ("loop-unknown", "[{% for i in x %}{{ loop.nope }}{% endfor %}]", X123),
    ("loop-outside", "[{{ loop }}{{ loop is defined }}]", {}),
    ("loop-after", "{% for i in x %}{% endfor %}[{{ loop }}{{ i }}]", X123),
    ("loop-variable-hides", "{% for i in x %}{{ loop.index }}{% endfor %}{{ loop }}", {"x": [1], "loop": "mine"}),
    ("else-empty", "{% for i in x %}a{% else %}empty{% endfor %}", XEMPTY),
    ("else-not-empty", "{% for i in x %}a{% else %}empty{% endfor %}", X123),
    ("if", "{% for i in x if i != 2 %}{{ loop.index }}/{{ loop.length }}:{{ i }} {% endfor %}", X123),
    ("if-else", "{% for i in x if i > 9 %}a{% else %}none{% endfor %}", X123),
    ("if-loop-undefined", "{% for i in x if loop.index > 1 %}{{ i }}{% endfor %}", X123),
    ("if-unpacked", "{% for k, v in d.items() if v > 1 %}{{ k }}{% endfor %}", KEYED),
    ("range", "{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(1, 3) %}{{ i }}{% endfor %}", {}),
    ("filtered", "{% for i in x|sort|reverse %}{{ i }}{% endfor %}", X123),
    ("nested", "{% for r in x %}{{ loop.index }}:{% for i in r %}{{ loop.index }}{{ i }}{% endfor %};{{ loop.last }}{% endfor %}", value([["a", "b"], ["c"]])),
    ("outer-loop-saved", "{% for r in x %}{% set o = loop %}{% for i in r %}{{ o.index }}.{{ loop.index }} {% endfor %}{% endfor %}", value([[1, 2], [3]])),
    ("variable-scope", "{% for i in x %}{{ i }}{% endfor %}{{ i }}", {"x": [1, 2], "i": "out"}),
    ("newlines-kept", "{% for i in x %}\n- {{ i }}\n{% endfor %}\nend\n", XABC),
    ("newlines-trimmed", "{% for i in x -%}\n- {{ i }}\n{% endfor %}\nend\n", XABC),
    ("chat", "{% for m in messages %}<|{{ m.role }}|>\n{{ m['content'] }}\n{% endfor %}<|assistant|>\n", CHAT),
    ("over-int", "{% for i in x %}{% endfor %}", value(3)),
    ("over-none", "{% for i in x %}{% endfor %}", value(None)),
    ("missing-endfor", "{% for i in x %}a", {}),
    ("endfor-alone", "{% endfor %}", {}),
    ("missing-in", "{% for i x %}{% endfor %}", {}),
    ("assign-loop", "{% for loop in x %}{% endfor %}", X123),
    ("break-absent", "{% for i in x %}{% break %}{% endfor %}", X123),
    ("continue-absent", "{% for i in x %}{% continue %}{% endfor %}", X123),
]

SET: list[Case] = [
    ("simple", "{% set y = 1 %}{{ y }}", {}),
    ("expression", "{% set y = x|length + 1 %}{{ y }}", X123),
    ("overwrites", "{% set x = x ~ '!' %}{{ x }}{% set x = 2 %}{{ x }}", value("a")),
    ("tuple", "{% set a, b = 1, 2 %}{{ a }}{{ b }}", {}),
    ("in-if", "{% if true %}{% set y = 1 %}{% endif %}[{{ y }}]", {}),
    ("in-if-not-taken", "{% if false %}{% set y = 1 %}{% endif %}[{{ y }}]", {"y": "old"}),
    ("in-loop-lost", "{% set n = 0 %}{% for i in x %}{% set n = n + i %}{{ n }} {% endfor %}{{ n }}", X123),
    ("in-loop-fresh-each-time", "{% for i in x %}[{{ y }}]{% set y = i %}[{{ y }}]{% endfor %}[{{ y }}]", X123),
    ("in-loop-reads-outer", "{% for i in x %}{{ n }}{% set n = i %}{{ n }} {% endfor %}{{ n }}", {"x": [1, 2], "n": "o"}),
    ("namespace", "{% set ns = namespace(n=0) %}{% for i in x %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", X123),
    ("attribute-of-dict", "{% set d.a = 1 %}", KEYED),
    ("block", "{% set y %}a{{ x }}b{% endset %}[{{ y }}]", value(1)),
    ("newline-kept", "{% set y = 1 %}\n{{ y }}", {}),
    ("missing-value", "{% set y = %}", {}),
    ("augmented", "{% set y += 1 %}", {}),
    ("used-before", "[{{ y }}]{% set y = 1 %}[{{ y }}]", {}),
]

FILTERS: list[Case] = [
    ("default", "{{ u|default('d') }} {{ x|default('d') }}", value("v")),
    ("default-falsy", "[{{ e|default('d') }}][{{ n|default('d') }}][{{ z|default('d') }}]", {"e": "", "n": None, "z": 0}),
    ("default-true", "{{ e|default('d', true) }}{{ n|default('d', true) }}{{ z|default('d', boolean=true) }}", {"e": "", "n": None, "z": 0}),
    ("default-none-given", "[{{ u|default }}][{{ u|default() }}][{{ u|d('x') }}]", {}),
    ("default-missing-attribute", "{{ a.b|default('d') }}", {"a": {}}),
    ("default-chained-undefined", "{{ u.b|default('d') }}", {}),
    ("default-chained-attribute", "{{ (u|default({})).b|default('d') }}", {}),
    ("join", "{{ x|join }} {{ x|join(', ') }} {{ x|join('') }}", X123),
    ("join-mixed", "{{ x|join('|') }}", value([1, None, True, 1.0, [1, "a"], {"k": 1}])),
    ("join-string", "{{ 'abc'|join('-') }}", {}),
    ("join-dict", "{{ d|join(',') }}", KEYED),
    ("join-attribute", "{{ p|join(', ', attribute='n') }} {{ p|join(', ', 'age') }}", PEOPLE),
    ("join-attribute-dotted", "{{ p|join('+', attribute='c.t') }}", PEOPLE),
    ("join-attribute-missing", "{{ p|join('+', attribute='on') }}", GAPS),
    ("join-none", "{{ none|join(',') }}", {}),
    ("upper-lower", "{{ s|upper }} {{ s|lower }}", text("Straße ŉ ΑΣ İ")),
    ("title", "{{ s|title }}", text("hello WORLD foo")),
    ("title-apostrophe", "{{ s|title }}", text("it's o'neill's don’t")),
    ("title-hyphen", "{{ s|title }}", text("mother-in-law well--known -x")),
    ("title-brackets", "{{ s|title }}", text("(ab) [cd] {ef} <gh> \"ij\" 'kl'")),
    ("title-other-separators", "{{ s|title }}", text("a_b a/b a.b a,b a:b 1st 2ND a\tb\nc")),
    ("title-unicode", "{{ s|title }}", text("élan ñu ßa ŉx ǆur")),
    ("capitalize", "{{ s|capitalize }} {{ 'élan VITAL'|capitalize }} {{ 'ßa'|capitalize }} {{ ' ab'|capitalize }}", text("hELLO wORLD")),
    ("trim", "[{{ s|trim }}]", text(" \t\n\r a b \u00a0\u2003\u200b ")),
    ("trim-unicode-spaces", "[{{ s|trim }}]", text("\u00a0\u2003\u3000\x1c\x85\u2028a\x1f\x0b\x0c")),
    ("trim-characters", "[{{ 'xxaxyx'|trim('x') }}][{{ 'abcba'|trim('ab') }}][{{ '--a--'|trim(chars='-') }}]", {}),
    ("length", "{{ 'héllo👋'|length }} {{ x|length }} {{ d|length }} {{ ''|count }}", X123 | KEYED),
    ("length-scalars", "{{ s|length }}", text("e\u0301\r\n👩‍🚀")),
    ("length-int", "{{ 5|length }}", {}),
    ("tojson", "{{ x|tojson }}", value({"b": [1, 2.0, None, True, 1e20, -0.0], "a": "s"})),
    ("tojson-scalars", "{{ none|tojson }} {{ true|tojson }} {{ 1|tojson }} {{ 1.0|tojson }} {{ 'a'|tojson }}", {}),
    ("tojson-sorts-keys", "{{ x|tojson }}", value({"b": 1, "a": {"d": 1, "c": 2}, "B": 3, "é": 4})),
    ("tojson-html", "{{ s|tojson }}", text("<a href='x'>&amp;\"</a>/")),
    ("tojson-non-ascii", "{{ s|tojson }}", text("é 你 😀 \u2028 \u007f")),
    ("tojson-controls", "{{ s|tojson }}", text("\x00\x08\x0b\x0c\n\r\t\\\x1f")),
    ("tojson-empty", "{{ []|tojson }}{{ {}|tojson }}{{ ''|tojson }}", {}),
    ("tojson-indent", "{{ x|tojson(indent=2) }}", value({"b": [1, {"c": []}], "a": {}})),
    ("tojson-indent-positional", "{{ x|tojson(4) }}", value([1, "é<"])),
    ("tojson-then-concat", "{{ ('<'|tojson) ~ '<' }}", {}),
    ("tojson-then-add", "{{ ('a'|tojson) + '<' }}", {}),
    ("tojson-keyword-absent", "{{ x|tojson(ensure_ascii=false) }}", value("é")),
    ("replace", "{{ 'aaa'|replace('a', 'b') }} {{ 'aaa'|replace('a', 'b', 2) }} {{ 'abc'|replace('z', 'y') }} {{ 'ab'|replace('', '-') }}", {}),
    ("replace-count-keyword", "{{ 'aaa'|replace('a', 'b', count=1) }}", {}),
    ("replace-of-none", "{{ none|replace('o', '0') }}", {}),
    ("first-last", "{{ x|first }}{{ x|last }}{{ 'héy'|first }}{{ 'héy'|last }}{{ d|first }}{{ d|last }}", XABC | KEYED),
    ("first-last-empty", "[{{ []|first }}{{ []|last }}{{ ''|first }}]", {}),
    ("first-int", "{{ 1|first }}", {}),
    ("list", "{{ 'aé👍'|list }}{{ d|list }}{{ (1, 2)|list }}", KEYED),
    ("sort", "{{ x|sort }}", value([3, 1, 2.5, True, 0])),
    ("sort-strings", "{{ x|sort }} {{ x|sort(case_sensitive=true) }}", value(["b", "A", "a", "C", "é", "B", "z"])),
    ("sort-reverse", "{{ x|sort(reverse=true) }} {{ x|sort(true) }}", value([1, 3, 2])),
    ("sort-attribute", "{{ p|sort(attribute='age')|map(attribute='n')|list }} {{ p|sort(attribute='n')|map(attribute='n')|list }}", PEOPLE),
    ("sort-attribute-reverse-stable", "{{ p|sort(attribute='age', reverse=true)|map(attribute='n')|list }}", PEOPLE),
    ("sort-attribute-missing", "{{ p|sort(attribute='on')|list }}", GAPS),
    ("sort-dict", "{{ d|sort }}", KEYED),
    ("sort-mixed", "{{ [1, 'a']|sort }}", {}),
    ("dictsort", "{{ d|dictsort }} {{ d|dictsort(by='value') }} {{ d|dictsort(reverse=true) }}", {"d": {"b": 1, "A": 3, "c": 2}}),
    ("unique", "{{ x|unique|list }} {{ x|unique(true)|list }}", value(["a", "A", "b", "a", 1, 1.0, True, None])),
    ("unique-attribute", "{{ p|unique(attribute='age')|map(attribute='n')|join(',') }}", PEOPLE),
    ("reverse", "{{ x|reverse|list }} {{ 'aé👍'|reverse }} [{{ ''|reverse }}]", X123),
    ("reverse-marks", "{{ s|reverse }}", text("ae\u0301\r\n")),
    ("string", "{{ 1|string ~ 2 }} {{ none|string|length }} {{ [1, 'a']|string|length }} {{ 1.0|string }}", {}),
    ("int", "{{ '42'|int }} {{ ' 42 '|int }} {{ '4.9'|int }} {{ -4.9|int }} {{ 4.9|int }} {{ true|int }} {{ '1_000'|int }} {{ '+5'|int }}", {}),
    ("int-bad", "{{ 'x'|int }} {{ ''|int }} {{ none|int }} {{ 'x'|int(7) }} {{ 'x'|int(default=8) }} {{ []|int }}", {}),
    ("int-forms", "{{ '1e3'|int }} {{ '0x1f'|int }} {{ '0x1f'|int(0, 16) }} {{ 'ff'|int(base=16) }} {{ '٣'|int }} {{ 'inf'|int }}", {}),
    ("float", "{{ '1.5'|float }} {{ '2'|float }} {{ 3|float }} {{ 'x'|float }} {{ 'x'|float(1.5) }} {{ none|float }} {{ '1e3'|float }}", {}),
    ("float-forms", "{{ ' 1.5 '|float }} {{ '.5'|float }} {{ '5.'|float }} {{ 'nan'|float }} {{ '-inf'|float }} {{ '1_0'|float }} {{ ''|float }}", {}),
    ("round", "{{ 2.5|round }} {{ 3.5|round }} {{ 0.5|round }} {{ -2.5|round }} {{ 42.55|round(1) }} {{ 2.675|round(2) }} {{ 7|round }}", {}),
    ("round-precision", "{{ 1234.5|round(-2) }} {{ 1234|round(-2) }} {{ 1.0|round(3) }} {{ 42.4|round|int }} {{ 1.005|round(2) }}", {}),
    ("round-methods", "{{ 42.1|round(method='ceil') }} {{ 42.9|round(0, 'floor') }} {{ 42.123|round(2, 'ceil') }} {{ (-1.5)|round(0, 'floor') }}", {}),
    ("abs", "{{ (-3)|abs }} {{ x|abs }} {{ 0|abs }} {{ true|abs }}", value(-1.5)),
    ("map-filter", "{{ x|map('upper')|list }} {{ x|map('replace', 'a', 'z')|join(',') }}", XABC),
    ("map-attribute", "{{ p|map(attribute='n')|list }} {{ p|map(attribute='c.t')|join(', ') }}", PEOPLE),
    ("map-attribute-index", "{{ x|map(attribute=0)|list }} {{ x|map(attribute='1')|list }}", value([[1, 2], [3, 4]])),
    ("map-attribute-missing", "{{ p|map(attribute='on')|list }}", GAPS),
    ("map-attribute-default", "{{ p|map(attribute='on', default='-')|list }}", GAPS),
    ("map-unknown-filter", "{{ x|map('nope')|list }}", XABC),
    ("map-length", "{{ x|map('upper')|length }}", XABC),
    ("map-first-twice", "{% set m = x|map('upper') %}{{ m|first }}{{ m|join }}", XABC),
    ("map-in-if", "{{ 'y' if x|map('upper') else 'n' }}", XEMPTY),
    ("select", "{{ x|select|list }} {{ x|select('odd')|list }} {{ x|select('gt', 1)|list }} {{ x|select('>', 2)|list }}", value([0, 1, 2, 3])),
    ("reject", "{{ x|reject|list }} {{ x|reject('odd')|list }} {{ x|reject('in', [1, 2])|list }}", value([0, 1, 2, 3])),
    ("selectattr", "{{ p|selectattr('on')|map(attribute='n')|list }} {{ p|selectattr('on', 'defined')|map(attribute='n')|list }}", GAPS),
    ("selectattr-equalto", "{{ p|selectattr('age', 'equalto', 30)|map(attribute='n')|list }} {{ p|selectattr('c.t', '==', 'Oslo')|list|length }}", PEOPLE),
    ("sum", "{{ x|sum }} {{ []|sum }} {{ [0.1, 0.2]|sum }} {{ x|sum(start=10) }} {{ [true, true]|sum }}", X123),
    ("sum-attribute", "{{ p|sum(attribute='age') }} {{ p|sum('age', 1) }}", PEOPLE),
    ("truncate", "{{ s|truncate(20) }}|{{ s|truncate(255) }}|{{ s|truncate(20, true) }}", text("The quick brown fox jumps over the lazy dog")),
    ("truncate-end", "{{ s|truncate(9, false, '') }}|{{ s|truncate(9, true, '>') }}|{{ s|truncate(length=9, end='…') }}", text("foo bar baz qux")),
    ("truncate-leeway", "{{ s|truncate(11) }}|{{ s|truncate(10) }}|{{ s|truncate(9, leeway=0) }}|{{ s|truncate(5, true, '...', 0) }}", text("foo bar baz qux")),
    ("truncate-long-word", "{{ s|truncate(6) }}", text("abcdefghijklmnop")),
    ("truncate-leading-space", "[{{ s|truncate(8, leeway=0) }}]", text("a    b    c    d")),
    ("wordcount", "{{ s|wordcount }} {{ ''|wordcount }} {{ 12|wordcount }}", text("it's two-fold, naïve 你好 a_b — x")),
    ("indent", "{{ s|indent }}|{{ s|indent(2) }}|{{ s|indent(2, true) }}|{{ s|indent(width='> ') }}", text("a\nb\n\nc")),
    ("indent-blank", "{{ s|indent(2, blank=true) }}|{{ s|indent(2, first=true, blank=true) }}", text("a\n\n  \nb\n")),
    ("indent-trailing-newline", "[{{ s|indent(2) }}]", text("a\nb\n")),
    ("indent-crlf", "[{{ s|indent(2) }}]", text("a\r\nb\rc\u2028d")),
    ("indent-empty", "[{{ ''|indent(2, true) }}][{{ 'a'|indent(2, true) }}]", {}),
    ("escape", "{{ s|escape }} {{ s|e }}", text("<a href='x'>&\"é&amp;")),
    ("escape-twice", "{{ s|e|e }} {{ s|e|safe }} {{ s|safe|e }} {{ s|e|string|e }} {{ s|forceescape }}", text("<&")),
    ("escape-then-add", "{{ s|e + '<' }} {{ ('<' + s|e) }} {{ s|e ~ '<' }}", text("&")),
    ("safe", "{{ '<'|safe }} {{ 1|safe }} {{ 'a'|safe ~ '<' }}", {}),
    ("groupby", "{% for k, v in p|groupby('age') %}{{ k }}:{{ v|map(attribute='n')|join(',') }};{% endfor %}", PEOPLE),
    ("min-max", "{{ x|min }}{{ x|max }}[{{ []|max }}]{{ ['b', 'A']|min }}", X123),
    ("items", "{{ d|items|list }}", KEYED),
    ("format", "{{ '%s is %.2f'|format('pi', 3.14159) }} {{ '%(a)s'|format(a=1) }}", {}),
    ("chain", "{{ s|trim|lower|replace(' ', '_')|capitalize }}", text("  Big Blue  ")),
    ("precedence-add", "{{ 'a' + 'b'|upper }} {{ ('a' + 'b')|upper }}", {}),
    ("precedence-concat", "{{ 'a' ~ x|join ~ 'c'|upper }}", X123),
    ("precedence-compare", "{{ x|length > 2 }} {{ x|length == 3 and true }} {{ 3 == x|length }}", X123),
    ("then-attribute", "{{ (p|first).n }}", PEOPLE),
    ("then-attribute-bare", "{{ p|first.n }}", PEOPLE),
    ("then-index-bare", "{{ x|list[0] }}", X123),
    ("in-arguments", "{{ u|default(x|join('-')) }} {{ u|default('a' if x else 'b') }}", X123),
    ("unknown", "{{ x|nope }}", value(1)),
    ("unknown-in-if-not-taken", "[{% if false %}{{ x|nope }}{% endif %}]", value(1)),
    ("unknown-in-if-taken", "{% if true %}{{ x|nope }}{% endif %}", value(1)),
    ("name-missing", "{{ x| }}", value(1)),
    ("argument-unclosed", "{{ x|join(',' }}", X123),
    ("too-many-arguments", "{{ 'a'|upper(1) }}", {}),
    ("unknown-keyword", "{{ x|join(sep=',') }}", X123),
]

COMMENTS: list[Case] = [
    ("simple", "a{# b #}c", {}),
    ("multi-line", "a\n{# b\nc #}\nd", {}),
    ("tags-inside", "a{# {{ x }} {% if %} #}b", {}),
    ("empty", "[{##}]", {}),
    ("nested-is-not", "{# a {# b #} c #}", {}),
    ("unclosed", "a{# b", {}),
    ("in-expression", "{{ x {# c #} }}", value(1)),
    ("trim", "a  {#- b -#}  c", {}),
    ("trim-left", "a \n {#- b #} c", {}),
    ("trim-right", "a {# b -#} \n c", {}),
    ("plus", "a {#+ b +#} c", {}),
]

RAW: list[Case] = [
    ("simple", "{% raw %}{{ x }}{% if %}{# c #}{% endraw %}", {}),
    ("newlines", "a\n{% raw %}\n{{ x }}\n{% endraw %}\nb", {}),
    ("trim", "a {%- raw -%} {{ x }} {%- endraw -%} b", {}),
    ("trim-outside", "a {%- raw %} {{ x }} {% endraw -%} b", {}),
    ("unclosed", "{% raw %}a", {}),
    ("nested", "{% raw %}{% raw %}a{% endraw %}", {}),
    ("endraw-alone", "{% endraw %}", {}),
]

SPACE: list[Case] = [
    ("variable-both", "a \n {{- x -}} \n b", value(1)),
    ("variable-left", "a \n {{- x }} \n b", value(1)),
    ("variable-right", "a \n {{ x -}} \n b", value(1)),
    ("block-both", "a \n {%- if x -%} \n b \n {%- endif -%} \n c", value(1)),
    ("block-left", "a \n{%- if x %}\n b\n{%- endif %}\n c", value(1)),
    ("block-right", "a \n{% if x -%}\n b\n{% endif -%}\n c", value(1)),
    ("for", "[ {%- for i in x -%} {{ i }} {%- endfor -%} ]", X123),
    ("else", "{% if x %} a {%- else -%} b {% endif %}", value(0)),
    ("set", "a\n{%- set y = 1 -%}\n{{ y }}", {}),
    ("plus-block", "a \n {%+ if x +%} \n b {%+ endif +%} c", value(1)),
    ("plus-variable-left", "{{+ x }}", value(1)),
    ("plus-variable-right", "{{ x +}}", value(1)),
    ("minus-negative-number", "a {{-1 }} {{ -1 }} {{--1 }}", {}),
    ("stops-at-value", "{{ x }} {{- x }}", value(" a ")),
    ("unicode-spaces", "a\u00a0\u3000{{- x -}}\u2003\u200bb", value(1)),
    ("newline-after-block", "{% if x %}\na\n{% endif %}\nb", value(1)),
    ("indent-before-block-kept", "  {% if x %}a{% endif %}\n", value(1)),
    ("tight", "{%-if x-%} a {%-endif-%} b", value(1)),
]

BRACES: list[Case] = [
    ("stray-close-variable", "a }} b", {}),
    ("stray-close-block", "a %} b", {}),
    ("single-open", "{ a } {", {}),
    ("json-text", "{\"a\": {\"b\": 1}}", {}),
    ("triple", "{{{ x }}}", value(1)),
    ("triple-dict", "{{{ 'x': 1 }}}", {}),
    ("around", "{ {{ x }} }", value(1)),
    ("empty-variable", "{{ }}", {}),
    ("empty-block", "{% %}", {}),
    ("unclosed-variable", "a {{ x", {}),
    ("unclosed-block", "a {% if x", {}),
    ("open-at-end", "a {{", {}),
    ("wrong-close", "{{ x %}", {}),
    ("split-close", "{{ x } }", {}),
    ("percent-in-variable", "{{ 5 %2 }}", {}),
]

BAD: list[Case] = [
    ("two-names", "{{ a b }}", {}),
    ("operator-missing-right", "{{ a + }}", {}),
    ("parenthesis-open", "{{ (a }}", {}),
    ("parenthesis-close", "{{ a) }}", {}),
    ("string-unclosed", "{{ 'a }}", {}),
    ("unknown-character", "{{ a ? b : c }}", {}),
    ("single-and", "{{ a & b }}", {}),
    ("assignment", "{{ a = 1 }}", {}),
    ("comprehension", "{{ [i for i in x] }}", {}),
    ("dot-nothing", "{{ a. }}", {}),
    ("index-empty", "{{ a[] }}", {}),
    ("dict-no-colon", "{{ {'a'} }}", {}),
    ("unknown-tag", "{% nope %}", {}),
    ("call-int", "{{ x() }}", value(1)),
    ("keyword-as-name", "{{ if }}", {}),
    ("error-after-output", "a{{ x }}b{{ u.v }}", value(1)),
]

NAMES: list[Case] = [
    ("unicode", "{{ größe }}{{ 名前 }}{{ é.ü }}", {"größe": 1, "名前": 2, "é": {"ü": 3}}),
    ("unnormalised", "[{{ ﬁ }}]", {"fi": "nfkc", "ﬁ": "raw"}),
    ("emoji", "{{ 😀 }}", {}),
    ("underscore-digits", "{{ _a }}{{ a_1 }}{{ __b__ }}", {"_a": 1, "a_1": 2, "__b__": 3}),
    ("digit-first", "{{ 1a }}", {}),
    ("hyphen", "{{ a-b }}", {"a": 3, "b": 1}),
    ("case-sensitive", "{{ a }}{{ A }}[{{ aA }}]", {"a": 1, "A": 2}),
    ("tag-words-as-values", "{{ set }}{{ endif }}{{ raw }}{{ block }}", {"set": 1, "endif": 2, "raw": 3, "block": 4}),
]

BEYOND: list[Case] = [
    ("macro", "{% macro m(a, b=2) %}<{{ a }}{{ b }}>{% endmacro %}{{ m(1) }}{{ m(1, b=3) }}[{{ m() }}]", {}),
    ("call", "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}in{% endcall %}", {}),
    ("include", "{% include 'a.txt' %}", {}),
    ("import", "{% import 'a.txt' as a %}", {}),
    ("extends", "{% extends 'a.txt' %}", {}),
    ("block", "[{% block body %}a{{ x }}{% endblock %}]", value(1)),
    ("filter-block", "{% filter upper %}a{{ x }}b{% endfilter %}", value("q")),
    ("with", "{% with a = 1, b = x %}{{ a }}{{ b }}{% endwith %}[{{ a }}]", value(2)),
    ("autoescape-true", "{% autoescape true %}{{ x }}{% endautoescape %}{{ x }}", value("<")),
    ("do", "{% do x.append(1) %}", XEMPTY),
    ("trans", "{% trans %}a{% endtrans %}", {}),
    ("print", "{% print x %}", value(1)),
    ("raise-exception-absent", "{{ raise_exception('no') }}", {}),
]

SECTIONS: dict[str, list[Case]] = {
    "text": TEXT, "output": OUTPUT, "access": ACCESS, "literal": LITERALS, "operator": OPERATORS, "test": TESTS,
    "undefined": UNDEFINED, "if": CONDITIONS, "for": LOOPS, "set": SET, "filter": FILTERS, "comment": COMMENTS, "raw": RAW,
    "space": SPACE, "brace": BRACES, "bad": BAD, "name": NAMES, "beyond": BEYOND,
}


def outcome(environment: Environment, template: str, variables: Variables) -> dict[str, str]:
    """The result's text, or the error's kind."""
    try:
        compiled = environment.from_string(template)
    except TemplateSyntaxError:
        return {"error": "syntax"}
    try:
        return {"result": compiled.render(variables)}
    except Exception:  # Python's own errors (TypeError, ZeroDivisionError, ...) come through beside jinja2's.
        return {"error": "runtime"}


def check_case(name: str, found: dict[str, str], seen: set[str]) -> None:
    """Refuses a name that is taken or not kebab-case, and a result that differs from run to run."""
    if not NAME.fullmatch(name) or name in seen:
        raise SystemExit(f"{name}: taken, or not in kebab case")
    if " at 0x" in found.get("result", ""):
        raise SystemExit(f"{name}: an address is in the result")
    seen.add(name)


def lines() -> Iterator[str]:
    seen: set[str] = set()
    for section, cases in SECTIONS.items():
        for short, template, variables in cases:
            as_json = json.dumps(variables)
            found = outcome(Environment(), template, json.loads(as_json))
            name = f"{section}-{short}"
            check_case(name, found, seen)
            yield json.dumps({"name": name, "template": template, "variables": json.loads(as_json)} | found) + "\n"


def changed(recorded: list[str], made: list[str]) -> Iterator[str]:
    old, new = ({json.loads(line)["name"]: line for line in side} for side in (recorded, made))
    return (name for name in sorted(old | new) if old.get(name) != new.get(name))


def counts(made: list[str]) -> None:
    for section, cases in SECTIONS.items():
        print(f"{len(cases):4} {section}")
    errors = [json.loads(line).get("error", "result") for line in made]
    print(f"{len(made):4} in all:", ", ".join(f"{errors.count(kind)} {kind}" for kind in ("result", "syntax", "runtime")))


def main() -> int:
    parser = argparse.ArgumentParser(description="Records what Python's jinja2 renders.")
    parser.add_argument("--check", action="store_true", help="write nothing, name the lines that would change")
    parser.add_argument("--counts", action="store_true", help="write nothing, count the cases")
    options = parser.parse_args()
    if importlib.metadata.version("jinja2") != JINJA:
        print(f"jinja2 is not {JINJA}: its texts may differ", file=sys.stderr)
    made = list(lines())
    if options.counts:
        counts(made)
    elif options.check:
        names = list(changed(CASES_FILE.read_text(encoding="ascii").splitlines(keepends=True), made))
        print(*names or ["nothing changed"], sep="\n")
        return 1 if names else 0
    else:
        CASES_FILE.parent.mkdir(parents=True, exist_ok=True)
        CASES_FILE.write_text("".join(made), encoding="ascii", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
