"""A profiler with little cost: the functions of module profile over _lsprof, which measures natively."""

import _lsprof
import importlib.machinery
import importlib.util
import io
import profile as _pyprofile

__all__ = ["run", "runctx", "Profile"]


def run(statement, filename=None, sort=-1):
    return _pyprofile._Utils(Profile).run(statement, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    return _pyprofile._Utils(Profile).runctx(statement, globals, locals, filename, sort)


run.__doc__ = _pyprofile.run.__doc__
runctx.__doc__ = _pyprofile.runctx.__doc__


class Profile(_lsprof.Profiler):
    """Profile(timer=None, timeunit=None, subcalls=True, builtins=True)

    A profiler. The timer is a function without arguments that says the time
    in seconds, or as a whole number of units of timeunit seconds each.
    """

    def print_stats(self, sort=-1):
        import pstats
        keys = sort if isinstance(sort, tuple) else (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*keys).print_stats()

    def dump_stats(self, file):
        import marshal
        with open(file, "wb") as target:
            self.create_stats()
            marshal.dump(self.stats, target)

    def create_stats(self):
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        """Sets self.stats to what was measured, in the form that pstats reads:

        label: (outermost calls, calls, own time, whole time, {label of caller: the same four})
        """
        entries = self.getstats()
        callers = {}
        for entry in entries:
            caller = label(entry.code)
            for sub in entry.calls or ():
                # Several native functions can have one label.
                known = callers.setdefault(label(sub.code), {})
                known[caller] = _add(_numbers(sub), known.get(caller))
        self.stats = {}
        for entry in entries:
            key = label(entry.code)
            earlier = self.stats.get(key)
            self.stats[key] = _add(_numbers(entry), earlier and earlier[:4]) + (callers.get(key, {}),)

    def run(self, cmd):
        import __main__
        namespace = vars(__main__)
        return self.runctx(cmd, namespace, namespace)

    def runctx(self, cmd, globals, locals):
        with self:
            exec(cmd, globals, locals)
        return self

    def runcall(self, func, /, *args, **kw):
        with self:
            return func(*args, **kw)

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()


def _numbers(entry):
    calls = entry.callcount
    return calls - entry.reccallcount, calls, entry.inlinetime, entry.totaltime


def _add(numbers, others):
    return numbers if others is None else tuple(a + b for a, b in zip(numbers, others))


def label(code):
    """What pstats calls a function: its file, line and name."""
    if isinstance(code, str):
        return ("~", 0, code)  # a native one
    return (code.co_filename, code.co_firstlineno, code.co_name)


def main():
    import os
    import sys
    from optparse import OptionParser
    from pstats import Stats

    parser = OptionParser(
        usage="cProfile.py [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...")
    parser.allow_interspersed_args = False
    parser.add_option("-o", "--outfile", help="Save stats to <outfile>")
    parser.add_option("-s", "--sort", default=-1, choices=sorted(Stats.sort_arg_dict_default),
                      help="Sort order when printing to stdout, based on pstats.Stats class")
    parser.add_option("-m", dest="module", action="store_true", default=False,
                      help="Profile a library module")

    if not sys.argv[1:]:
        parser.print_usage()
        sys.exit(2)
    options, args = parser.parse_args()
    sys.argv[:] = args
    if options.outfile is not None:
        # The program may change its directory.
        options.outfile = os.path.abspath(options.outfile)
    if not args:
        parser.print_usage()
        return parser

    if options.module:
        import runpy
        code = "run_module(modname, run_name='__main__')"
        namespace = {"run_module": runpy.run_module, "modname": args[0]}
        target = namespace
    else:
        script = args[0]
        sys.path.insert(0, os.path.dirname(script))
        with io.open_code(script) as file:
            code = compile(file.read(), script, "exec")
        spec = importlib.machinery.ModuleSpec(name="__main__", loader=None, origin=script)
        module = importlib.util.module_from_spec(spec)
        # The program is what it would be without us: what it pickles can be found in __main__.
        sys.modules["__main__"] = module
        target = vars(module)
        target.update(__spec__=spec, __file__=spec.origin, __name__=spec.name,
                      __package__=None, __cached__=None)
    try:
        runctx(code, target, None, options.outfile, options.sort)
    except BrokenPipeError as error:
        # Nothing can be written when the interpreter ends either.
        sys.stdout = None
        sys.exit(error.errno)
    return parser


if __name__ == "__main__":
    main()
