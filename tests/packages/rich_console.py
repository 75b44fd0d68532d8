"""Rich draws tables, trees, panels, progress, Markdown, highlighted code and tracebacks."""
import io
import re

from rich import box
from rich.columns import Columns
from rich.console import Console
from rich.json import JSON
from rich.layout import Layout
from rich.markdown import Markdown
from rich.panel import Panel
from rich.pretty import Pretty, pretty_repr
from rich.progress import BarColumn, Progress, TextColumn
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text
from rich.traceback import Traceback
from rich.tree import Tree

for width, color in [(80, "truecolor"), (50, None)]:
    console = Console(file=io.StringIO(), width=width, color_system=color, force_terminal=color is not None, legacy_windows=False)
    table = Table(title="Star [red]films[/]", box=box.ROUNDED, show_lines=True)
    for name, style in [("Released", "cyan"), ("Title", "magenta"), ("Box office", "green")]:
        table.add_column(name, justify="right", style=style, no_wrap=name == "Released")
    for row in [("Dec 20, 2019", "Rise 日本語 😀", "$952,110,690"), ("May 25, 2018", "Solo: a long title that has to be folded", "$393")]:
        table.add_row(*row)
    console.print(table)
    tree = Tree("root")
    branch = tree.add("[bold]branch")
    for n in range(3):
        branch.add(f"leaf {n}").add(Panel("inside", expand=False))
    console.print(tree)
    console.print(Columns([Panel(f"[b]{n}[/b]\n[yellow]item") for n in range(7)], equal=True))
    console.print(Markdown("# Title\n\nSome *text* with `code`, [a link](https://docs.python.org) and\n\n1. one\n2. two\n   - three\n\n> quote\n\n```python\nx = [1, 2]\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"))
    console.print(Syntax("@decorator\ndef f(x: int = 5) -> str:\n    '''doc'''\n    return f'{x!r}' + \"a\"  # comment\n", "python", line_numbers=True))
    console.print(JSON('{"a": [1, 2.5, null, true, "text"], "b": {"c": {}}}'))
    console.print(Pretty({"key": list(range(30)), "other": {"nested": ("a" * 30, "b" * 30)}, "set": {1}}))
    console.print(Text.from_markup("[link=x]a[/link] [on blue]b[/] [not bold]c") + Text(" wrapped" * 20, justify="full"))
    console.print("highlighted 1.5 'text' https://docs.python.org/y None True <tag a=1> /path/file.py 127.0.0.1 0x1F", [1, 2, "x"])
    console.rule("[bold]rule")
    with Progress(TextColumn("{task.description}"), BarColumn(), console=console, auto_refresh=False) as progress:
        task = progress.add_task("work", total=10)
        for _ in range(10):
            progress.advance(task)
    layout = Layout()
    layout.split_column(Layout(Panel("top"), size=3), Layout(name="low"))
    layout["low"].split_row(Layout(Panel("left")), Layout(Panel("right"), ratio=2))
    console.print(layout, height=10)
    try:
        {}["missing"]
    except KeyError:
        text = Traceback(width=width, show_locals=False)
        console.print(len(list(console.render(text))) > 10)
    # Links have random numbers.
    print(re.sub(r"id=\d+", "id=", console.file.getvalue()))
print(pretty_repr([{"a": n, "b": [n] * n} for n in range(8)], max_width=40))
big = Table(*"abcdef")
for n in range(300):
    big.add_row(*(f"[bold]{n * k}[/] cell" for k in range(6)))
console = Console(file=io.StringIO(), width=120)
console.print(big)
print(len(console.file.getvalue()))
