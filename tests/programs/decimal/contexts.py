"""Contexts: limits, rounding, flags and traps; the current one of threads, tasks and with statements."""

import asyncio
import contextvars
import pickle
import threading
from decimal import *

print(getcontext())
for rounding in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP):
    context = Context(prec=3, rounding=rounding)
    print(rounding, [str(context.create_decimal(x)) for x in ("1.235", "-1.235", "1.2351", "9.995", "1.005", "-1.001")])

context = Context(prec=5, Emax=9, Emin=-9, clamp=1, traps=[])
for text in ("1.23456789", "99999.5E4", "1E-15", "0E-30", "1E9", "junk", "sNaN123456789"):
    context.clear_flags()
    print(text, context.create_decimal(text), [signal.__name__ for signal, is_set in context.flags.items() if is_set])

context = Context(traps=[Inexact])
try:
    context.divide(1, 3)
except Inexact as error:
    print(repr(error), context)
print(len(context.flags), Inexact in context.traps, context.flags == dict(context.flags), context.flags.copy() == context.flags)
print(pickle.loads(pickle.dumps(context)), context.copy())
for name, value in [("prec", 0), ("rounding", "up"), ("Emax", -1), ("Emin", 1), ("clamp", 2), ("capitals", 7), ("prec", "x")]:
    try:
        setattr(context, name, value)
    except (TypeError, ValueError) as error:
        print(name, type(error).__name__, error)

with localcontext(prec=6, rounding=ROUND_DOWN) as inner:
    print(Decimal(2) / 3, inner is getcontext())
    with localcontext(BasicContext):
        print(Decimal(2) / 3, getcontext().prec)
    print(Decimal(2) / 3)
print(Decimal(2) / 3)


def work(precision, results):
    getcontext().prec = precision
    results[precision] = str(Decimal(1) / 7)


results = {}
threads = [threading.Thread(target=work, args=(precision, results)) for precision in (3, 9, 15)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results.items()), Decimal(1) / 7)


def change():
    getcontext().prec = 4
    return Decimal(1) / 7


copied = contextvars.copy_context()
with localcontext() as original:
    pass
print(contextvars.Context().run(change), Decimal(1) / 7)


async def task(precision):
    with localcontext(prec=precision):
        await asyncio.sleep(0)
        first = Decimal(1) / 7
        await asyncio.sleep(0)
        return first, Decimal(2) / 7


async def main():
    print([tuple(map(str, pair)) for pair in await asyncio.gather(*(task(precision) for precision in (2, 5, 11)))])


asyncio.run(main())
print(IEEEContext(64), IEEEContext(128).create_decimal(1) / 3)
setcontext(ExtendedContext)
print(Decimal(1) / 0, getcontext().flags[DivisionByZero], ExtendedContext.flags[DivisionByZero])
