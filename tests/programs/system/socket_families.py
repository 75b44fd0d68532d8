# Addresses of the families that Linux has, as far as they are read before the system looks at them, and sendmsg_afalg.
import _socket
import socket as s

spare = s.socket(s.AF_INET, s.SOCK_DGRAM)


class Three:
    def __index__(self):
        return 3

    def __repr__(self):
        return "Three()"


def attempt(family, protocol, *addresses):
    # The file is one of another family, so that systems without this one can have the socket.
    socket = _socket.socket(family, s.SOCK_DGRAM, protocol, fileno=s.dup(spare.fileno()))
    for address in addresses:
        try:
            socket.bind(address)
            result = "bound"
        except OSError as error:
            # What the system makes of the address depends on what it knows.
            result = f"OSError {error}" if error.errno in (None, 19) else "read"
        except Exception as error:
            result = f"{type(error).__name__} {error}"
        print(family, protocol, address, result)
    socket.close()


big = 2**40
attempt(s.AF_NETLINK, 0, 5, (1,), (1, 2, 3), ("a", 2), (big, 1), (-1, 1), (1.5, 1), (Three(), Three()), (1, 2))
attempt(s.AF_QIPCRTR, 0, 5, (1,), (1, 2, 3), ("a", 2), (big, 1), (1, 2))
attempt(s.AF_VSOCK, 0, 5, (1,), (1, 2, 3), ("a", 2), (big, 1), (1, 2))
attempt(s.AF_TIPC, 0, 5, (1,), (1, 2, 3, "a"), (9, 1, 1, 1), (1, 2, 3, 4), (2, 2, 3, 4), (3, 2, 3, 4, 2))
attempt(
    s.AF_ALG, 0, 5, (1,), ("hash",), ("hash", "sha256"), ("hash", "sha256", 1), ("h" * 14, "a"), ("h" * 13, "a" * 64),
    ("h", "a" * 63, big, "x"), ("h", "a", big, -1), ("h\0", "a"), ("é", "a"), (b"h", "a"), ("h", "\udc80"), ("h", "a", 1, 2, 3))
attempt(
    s.AF_PACKET, 0, 5, ("lo",), ("lo", 5), ("lo", 2**16), ("lo", -1), ("lo", big), ("none", 5), ("lo", "x"),
    ("lo", 1, 2, 3, b"12345678"), ("lo", 1, 2, 3, b"123456789"), ("lo", 1, 2, 3, "abc"), ("lo", 1, 2, big), ("l" * 40, 1),
    ("lo", 1, 2, 3, b"", 5), (b"lo", 1), ("lo\0", 1), ("", 1))
for protocol in s.CAN_RAW, s.CAN_BCM, s.CAN_ISOTP, s.CAN_J1939, 77:
    attempt(
        s.AF_CAN, protocol, 5, (), ("lo",), ("lo", 1), ("lo", 1, 2), ("lo", 1, 2, 3), ("", 1, 2), ("",), (b"lo",), ("x" * 16,),
        ("x" * 15,), ("none",), (5,), ("lo", "a", 2), ("lo", 2**70, 2**70), ("lo", -1, -1, 2), ("lo", 1, big, 300), ("lo\0",),
        ("lo", 1.5, 2), ("lo", Three(), Three()), ("lo", Three(), Three(), Three()), ("lo", "a", 1, 2), ("lo", 1, "a", 2))
device = "00:11:22:33:44:55"
for protocol in s.BTPROTO_L2CAP, s.BTPROTO_RFCOMM, s.BTPROTO_HCI, s.BTPROTO_SCO, 77:
    attempt(
        s.AF_BLUETOOTH, protocol, 5, 70000, -1, (), (5,), (device,), device, device.encode(), (device, 1), (device, 1, 2),
        (device, 1, 2, 3), (device, 1, 2, 3, 4), ("00:11:22:33:44:zz", 1), ("00:11:22:33:44:5 5", 1), (" 0x0:+1:2:3:4:5", 1),
        ("0:1:2:3:4:100", 1), ("0:1:2:3:4:5x", 1), ("0:1:2:3:4", 1), (5, 6), (70000, 1), (device, "a"), (device, 2**20, -1),
        "0", b"0", b"\0", "\0", Three())
attempt(s.AF_RDS, 0, 5, ("127.0.0.1", 5), ("127.0.0.1",))
attempt(77, 0, 5)
attempt(s.AF_UNSPEC, 0, 5)


def call(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except OSError as error:
        result = f"OSError {error}" if error.errno is None else "sent"
    except Exception as error:
        result = f"{type(error).__name__} {error}"
    print(function.__name__, args, kwargs, "sent" if type(result) is int else result)


socket = _socket.socket(s.AF_ALG, s.SOCK_SEQPACKET, 0, fileno=s.dup(spare.fileno()))
send = socket.sendmsg_afalg
call(send)
for message in [b"a"], (b"a", b"b"), [], 5, [5], None, b"a":
    call(send, message, op=1)
for op in 0, -1, "x", None, big:
    call(send, [b"a"], op=op)
for iv in b"1234", bytearray(b"12"), "x", None:
    call(send, [b"a"], op=1, iv=iv)
for length in 5, -1, "a", None, big:
    call(send, [b"a"], op=1, assoclen=length)
for flags in 0, "a", big:
    call(send, [b"a"], op=1, flags=flags)
call(send, [b"a"], 1)
call(send, [b"a"], op=1, other=2)
socket.close()
call(spare.sendmsg_afalg, op=1)

# What the system tells of.
for family in 77, s.AF_BLUETOOTH:
    socket = _socket.socket(family, s.SOCK_DGRAM, 77, fileno=s.dup(spare.fileno()))
    for function, args in ((socket.getsockname, ()), (socket.getpeername, ()), (socket._accept, ()), (socket.recvfrom, (5,))):
        call(function, *args)
    socket.close()
with s.socket(s.AF_NETLINK, s.SOCK_RAW) as socket:
    print(socket.getsockname(), socket.getpeername())
for args in (5,), (None,), ([b"a"], 5), ([b"a"], [5]), ([b"a"], [(1, 2)]), ([b"a"], None), ([b"a"], [("a", 2, b"")]):
    call(spare.sendmsg, *args)
for buffers in 5, None, [5], [b"a"]:
    call(spare.recvmsg_into, buffers)
spare.close()
