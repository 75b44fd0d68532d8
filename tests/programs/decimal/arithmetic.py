"""Arithmetic, conversion and comparison of decimal numbers."""

from decimal import *
from fractions import Fraction
import copy
import operator
import pickle

samples = [Decimal(x) for x in (0, 1, -7, "0.10", "-3.14159", "1E+20", "123456789012345678901234567890", "1E-30", "Infinity")]
for name in "add sub mul truediv floordiv mod pow".split():
    for a in samples:
        row = []
        for b in samples[:7]:
            try:
                row.append(str(getattr(operator, name)(a, b)))
            except DecimalException as error:
                row.append(f"{type(error).__name__} {error.args}")
        print(name, a, row)

for x in samples:
    print(repr(x), hash(x), bool(x), x.as_tuple(), -x, +x, abs(x), x.number_class(), x.adjusted())
    for convert in (int, float, complex, round, x.__class__.as_integer_ratio, Decimal.sqrt, Decimal.exp, Decimal.log10):
        try:
            print("  ", convert(x))
        except (ArithmeticError, ValueError) as error:
            print("  ", type(error).__name__, error)

print(Decimal("0.5") == 0.5 == Fraction(1, 2) == Decimal("0.5"), hash(Decimal("0.5")) == hash(0.5) == hash(Fraction(1, 2)))
print(Decimal("0.1") < 0.1, Decimal("0.1") < Fraction(1, 10), Decimal(3) < 4, 4 >= Decimal("3.9"), Decimal("nan") == Decimal("nan"))
print(sorted([Decimal("1.10"), Decimal("1.1"), Decimal("-2"), 1, 0.5]))
print(Decimal.from_float(0.1), Decimal.from_number(2.5), Decimal((1, (1, 2, 3), -2)), Decimal(" 1_000.5 "), Decimal("\u0663.\u0661"))
print(2 ** Decimal("0.5"), pow(Decimal(3), 200, 1007), divmod(Decimal("17.5"), 4), round(Decimal("2.675"), 2))


class Money(Decimal):
    pass


m = Money("12.50")
print(type(m), type(m + 1), type(copy.copy(m)), type(copy.deepcopy(m)), pickle.loads(pickle.dumps(m)), type(Money.from_float(0.5)))
for spec in ["", ".2f", ",.3f", "+012.1f", "e", ".3E", "%", ".1%", "*^20", "g", "010,.2f", "_.2f", "<8", "=+9"]:
    print(spec.ljust(8), [format(Decimal(x), spec) for x in ("1234567.891", "-0.00001234", "0", "9.995", "Infinity", "NaN")])
try:
    format(Decimal(1), "bad")
except ValueError as error:
    print(error)
