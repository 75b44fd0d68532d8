"""Annotations as texts, which a module asks for with the import from `__future__`."""
from __future__ import annotations

import sys

x: int = 1
y: undefined + 1
(z): not_recorded = 2


def f(a: list[int] = [], *args: "quoted", b: lambda: 0, **kwargs: x if y else z) -> yielded(1):
    local: never = 1


class C:
    a: C | None
    b: {"k": [1, 2]}[0] = 3
    if x:
        c: f"{x!r:>5}"

    def m(self: C) -> -x ** 2: ...


print(__annotations__)
print(f.__annotations__)
print(C.__annotations__, C.m.__annotations__)
print(f.__annotate__ is not None, type(C.__dict__.get("__annotate__")), annotations.getMandatoryRelease(), annotations.compiler_flag == 0x1000000)
y: str
print(list(__annotations__))
print(SyntaxError("m").print_file_and_line, sys.flags.optimize)
