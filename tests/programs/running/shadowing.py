"""A module beside the program that has the name of a library's module, and what `sys.path` begins with."""
import os
import subprocess
import sys
import tempfile


def run(*arguments, cwd):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    result = subprocess.run([sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True)
    print(result.stdout.strip(), (result.stderr.strip().splitlines() or [""])[-1].replace(cwd, "FOLDER"))


with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    for name, text in {
        "fractions.py": "import fractions\nfractions.Fraction\n",
        "statistics.py": "x = 1\n",
        "wanted.py": "import wanted\nwanted.thing\n",
        "asks.py": "import statistics\nfrom statistics import mean\n",
        "path.py": "import sys\nprint(sys.path[0] == sys.argv[1])\n",
    }.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    run("fractions.py", cwd=folder)
    run("wanted.py", cwd=folder)
    run("asks.py", cwd=folder)
    run("-c", "import statistics; statistics.mean", cwd=folder)
    run("-P", "-c", "import statistics; print(statistics.mean([1, 3]))", cwd=folder)
    run("path.py", folder, cwd=folder)
    run("-m", "path", folder, cwd=folder)
    run("-c", "import sys; print(repr(sys.path[0]))", cwd=folder)
    run("-c", "import sys; sys.exit('the end \\udcff')", cwd=folder)
    run("-X", "no_debug_ranges", "-c", "def f(): return g()\nprint(list(f.__code__.co_positions())[0])", cwd=folder)
