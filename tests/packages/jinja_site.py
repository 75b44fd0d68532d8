"""Jinja2 renders a site: inheritance, macros, filters, loops, includes, translations, the sandbox, errors."""
import datetime

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

TEMPLATES = {
    "base.html": """<!doctype html>
<title>{% block title %}Site{% endblock %}</title>
<nav>{% for page in pages %}<a href="{{ page.url }}"{% if page == here %} class=here{% endif %}>{{ page.title }}</a>
{%- if not loop.last %} | {% endif %}{% endfor %}</nav>
<main>{% block body required %}{% endblock %}</main>
<footer>{% include 'footer.html' %}</footer>""",
    "footer.html": "{{ now.strftime('%Y-%m-%d') }} {{ '%.2f'|format(3.14159) }}",
    "forms.html": """{% macro field(name, value='', kind='text') -%}
<input name="{{ name }}" type="{{ kind }}" value="{{ value|e }}"{% for k, v in kwargs|dictsort %} {{ k }}="{{ v }}"{% endfor %}>
{%- endmacro %}""",
    "page.html": """{% extends 'base.html' %}{% from 'forms.html' import field %}
{% block title %}{{ here.title|upper }} - {{ super() }}{% endblock %}
{% block body %}
{%- set ns = namespace(total=0) %}
<table>{% for row in rows|batch(3, '-') %}
<tr>{% for cell in row %}{% set ns.total = ns.total + (cell if cell is number else 0) %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table>
{{ ns.total }} {{ field('name', '<b>"x"</b>', id=5, size=10) }}
{% for group in people|groupby('city') %}{{ group.grouper }}: {{ group.list|map(attribute='name')|join(', ') }}; {% endfor %}
{% filter indent(2) %}{{ text|wordwrap(30) }}{% endfilter %}
{{ text|truncate(20) }} {{ text|wordcount }} {{ text|title }} {{ 1234567|filesizeformat }} {{ {'a': [1, none]}|tojson }}
{% call(item) table(people) %}{{ item.name }}{% endcall %}
{% raw %}{{ not rendered }}{% endraw %} {{ unsafe }} {{ unsafe|safe }} {{ [3, 1, 2]|sort|reverse|list }}
{% endblock %}""",
}


def table(people, caller=None):
    return "".join(caller(person) for person in people)


environment = Environment(loader=DictLoader(TEMPLATES), autoescape=select_autoescape(), undefined=StrictUndefined)
environment.globals.update(table=table, now=datetime.datetime(2026, 1, 2))
environment.filters["twice"] = lambda value: value * 2
pages = [{"title": f"page {n}", "url": f"/{n}.html"} for n in range(4)]
people = [{"name": name, "city": city} for name, city in [("Ann", "Bonn"), ("Bo", "Ulm"), ("Cy", "Bonn")]]
for page in pages:
    print(
        environment.get_template("page.html").render(
            pages=pages, here=page, rows=range(8), people=people, unsafe="<i>&</i>", text="the quick brown fox jumps over the lazy dog " * 2
        )
    )
for source in ["{{ missing }}", "{% for %}", "{{ 1 / 0 }}", "{% extends 'nothing' %}", "{{ 'x'|nofilter }}", "{{ a.b.c }}", "{% if %}"]:
    try:
        print(environment.from_string(source).render(a={}))
    except (TemplateError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
for source in ["{{ ().__class__.__mro__ }}", "{{ range(10**9) }}", "{{ 'a{0.__class__}'.format(1) }}", "{{ [1].append(2) }}"]:
    try:
        print(repr(SandboxedEnvironment().from_string(source).render()))
    except Exception as error:
        print(type(error).__name__, error)
big = environment.from_string("{% for i in range(n) %}{{ i }}:{{ i|twice }}{% if i is divisibleby 3 %}*{% endif %},{% endfor %}")
print(sum(map(len, big.generate(n=60000))))
print(environment.compile("{% for a in b %}{{ a|upper }}{% else %}none{% endfor %}", raw=True))


async def numbers():
    for number in range(3):
        yield number


import asyncio

asynchronous = Environment(enable_async=True)
print(asyncio.run(asynchronous.from_string("{% for n in numbers() %}{{ n }} {% endfor %}").render_async(numbers=numbers)))
