"""The compiler's stages one at a time: emitted instructions, the flow graph, the assembler."""
import ast
import opcode
import types

import _testinternalcapi


def show(sequence, indent=""):
    for instruction in sequence.get_instructions():
        opname = opcode.opname[instruction[0]]
        print(indent, opname, *instruction[1:])
    for inner in sequence.get_nested():
        show(inner, indent + "    ")


tree = ast.parse("def f(a):\n    return [x + 1 for x in a if x]\nwhile 1:\n    f((1, 2))\n")
sequence, metadata = _testinternalcapi.compiler_codegen(tree, "stages.py", 0)
show(sequence)
constants = metadata["consts"]
print([c.co_name if isinstance(c, types.CodeType) else c for c in constants])

optimized = _testinternalcapi.optimize_cfg(sequence, constants, 0)
show(optimized)
print([c.co_name if isinstance(c, types.CodeType) else c for c in constants])

sequence = _testinternalcapi.new_instruction_sequence()
end = sequence.new_label()


def emit(name, oparg, line):
    sequence.addop(opcode.opmap[name], oparg, line, 0, line, 0)


emit("RESUME", 0, 1)
emit("LOAD_FAST", 0, 2)
emit("TO_BOOL", 0, 2)
emit("POP_JUMP_IF_FALSE", end, 2)
emit("LOAD_CONST", 0, 3)
emit("RETURN_VALUE", 0, 3)
sequence.use_label(end)
emit("LOAD_FAST", 1, 4)
emit("RETURN_VALUE", 0, 4)
metadata = {
    "name": "choose", "qualname": "choose", "consts": {"first": 0}, "names": {}, "varnames": {"a": 0, "b": 1},
    "cellvars": {}, "freevars": {}, "fasthidden": {}, "argcount": 2, "posonlyargcount": 0, "kwonlyargcount": 0,
    "firstlineno": 1,
}
code = _testinternalcapi.assemble_code_object("choose.py", sequence, metadata)
choose = types.FunctionType(code, {})
print(choose(1, 2), choose(0, 2), code.co_filename, code.co_varnames)

for wrong in (
    lambda: _testinternalcapi.optimize_cfg(sequence, (), 0),
    lambda: _testinternalcapi.optimize_cfg(sequence, [], 0),
    lambda: _testinternalcapi.optimize_cfg(1, [], 0),
    lambda: _testinternalcapi.compiler_codegen("pass", "x", 0),
):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
