# Arguments that are looked at though nothing needs them, and in which order.
import binascii
import decimal


def shown(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


shown(lambda: decimal.Decimal(context=1))
shown(lambda: decimal.Decimal(context=None))
for function in binascii.hexlify, binascii.b2a_hex:
    shown(lambda: function(1, 1))
    shown(lambda: function([], sep=[]))
    shown(lambda: function({}, ""))
    shown(lambda: function(b"", ""))
    shown(lambda: function(b"", ",", "a"))
    shown(lambda: function("a", b"\xff"))
