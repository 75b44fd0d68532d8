"""Prints the instructions and the names of builtin types that no program of a folder has.

usage: taipan exercised.py FOLDER cpython.txt

A name is exercised where a program has it as an attribute, or in a text (which is then evaluated); a special method also where
an operator, a statement or a builtin function calls it.
"""
import dis
import io
import opcode
import pathlib
import re
import sys
import types

folder, golden = map(pathlib.Path, sys.argv[1:])
WORD = re.compile(r"\w+")

# What calls special methods without naming them: an instruction and its argument, a builtin function, or a statement.
OPERATORS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "<<": "lshift", ">>": "rshift",
    "&": "and", "|": "or", "^": "xor", "@": "matmul",
}
COMPARISONS = {"<": "lt", "<=": "le", "==": "eq", "!=": "ne", ">": "gt", ">=": "ge"}
CALLED = {
    "UNARY_NEGATIVE": "neg", "UNARY_INVERT": "invert", "GET_ITER": "iter", "FOR_ITER": "next", "BINARY_OP_SUBSCR": "getitem",
    "STORE_SUBSCR": "setitem", "DELETE_SUBSCR": "delitem", "CONTAINS_OP": "contains", "LOAD_ATTR": "getattribute",
    "STORE_ATTR": "setattr", "DELETE_ATTR": "delattr", "GET_AWAITABLE": "await", "GET_AITER": "aiter", "GET_ANEXT": "anext",
    "TO_BOOL": "bool", "FORMAT_WITH_SPEC": "format",
}
FUNCTIONS = "abs round hash repr str len iter next reversed int float complex bytes bool dir format divmod pow isinstance issubclass".split()
IMPLIED = {"isinstance": "instancecheck", "issubclass": "subclasscheck"}

instructions, names = set(), set()


def walk(code):
    for instruction in dis.get_instructions(code, adaptive=False):
        name = instruction.opname
        instructions.add(name)
        if name in CALLED:
            names.add(f"__{CALLED[name]}__")
        if name == "BINARY_OP":
            operator = OPERATORS.get(instruction.argrepr.removesuffix("="))
            if operator:
                names.update((f"__{operator}__", f"__r{operator}__"))
                if instruction.argrepr.endswith("="):
                    names.add(f"__i{operator}__")
            else:
                names.add("__getitem__")
        if name == "COMPARE_OP":
            names.add(f"__{COMPARISONS.get(instruction.argrepr.removeprefix('bool(').removesuffix(')'))}__")
    names.update(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            walk(constant)
        elif isinstance(constant, str):
            names.update(WORD.findall(constant))
        elif isinstance(constant, (tuple, frozenset)):
            names.update(item for item in constant if isinstance(item, str))


for program in sorted(folder.rglob("*.py")):
    if program.with_suffix(".out").exists():
        try:
            walk(compile(program.read_bytes(), str(program), "exec"))
        except SyntaxError:
            pass
names.update(f"__{IMPLIED.get(name, name)}__" for name in FUNCTIONS if name in names)

for name in sorted(opcode.opmap):
    # What is put in place of others while a program is watched, what only caches have, and what never runs.
    if name.startswith("INSTRUMENTED_") or name in ("CACHE", "RESERVED", "ENTER_EXECUTOR", "EXIT_INIT_CHECK", "INTERPRETER_EXIT"):
        continue
    if opcode.opmap[name] < 256 and name not in instructions:
        print("instruction", name)
section = ""
for line in golden.read_text().splitlines():
    if line.startswith("# "):
        section = line[2:]
    path, _, what = line.partition(" = ")
    name = path.rpartition(".")[2]
    # Types that only their objects lead to have no name in programs.
    if what.startswith("class(") and section == "types without names":
        continue
    if section in ("types without names", "builtins") and name not in names and WORD.fullmatch(name):
        print("name", path)
