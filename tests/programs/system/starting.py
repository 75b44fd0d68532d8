"""How a program is started: without standard streams, in the locale C, with options that say what is imported."""
import os
import re
import subprocess
import sys


def start(*arguments, env={}, **options):
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    done = subprocess.run([sys.executable, *arguments], capture_output="stdout" not in options, env=plain | env, **options)
    return done


CHECK = "import os, sys; os._exit(sum(1 << i for i, name in enumerate(('stdin', 'stdout', 'stderr')) if getattr(sys, name) is None))"
for closed in [(), (0,), (1,), (2,), (0, 1, 2)]:
    def close():
        for fd in closed:
            os.close(fd)

    print(closed, start("-c", CHECK, stdout=None, preexec_fn=close).returncode)

for variable in ("PYTHONDEBUG", "PYTHONINSPECT", "PYTHONOPTIMIZE", "PYTHONDONTWRITEBYTECODE", "PYTHONNOUSERSITE", "PYTHONVERBOSE"):
    flags = [start("-c", "import sys; print(sys.flags[:9])", env={variable: value}, stdin=subprocess.DEVNULL).stdout.splitlines()[0] for value in "012x"]
    print(variable, *(re.findall(rb"\d+", line) for line in flags))

SHOW = "import os, sys, locale; print(sys.flags.utf8_mode, os.environ.get('LC_CTYPE'), locale.setlocale(locale.LC_CTYPE), sys.stdout.encoding, sys.stdout.errors)"
for env in [{}, {"LC_ALL": "C"}, {"LANG": "POSIX"}, {"LC_CTYPE": "C.UTF-8"}, {"PYTHONUTF8": "0"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}]:
    for coerce in [{}, {"PYTHONCOERCECLOCALE": "0"}, {"PYTHONCOERCECLOCALE": "warn"}]:
        done = start("-c", SHOW, env=env | coerce)
        print(*env.values(), *coerce.values(), done.stdout.decode().strip(), done.stderr.decode().strip())

for option in ("importtime", "importtime=2"):
    shown = start("-X", option, "-c", "import colorsys; import colorsys").stderr.decode().splitlines()
    print(shown[0], [re.sub(r"\d+", "N", re.sub(" +", " ", line)) for line in shown if line.endswith("colorsys")])
done = start("-X", "importtime=3", "-c", "0")
print(done.returncode, done.stderr.decode().splitlines()[0])
done = start("-c", "# coding: latin1\nprint(ascii('\xe6'))")
print(done.stdout)
done = start("-c", b"print('\xff')")
print(done.returncode, done.stderr.decode())
