"""Asks CPython 3.14 what its flow graph and assembler make of instruction sequences, and records it for `flow/tests.rs`.

usage: python3.14 record.py FOLDER [FILE.py]...

Writes FOLDER/NAME.case for each file: the module at -O0 and -O2 ("code"), and the optimised graphs of its functions
("cfg"). Without files it writes the graphs that CPython's own test_peepholer asks for. tests.rs tells the format.
"""

import _opcode
import _testinternalcapi as internals
import ast
import marshal
import opcode
import random
import sys
from pathlib import Path

PUSHES = {"SETUP_FINALLY", "SETUP_WITH", "SETUP_CLEANUP"}
TARGETS = {number for name, number in opcode.opmap.items() if _opcode.has_jump(number) or name in PUSHES}
NO_OPERAND = -9
FILLER = [None, True, False, 1, 0, 5, 300, "a", "", "x y", b"q", 1.5, (1, 2), -1, 2**70, 1j, Ellipsis, 255, 256, 0.0]
MOST_INSTRUCTIONS = 110


def tuples(sequence):
    return tuple(tuple(NO_OPERAND if part is None else part for part in parts) for parts in sequence.get_instructions())


def identity(constant):
    return type(constant), repr(constant)


def graph(sequence, constants, locals, optimize=internals.optimize_cfg):
    """The case, or nothing when a folded constant equals one of the unit's: only there is it another object."""
    before, instructions = tuple(constants), tuples(sequence)
    after = optimize(sequence, constants, locals)
    known = {identity(constant): id(constant) for constant in before}
    if len(known) < len(before) or any(known.get(identity(c), id(c)) != id(c) for c in constants):
        return after, None
    return after, ("cfg", instructions, before, locals, tuples(after), tuple(constants))


def sequence_of(instructions):
    sequence = internals.new_instruction_sequence()
    labels = {operand: sequence.new_label() for number, operand, *_ in instructions if number in TARGETS}
    for place, (number, operand, *location) in enumerate(instructions):
        if place in labels:
            sequence.use_label(labels[place])
        sequence.addop(number, labels[operand] if number in TARGETS else operand or 0, *location)
    return sequence


def functions(sequence):
    for inner in sequence.get_nested():
        yield from functions(inner)
        yield inner.get_instructions()


def file_cases(path):
    source = path.read_bytes()
    for level in (0, 2):
        sequence, metadata = internals.compiler_codegen(ast.parse(source), path.name, level)
        code = compile(source, path.name, "exec", dont_inherit=True, optimize=level)
        if "__annotate__" not in code.co_names:  # what makes it is not in the sequence
            yield "code", tuples(sequence), tuple(metadata["consts"]), code
        if level == 0:
            yield from filter(None, map(function_case, functions(sequence)))


def function_case(instructions):
    """The constants of functions are not told, so any will do."""
    choice = random.Random(len(instructions))
    loads, locals = opcode.opmap["LOAD_CONST"], 0
    count = 1 + max((operand for number, operand, *_ in instructions if number == loads), default=0)
    constants = choice.sample(FILLER, min(count, len(FILLER))) + [f"constant {i}" for i in range(len(FILLER), count)]
    for number, operand, *_ in instructions:
        if number in opcode.haslocal or "_FAST" in opcode.opname[number % 256] and number < 256:
            locals = max(locals, operand + 1)
    return graph(sequence_of(instructions), constants, locals)[1]


def peephole_cases():
    import test.test_peepholer
    import unittest

    cases = {}

    def record(sequence, constants, locals, optimize=internals.optimize_cfg):
        after, case = graph(sequence, constants, locals, optimize)
        if case and len(case[1]) <= MOST_INSTRUCTIONS:
            cases.setdefault(marshal.dumps(case), case)
        return after

    internals.optimize_cfg = record
    suite = unittest.defaultTestLoader.loadTestsFromModule(test.test_peepholer)
    unittest.TextTestRunner(verbosity=0).run(suite)
    return cases.values()


def main(folder, *files):
    recordings = {Path(file).stem: file_cases(Path(file)) for file in files} or {"test_peepholer": peephole_cases()}
    for name, cases in recordings.items():
        Path(folder, f"{name}.case").write_bytes(marshal.dumps((name, tuple(cases))))


main(*sys.argv[1:])
