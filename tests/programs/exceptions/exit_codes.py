"""sys.exit with various codes, in child processes."""
import subprocess
import sys

for code in ("3", "None", "'text'", "0", "256", "-1", "True", "2.5", "(1, 2)", "", "2**40", "[]"):
    result = subprocess.run([sys.executable, "-c", f"import sys; sys.exit({code})"], capture_output=True, text=True)
    print(repr(code), result.returncode, result.stdout, result.stderr)
for source in (
    "raise SystemExit",
    "raise SystemExit(5)",
    "raise KeyboardInterrupt",
    "1/0",
    "import os; os._exit(9)",
    "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
    "import atexit; atexit.register(print, 'bye'); raise SystemExit(4)",
    "import atexit; atexit.register(lambda: 1/0)",
    "import sys; sys.excepthook = lambda *a: print('hook', a[0].__name__); 1/0",
    "import sys; sys.excepthook = None; 1/0",
    "import sys; sys.stdout.close()",
    "quit",
    "import threading; threading.Thread(target=lambda: 1/0).start()",
    "import sys; sys.stderr = None; 1/0",
    "exit(7)",
    "class E(SystemExit): pass\nraise E(6)",
    "raise BaseExceptionGroup('g', [SystemExit(3)])",
):
    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    print(repr(source), result.returncode, repr(result.stdout), result.stderr.splitlines()[-1:] if result.stderr else "")
