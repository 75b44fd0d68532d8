"""Fills in what CPython makes of the large inputs in a file of JSON lines, the tests of `crates/taipan`.

usage: python3.14 xtask/oracle/robustness.py crates/taipan/tests/robustness.jsonl

A line has `name` and `parts`, a list of [text, how often]; in a text `⟨i⟩` stands for the number of the repetition, from
0, and `⟨indent⟩` for as many spaces. It gets `expected`: the error, or for the code object and those inside it, in order,
the sum of the CRC-32 of code, line table and exception table.
"""

import json
import sys
import types
import zlib

from errors_as_text import describe


def main():
    path = sys.argv[1]
    with open(path, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    for case in cases:
        case["expected"] = expected(source(case["parts"]))
    with open(path, "w", encoding="utf-8") as file:
        for case in cases:
            file.write(json.dumps(case, ensure_ascii=False) + "\n")


def source(parts):
    return "".join(
        text.replace("⟨i⟩", str(i)).replace("⟨indent⟩", " " * i) if "⟨" in text else text
        for text, count in parts
        for i in range(count)
    )


def expected(source):
    try:
        code = compile(source, "f", "exec", dont_inherit=True)
    except Exception as error:
        return describe(error).rstrip("\n")
    return f"stack {code.co_stacksize} sum {checksum(code):08x}"


def checksum(code):
    total = 0
    waiting = [code]
    while waiting:
        code = waiting.pop()
        for data in (code.co_code, code.co_linetable, code.co_exceptiontable):
            total = (total * 31 + zlib.crc32(data)) & 0xFFFFFFFF
        waiting.extend(constant for constant in reversed(code.co_consts) if isinstance(constant, types.CodeType))
    return total


if __name__ == "__main__":
    main()
