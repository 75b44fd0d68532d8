"""Writes operations with the answers of Python's decimal module: `python3.14 answers.py COUNT SEED > answers.txt`.

A line is: operation, precision, Emax, Emin, rounding, clamp, operands, "=", result, flags.
"""

import decimal
import random
import sys
from decimal import Decimal, Context

UNARY = """plus minus abs sqrt exp ln log10 normalize next_plus next_minus logical_invert logb
to_integral_exact to_integral_value to_sci_string to_eng_string number_class""".split()
BINARY = """add subtract multiply divide divide_int remainder remainder_near divmod power quantize next_toward compare
compare_signal compare_total compare_total_mag max min max_mag min_mag logical_and logical_or logical_xor rotate shift
scaleb same_quantum""".split()
TERNARY = ["fma", "powmod"]
OTHER = ["hash", "int", "float", "from_float", "format"]
ROUNDINGS = [name for name in dir(decimal) if name.startswith("ROUND_")]
FLAGS = [(decimal.Clamped, 1), (decimal.InvalidOperation, 256), (decimal.DivisionByZero, 4), (decimal.Inexact, 64),
         (decimal.Overflow, 2048), (decimal.Rounded, 4096), (decimal.Subnormal, 8192), (decimal.Underflow, 16384)]


def digits(count):
    style = random.random()
    if style < 0.6:
        return "".join(random.choice("0123456789") for _ in range(count))
    if style < 0.75:
        return "".join(random.choice("09") for _ in range(count))
    if style < 0.9:
        return random.choice("123456789") + "0" * (count - 1)
    return "9" * count


def number(context, operation):
    if random.random() < 0.04:
        return random.choice(["NaN", "sNaN", "Infinity", "-Infinity", "NaN123", "-sNaN45678901234567890", "-NaN", "0", "-0",
                              "0E+10", "-0E-400", "1", "-1", "1.000"])
    if operation.startswith("logical"):
        return "".join(random.choice("01") for _ in range(random.randint(1, context.prec + 3)))
    longest = random.choice([3, 9, 19, 20, 38, 60, 3 * context.prec])
    count = random.randint(1, max(1, longest))
    text = digits(count)
    kind = random.random()
    if kind < 0.3:
        exponent = 0
    elif kind < 0.8:
        exponent = random.randint(-count - 5, 5)
    else:
        exponent = random.randint(max(-2000, context.Emin - 30), min(2000, context.Emax + 30))
    return f"{random.choice(['', '', '-'])}{text}E{exponent}" if exponent else random.choice(["", "-"]) + text


def operands(context, operation):
    if operation in ("exp", "power") or operation == "ln":
        def small():
            count = random.randint(1, 25)
            text = digits(count)
            return f"{random.choice(['', '', '', '-'])}{text}E{random.randint(-count - 3, 3 - count)}"
        if operation == "power":
            second = str(random.randint(-40, 40)) if random.random() < 0.5 else small()
            return [small() if random.random() < 0.9 else number(context, operation), second]
        return [small() if random.random() < 0.8 else number(context, operation)]
    if operation in ("rotate", "shift", "scaleb"):
        return [number(context, operation), str(random.randint(-context.prec - 2, context.prec + 2))]
    if operation == "powmod":
        return [str(random.randint(-10**6, 10**6)), str(random.randint(0, 10**4)), str(random.randint(-10**7, 10**7))]
    if operation == "from_float":
        return [repr(random.choice([random.random(), random.uniform(-1e300, 1e300), 2.0**random.randint(-1074, 1023),
                                    random.gauss(0, 1e10)]))]
    if operation in ("hash", "int", "float"):
        count = random.randint(1, 60)
        return [f"{random.choice(['', '-'])}{digits(count)}E{random.randint(-60, 60)}"]
    if operation == "format":
        spec = random.choice(["", "*<", "x>", "^", "=", "<", "0", "0"]) + random.choice(["", "", "1", "7", "15", "30"])
        if spec.endswith("0") and len(spec) == 1 and random.random() < 0.5:
            spec = ""
        spec = spec + random.choice(["", ",", ","]) + random.choice(["", ".0", ".1", ".3", ".12"])
        spec = random.choice(["", "", "+"]) + spec if not any(c in spec for c in "<>^=") else spec
        return [number(context, operation), spec + random.choice(["", "e", "E", "f", "F", "g", "G", "%"])]
    arity = 1 if operation in UNARY else 3 if operation in TERNARY else 2
    return [number(context, operation) for _ in range(arity)]


def answer(context, operation, texts):
    if operation == "from_float":
        return str(Decimal.from_float(float(texts[0])))
    first = Decimal(texts[0])
    if operation == "hash":
        return str(hash(first))
    if operation == "int":
        return str(int(first))
    if operation == "float":
        return repr(float(first))
    if operation == "format":
        try:
            with decimal.localcontext(context):
                return format(first, texts[1]).replace(" ", "_")
        except ValueError:
            return "ValueError"
    values = [Decimal(text) for text in texts]
    if operation == "powmod":
        result = context.power(*values)
    elif operation == "divmod":
        result = ",".join(map(str, context.divmod(*values)))
    else:
        result = getattr(context, operation)(*values)
    return str(result)


def main():
    count, seed = int(sys.argv[1]), sys.argv[2]
    random.seed(seed)
    sys.set_int_max_str_digits(0)
    operations = UNARY + BINARY + TERNARY + OTHER
    for index in range(count):
        operation = operations[index % len(operations)]
        prec = random.choice([1, 2, 3, 7, 9, 16, 17, 18, 19, 20, 28, 28, 28, 34, 38, 39, 50, 100])
        emax = random.choice([prec + 5, 96, 384, 999999, 10**9])
        emin = -random.choice([prec + 5, 95, 383, 999999, 10**9])
        context = Context(prec, random.choice(ROUNDINGS), emin, emax, 1, random.randint(0, 1), [], [])
        texts = operands(context, operation)
        result = answer(context, operation, texts)
        flags = sum(bit for signal, bit in FLAGS if context.flags[signal])
        print(operation, prec, emax, emin, context.rounding, context.clamp, *texts, "=", result, flags)


main()
