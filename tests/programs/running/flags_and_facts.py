"""sys.flags, float_info, int_info, hash_info, thread_info and version_info, field by field."""
import sys

for name in "debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits gil thread_inherit_context context_aware_warnings".split():
    value = getattr(sys.flags, name)
    print(name, value if name not in ("no_site", "no_user_site", "safe_path") else "varies")
for what in (sys.float_info, sys.int_info, sys.hash_info):
    print(type(what).__name__, what.n_fields, what.n_sequence_fields, what.n_unnamed_fields, what.__match_args__)
    for field in what.__match_args__:
        print("   ", field, getattr(what, field))
i, f, h, t, v = sys.int_info, sys.float_info, sys.hash_info, sys.thread_info, sys.version_info
print(i.bits_per_digit, i.sizeof_digit, i.default_max_str_digits, i.str_digits_check_threshold)
print(f.max, f.max_exp, f.max_10_exp, f.min, f.min_exp, f.min_10_exp, f.dig, f.mant_dig, f.epsilon, f.radix, f.rounds)
print(h.width, h.modulus, h.inf, h.nan, h.imag, h.algorithm, h.hash_bits, h.seed_bits, h.cutoff)
print(t.name, t.lock, type(t.version).__name__, t.__match_args__, t.n_fields)
print(v.major, v.minor, type(v.micro).__name__, v.releaselevel, v.serial, v >= (3, 14), v[:2], v.__match_args__)
for make in (lambda: type(sys.flags)(), lambda: type(v)((1, 2)), lambda: type(f)(range(11)).epsilon, lambda: type(i)(), lambda: type(i)([1, 2, 3]), lambda: type(h)(3)):
    try:
        print(make())
    except TypeError as error:
        print(error)
hooks = sys.get_asyncgen_hooks()
print(hooks, hooks.firstiter, hooks.finalizer, hooks.n_fields, hooks.__match_args__)
print(sys.maxsize, sys.maxunicode, sys.byteorder, sys.getrecursionlimit(), sys.getswitchinterval(), sys.float_repr_style)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.intern("x") is sys.intern("x"))
for call in (lambda: sys.setrecursionlimit(0), lambda: sys.setrecursionlimit("x"), lambda: sys.setswitchinterval(0), lambda: sys.intern(3), lambda: sys._getframe(99), lambda: sys.getsizeof(), lambda: sys.set_int_max_str_digits(1), lambda: sys.getrefcount(), lambda: sys.call_tracing(len, 3), lambda: sys.settrace()):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
print(sys.getsizeof(3, 5) > 0, sys.exc_info(), sys.exception(), sys.is_finalizing(), sys.displayhook(None))
sys.displayhook([1])
print(__builtins__._ if hasattr(__builtins__, "_") else None)
