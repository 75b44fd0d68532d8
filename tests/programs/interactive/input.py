"""What shares the standard input with the prompt, programs given with an indentation, and warnings about bytes."""
import subprocess
import sys


def run(text, *arguments):
    command = [sys.executable, "-q", *arguments]
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout)
    print("exit code", done.returncode)


run("input()\nfor the program\nnot for the prompt\n", "-i")
run("import os; os.close(0)\n'not read'\n", "-i")
run("", "-I", "-c", "\n   \n    if 1:\n      print(1)\n\t \n    print('''a\n    b''')\n  ")
run("", "-I", "-c", "\n\ta\n  b")
run("", "-I", "-bb", "-Wonce", "-Xdev", "-c", "import sys; print(sys.warnoptions)")
run("", "-I", "-b", "-c", "import sys; print(sys.warnoptions)")
