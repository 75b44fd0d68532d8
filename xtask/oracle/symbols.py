"""The symbol tables of a file: one line for each table and for each of its symbols, nested by indentation.

Symbols are sorted by name: CPython's own order depends on the hash seed in places.
"""

import _symtable

from errors_as_text import describe, encode

TYPES = {value: name[5:].lower() for name, value in vars(_symtable).items() if name.startswith("TYPE_")}
SCOPES = {
    _symtable.LOCAL: "local",
    _symtable.GLOBAL_EXPLICIT: "global_explicit",
    _symtable.GLOBAL_IMPLICIT: "global_implicit",
    _symtable.FREE: "free",
    _symtable.CELL: "cell",
}


def answer(source, name):
    try:
        top = _symtable.symtable(source, name, "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        return encode(describe(error))
    lines = []
    show(top, "", lines)
    return encode("".join(lines))


def show(table, indent, lines):
    nested = " nested" if table.nested else ""
    lines.append(f"{indent}{TYPES[table.type]} {table.name} line {table.lineno}{nested} ({' '.join(table.varnames)})\n")
    for name, bits in sorted(table.symbols.items()):
        flags = bits & ~(_symtable.SCOPE_MASK << _symtable.SCOPE_OFF)
        scope = SCOPES[bits >> _symtable.SCOPE_OFF & _symtable.SCOPE_MASK]
        lines.append(f"{indent}. {name} {scope} {flags:#x}\n")
    for child in table.children:
        show(child, indent + "  ", lines)
