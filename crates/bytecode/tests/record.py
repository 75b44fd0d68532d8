"""Records what CPython 3.14 does, for the tests beside this file.

usage: python3.14 record.py

Writes `golden/opcodes.tsv`, `golden/marshal_read.tsv` and `golden/marshal_write.tsv`, and for each `golden/code/*.py` its
code object in marshal's format and what `dis` shows of it.
"""

import _opcode
import dis
import glob
import io
import marshal
import opcode
import os
import re
import warnings

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")
OPARGS = (0, 1, 2, 3, 7, 256, 0x10203)


def main():
    write("opcodes.tsv", opcodes())
    write("marshal_read.tsv", map(loads, inputs()))
    write("marshal_write.tsv", dumps())
    warnings.simplefilter("ignore")
    for path in sorted(glob.glob(os.path.join(GOLDEN, "code", "*.py"))):
        with open(path, "rb") as file:
            source = file.read()
        record(os.path.splitext(path)[0], compile(source, os.path.basename(path), "exec", dont_inherit=True))


def write(name, lines):
    with open(os.path.join(GOLDEN, name), "w", encoding="ascii") as file:
        file.writelines(line + "\n" for line in lines)


def opcodes():
    """Name, number, flags, code units of cache, family head; stack effects for each operand straight on, with a jump,
    and the larger."""
    heads = {form: head for head, forms in opcode._specializations.items() for form in forms}
    numbers = opcode.opmap | opcode._specialized_opmap
    for name, number in sorted(numbers.items(), key=lambda item: item[1]):
        flags = [f for f in ("arg", "const", "exc", "free", "jump", "local", "name") if getattr(_opcode, f"has_{f}")(number)]
        caches = opcode._inline_cache_entries.get(heads.get(name, name), 0)
        fields = [name, str(number), ",".join(flags), str(caches), heads.get(name, "")]
        if name not in heads:
            for oparg in OPARGS:
                arg = oparg if number in opcode.hasarg else None
                fields.append(",".join(str(_opcode.stack_effect(number, arg, jump=jump)) for jump in (False, True, None)))
        yield "\t".join(fields)


def loads(case):
    """Input, whether code is allowed; then `ok` and the value again in marshal's format, or the error."""
    data, allow_code = case
    try:
        value = marshal.loads(data, allow_code=allow_code)
        fields = ["ok", marshal.dumps(value).hex()]
    except Exception as error:
        # The place in CPython's own source is not part of the message.
        fields = [type(error).__name__, ascii(re.sub(r"^\S+\.c:\d+: ", "", str(error)))]
    return "\t".join([data.hex(), str(int(allow_code)), *fields])


def inputs():
    """Data of every type, cut and broken in every way that has an error of its own."""
    for value in values():
        yield marshal.dumps(value), True
    code = marshal.dumps(compile("x", "f", "eval"))
    yield code, False
    yield b"[\1\0\0\0" + code, False
    yield from ((code[:length], True) for length in range(len(code)))
    for text in TEXTS:
        yield text, True
    for count in (1999, 2000):
        yield b")\1" * count + b"N", True
        yield b"[\1\0\0\0" * count + b"N", True
    numbers = [0, 0, 0, 1, 0]
    for change in range(5):
        for number in (-1, 2, 12):
            changed = [*numbers[:change], number, *numbers[change + 1:]]
            yield code_of(numbers=changed), True
            yield code_of(numbers=changed, locals=b")\2z\1az\1b", kinds=b"s\2\0\0\0\x20\x26"), True
    for field in ("code", "consts", "names", "locals", "kinds", "filename", "name", "qualname", "lines", "exceptions"):
        for wrong in (b"N", b"0", b"i\1\0\0\0"):
            yield code_of(**{field: wrong}), True
    yield code_of(names=b")\1N"), True
    yield code_of(locals=b")\1N", kinds=b"s\1\0\0\0\x20"), True
    yield code_of(code=b"s\1\0\0\0\0"), True


def code_of(numbers=(0, 0, 0, 1, 0), **changes):
    fields = dict(code=b"s\4\0\0\0\x80\0#\0", consts=b")\1N", names=b")\0", locals=b")\0", kinds=b"s\0\0\0\0",
                  filename=b"z\1f", name=b"z\1n", qualname=b"z\1q", line=b"\1\0\0\0", lines=b"s\0\0\0\0",
                  exceptions=b"s\0\0\0\0") | changes
    return b"c" + b"".join(n.to_bytes(4, "little", signed=True) for n in numbers) + b"".join(fields.values())


TEXTS = [
    b"", b"0", b"?", b"i", b"i\1\0", b"I\1\2\3", b"I\xff\xff\xff\xff\xff\xff\xff\xff", b"g1234567", b"y123456781234567",
    b"(\1\0\0\0", b"(\1\0\0\x000", b"(\xff\xff\xff\xff", b"[\xff\xff\xff\xff", b"[\1\0\0\x000", b"<\xff\xff\xff\xff",
    b"<\1\0\0\x000", b">\1\0\0\x000", b">\xff\xff\xff\xff", b"s\xff\xff\xff\xff", b"s\5\0\0\0ab", b"u\xff\xff\xff\xff",
    b"u\5\0\0\0ab", b"t\1\0\0\0a", b"a\xff\xff\xff\xff", b"A\1\0\0\0\xe9", b"z", b"z\5ab", b"z\1\xe9", b"Z\1\xe9", b")",
    b")\1", b"{N", b"{N0", b"{0", b"{[\0\0\0\0N0", b"{)\1[\0\0\0\0N0", b"<\1\0\0\0[\0\0\0\0", b"<\1\0\0\0{0",
    b"l\0\0\0\x80", b"l\0\0\0\0", b"l\1\0\0\0\0\0", b"l\1\0\0\0\0\x80", b"l\1\0\0\0\xff\x7f", b"l\2\0\0\0\0\x80\1\0",
    b"l\2\0\0\0\1", b"l\3\0\0\0\1\0\2\0\0\0", b"l\xff\xff\xff\xff\1\0", b"f", b"f\3abc", b"f\x031.5", b"f\4 1.5", b"f\0",
    b"f\x041_00", b"f\x051e999", b"f\4-nan", b"f\4inf\0", b"f\x04+.5e", b"f\5ab", b"x\x011\x01x", b"x\x011\x012",
    b"r\0\0\0\0", b"r\xff\xff\xff\xff", b"r\0", b"\xdb\1\0\0\0r\0\0\0\0", b"\xbe\1\0\0\0r\0\0\0\0", b"\xfb\xe1\1a0",
    b"u\3\0\0\0\xed\xa0\x80", b"u\1\0\0\0\xff", b"u\2\0\0\0\xe2\x82", b"u\3\0\0\0\xe2\x82(", b"u\2\0\0\0\xc0\x80",
    b"u\4\0\0\0\xf4\x90\x80\x80", b"u\3\0\0\0\xed\xa0(", b":", b":NNN", b":NN", b":NN0", b"(\1\0\0\0:N0",
    b"\xbar\0\0\0\0NN", b"\xceN", b"\xffx",
]


def values():
    shared = "shared text"
    yield from [
        None, True, False, ..., StopIteration, 0, 256, 257, -5, -6, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**62, 2**64,
        -2**100, 0.0, -0.0, 1.5, 1e300, float("inf"), float("nan"), 1j, complex(-0.0, 2.5), "", "a", "é", "name", "two words",
        "\u20ac", "\U0001f600", "\ud800", "long " * 60, b"", b"a", b"ab", (), (1,), (None, (1, 2)), tuple(range(300)), [],
        [1, [2, 3]], {}, {"k": 1, 2: (3,)}, set(), {1, "x", None, (2,)}, frozenset(), frozenset(["b", 1.5, ..., b"y"]),
        slice(1, None, 2), [shared, (shared, shared)], frozenset([frozenset([1, 2]), frozenset([3])]),
    ]


def dumps():
    """A value in version 5, then what was read of that in each version, or the error."""
    for value in values():
        data = marshal.dumps(value)
        fields = [data.hex()]
        for version in range(6):
            try:
                fields.append(marshal.dumps(marshal.loads(data), version).hex())
            except ValueError as error:
                fields.append(str(error))
        yield "\t".join(fields)


def record(path, code):
    with open(path + ".marshal", "wb") as file:
        file.write(marshal.dumps(code))
    for suffix, options in VARIANTS.get(os.path.basename(path), ()) + (("dis", {}),):
        text = io.StringIO()
        dis.dis(code, file=text, **options)
        with open(f"{path}.{suffix}", "w", encoding="utf-8") as file:
            file.write(re.sub(" at 0x[0-9a-f]+", "", text.getvalue()))


# What else is listed of some files.
VARIANTS = {
    "functions": (("caches.dis", {"show_caches": True, "show_offsets": True}),),
    "control": (("positions.dis", {"show_positions": True, "depth": 1}),),
}


def with_fixed_order(value):
    """`repr()` with the items of frozensets in the order in which marshal writes them."""
    if isinstance(value, frozenset) and value:
        items = sorted(value, key=lambda item: marshal.dumps(frozenset([item])))
        return "frozenset({" + ", ".join(map(with_fixed_order, items)) + "})"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(with_fixed_order, value)) + (",)" if len(value) == 1 else ")")
    return repr(value)


def get_const_info(op, arg, constants):
    value = dis._get_const_value(op, arg, constants)
    return value, with_fixed_order(value)


dis._get_const_info = get_const_info

if __name__ == "__main__":
    main()
