"""f-strings: conversions, specs, nesting, debugging, and quotes."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
f'{1}'
f'{1!r} {"a"!s} {"é"!a}'
f'{3.14159:.2f}'
f'{3.14159:{5}.{2}}|'
f'{"x":>{2 + 3}}|'
f'{1 + 1 = }'
f'{1+1=}'
f'{"a" =!s}'
f'{3.5 = :.2f}'
f'{{}} {{{1}}}'
f'{ {1: 2}[1] }'
f'{(lambda x: x * 2)(3)}'
f'{[i for i in range(3)]}'
f'{"nested " + f"{1 + 1}"}'
f'{f"{f"{1}"}"}'
f'{"a" if True else "b"}'
f'{1:#x}' '{not}' f'{2}'
f'{1,}'
f'{*[1, 2],}'
f'{(x := 5)} {x}'
f'{10:x<10}'
f'{1:{"d"}}'
f'{"a":{"<"}{5}}|'
f'{None!r:>6}'
f'{"é" = !a}'
f'{1.0!r:5}|'
f'{0:08.3f}'
f'{"x"!r:^7}'
f'{1:,}' f'{10**6:_}'
f'\\N{BULLET} {1}'
rf'\\{1}\\n'
f'{1:\\x3e5}'
f'{"a" "b"}'
f'{1:}'
f'{len("abc"):03}'
f'{ 1 }'
f'{object:d}'
f'{1:s}'
f'{"x":d}'
f'{undefined}'
f'{1/0}'
f'{[]:5}'
f'{dict(a=1)["a"]}'
f'{True:d} {True} {None}'
f'{b"x"} {b"x"!s}'
format(1.5, '>8')
format('x')
format(3, 'b').zfill(8)
''.join(f'{i:>{i}}' for i in range(1, 5))
""".strip().splitlines():
    print(source, "->", attempt(source))
