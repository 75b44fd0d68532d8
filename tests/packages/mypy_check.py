"""mypy checks a package and finds its mistakes."""
import pathlib
import tempfile

from mypy import api

PACKAGE = {
    "__init__.py": "from .shapes import Circle as Circle, Shape as Shape\n",
    "shapes.py": '''
from __future__ import annotations
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, overload

T = TypeVar("T")

class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

@dataclass(order=True)
class Circle(Shape):
    radius: float
    name: str = "circle"
    def area(self) -> float:
        return 3.14 * self.radius ** 2

class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []
    def push(self, item: T) -> None:
        self.items.append(item)
    def pop(self) -> T:
        return self.items.pop()

class Named(Protocol):
    name: str

def greet(who: Named) -> str:
    return "hello " + who.name

@overload
def double(x: int) -> int: ...
@overload
def double(x: str) -> str: ...
def double(x: int | str) -> int | str:
    return x * 2
''',
    "main.py": '''
import asyncio, json, re
from collections import defaultdict
from typing import TypedDict, Literal, NamedTuple
from .shapes import Circle, Shape, Stack, greet, double

class Movie(TypedDict, total=False):
    title: str
    year: int

class Point(NamedTuple):
    x: int
    y: int = 0

Shape()
Circle("wide")
greet(Circle(1.0))
greet(5)
stack = Stack[int]()
stack.push("text")
reveal_type(stack.pop())
reveal_type(double("a"))
movie: Movie = {"title": "x", "yeer": 5}
def choose(mode: Literal["a", "b"]) -> int:
    if mode == "c":
        return 1
    match mode:
        case "a": return "x"
        case "b": return 2
async def work() -> list[int]:
    await asyncio.sleep("x")
    return [n async for n in numbers()]
async def numbers():
    yield 1
def narrow(x: int | str | None) -> int:
    if isinstance(x, str): return len(x)
    reveal_type(x)
    return x
words: defaultdict[str, list[int]] = defaultdict(list)
words["a"].append("b")
m = re.match("a", "b"); m.group()
Point(1, "y").z
[x.upper() for x in range(3)]
print(undefined)
''',
}
with tempfile.TemporaryDirectory() as folder:
    package = pathlib.Path(folder, "package")
    package.mkdir()
    for name, text in PACKAGE.items():
        (package / name).write_text(text)
    for options in [[], ["--strict"], ["--python-version", "3.10", "--show-column-numbers"]]:
        out, err, status = api.run([str(package), "--cache-dir", folder + "/cache", "--show-error-codes", *options])
        print(out.replace(folder, "FOLDER"), err, status)
