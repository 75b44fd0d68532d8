"""Markdown and Docutils convert documents; Pygments highlights sources; PyYAML, tomlkit, lark, html5lib read and write."""
import hashlib

import markdown
import yaml
from docutils.core import publish_doctree, publish_parts, publish_string
from pygments import highlight
from pygments.formatters import HtmlFormatter, LatexFormatter, SvgFormatter, Terminal256Formatter
from pygments.lexers import get_all_lexers, get_lexer_by_name, guess_lexer

TEXT = """
Title {#id}
=====

A *paragraph* with **bold**, `code`, <b>html</b> & [a link](https://docs.python.org "title") and ![image](a.png).

* one
    * nested
* two

1. first
2. second

> quoted
> text[^1]

    indented code

| a | b |
|:--|--:|
| 1 | 2 |

Term
:   Definition

```python
def f(): pass
```

*[HTML]: Hyper Text
HTML is abbreviated. "Quoted" -- text...

[^1]: The note.
"""
print(markdown.markdown(TEXT, extensions=["extra", "toc", "smarty", "codehilite", "admonition", "sane_lists", "meta"]))
print(len(markdown.markdown(TEXT * 60, extensions=["extra"])))

RST = """
=====
Title
=====

:Author: Me
:Version: 1

.. contents::

Section
=======

A *paragraph* with **bold**, ``code``, a link_, a footnote [1]_ and |sub|. :math:`a^2`

.. |sub| replace:: substituted
.. _link: https://docs.python.org
.. [1] The note.

- item

  1. nested
  #. auto

+-----+------+
| a   | b    |
+=====+======+
| 1   | two  |
|     | rows |
+-----+------+

.. code:: python

   def f(x):
       return x + 1

.. note:: Careful.
.. figure:: a.png
   :width: 50%

   Caption

term
    definition

>>> 1 + 1
2

Broken *emphasis and `unknown`_.
"""
settings = {"report_level": 1, "warning_stream": False, "_disable_config": True, "datestamp": None, "generator": False}
for writer in ["html5", "latex", "pseudoxml", "manpage", "xml"]:
    text = publish_string(RST, writer=writer, settings_overrides=settings).decode()
    print(writer, text if writer in ("pseudoxml", "xml") else publish_parts(RST, writer=writer, settings_overrides=settings)["body" if writer != "manpage" else "whole"][:3000])
print(publish_doctree(RST, settings_overrides=settings).pformat()[:500])

SOURCES = {
    "python": "@d\nclass A[T](B):\n    async def f(self, *, x: int = 0x1F) -> None:\n        '''doc'''\n        return f'{x!r:>{w}}' + b'\\x00' # c\n",
    "c": "#include <stdio.h>\nint main(void) { /* c */ printf(\"%d\\n\", 0x1f); return 'a'; }\n",
    "html": "<!doctype html><p class=\"a\">&amp;<script>var x = `a${1}`;</script><style>p { color: red }</style>",
    "rust": "fn main<'a>() -> Result<(), Box<dyn Error>> { let x = r#\"raw\"#; println!(\"{}\", 1_000u64); }",
    "json": '{"a": [1, 2.5e3, null, true, "\\u00e9"]}',
    "bash": "for f in *.py; do echo \"${f%.py}\" | grep -v 'x' && exit 1; done",
    "sql": "SELECT a.*, COUNT(*) FROM t a WHERE b LIKE '%x' -- c\nGROUP BY 1;",
    "pycon": ">>> 1/0\nTraceback (most recent call last):\n  File \"<stdin>\", line 1\nZeroDivisionError: division by zero\n",
}
for language, source in SOURCES.items():
    lexer = get_lexer_by_name(language)
    for formatter in [HtmlFormatter(linenos=True), LatexFormatter(), Terminal256Formatter(style="monokai"), SvgFormatter()]:
        print(language, highlight(source, lexer, formatter))
print(guess_lexer("#!/usr/bin/python\nimport os").name, len(list(get_all_lexers())))
import inspect
import typing

source = inspect.getsource(typing)
digest = hashlib.sha256(highlight(source[:60000] if len(source) > 60000 else source, get_lexer_by_name("python"), HtmlFormatter()).encode())
print(digest.digest_size)

YAML = """
%YAML 1.1
---
anchors: &base {a: 1, b: [x, y]}
merged: {<<: *base, c: 2}
text: |
  literal
    block
folded: >-
  folded
  text
types: [1, 0x1F, 0o17, 1_000, 1.5, .inf, -.INF, .nan, yes, No, ~, null, 2001-12-14, 2001-12-14t21:59:43.10-05:00, 190:20:30]
binary: !!binary aGVsbG8=
set: !!set {a, b}
omap: !!omap [a: 1, b: 2]
pairs: !!pairs [a: 1, a: 2]
? [complex, key]
: value
"quoted \\u00e9 \\x41": 'single '' quote'
...
"""
data = yaml.safe_load(YAML.replace("? [complex, key]\n: value\n", ""))
print(data)
print(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
print(yaml.dump(data, default_flow_style=True, width=60))
again = yaml.safe_load(yaml.safe_dump(data))
print({key: again[key] == data[key] for key in data})
for wrong in ["a: b: c", "[1, 2", "a: *b", "!!python/object:os.system x", "\t- a", "- a\nb: c", "a: 'x"]:
    try:
        print(yaml.safe_load(wrong))
    except yaml.YAMLError as error:
        print(type(error).__name__, error)
many = [{"id": n, "name": f"name {n}", "tags": ["a", "b", n / 3], "nested": {"x": None, "y": True}} for n in range(400)]
print(yaml.safe_load(yaml.safe_dump(many)) == many)


class Thing:
    def __init__(self, x):
        self.x = x


print(yaml.dump([Thing(1), (1, 2), 1j, {1}, print]), yaml.load(yaml.dump(Thing(5)), yaml.UnsafeLoader).x)
