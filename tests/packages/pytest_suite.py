"""pytest runs a suite: fixtures, parameters, marks, failures with their explanations, capturing, plugins."""
import os
import pathlib
import re
import tempfile

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import pytest

SUITE = '''
import sys, warnings, logging, pytest

@pytest.fixture(scope="module")
def numbers():
    yield [1, 2, 3]
    print("torn down")

@pytest.fixture(params=["a", "b"])
def letter(request):
    return request.param

def test_pass(numbers, letter):
    assert numbers and letter in "ab"

@pytest.mark.parametrize("a, b, total", [(1, 2, 3), (2, 2, 5), pytest.param(1, 1, 2, id="ones")])
def test_sum(a, b, total):
    assert a + b == total

def test_list():
    assert [1, 2, 3, 4] == [1, 2, 4, 4, 5]

def test_text():
    assert "one\\ntwo\\nthree" == "one\\n2\\nthree"

def test_dict():
    left = {"a": 1, "b": {"c": [1, 2]}}
    assert left == {"a": 1, "b": {"c": [1, 3]}, "d": 0}

def helper(x):
    return x.missing

def test_error():
    print("captured output"); print("captured error", file=sys.stderr)
    logging.getLogger("x").warning("a record")
    helper(5)

def test_raises():
    with pytest.raises(ValueError, match=r"invalid .* 'x'"):
        int("x")
    with pytest.raises(ExceptionGroup) as group:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    assert group.group_contains(TypeError)

@pytest.mark.skipif(sys.version_info > (3,), reason="new")
def test_skip(): ...

@pytest.mark.xfail(strict=True)
def test_xfail(): assert 0

def test_warn():
    with pytest.warns(DeprecationWarning, match="old"):
        warnings.warn("old thing", DeprecationWarning)
    warnings.warn("seen")

def test_tmp(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("X", "1"); monkeypatch.chdir(tmp_path)
    print("to capsys")
    assert capsys.readouterr().out == "to capsys\\n"
    assert 0.1 + 0.2 == pytest.approx(0.3)
    assert not any(x > 2 for x in [1, 2, 3]), f"message {tmp_path.name}"

class TestClass:
    def setup_method(self): self.x = 5
    def test_attribute(self): assert self.x == 6 or len(str(self.x)) > 1

import unittest
class Old(unittest.TestCase):
    def test_equal(self): self.assertEqual({1, 2}, {2, 3})
    def test_sub(self):
        for i in range(2):
            with self.subTest(i=i): self.assertEqual(i, 0)
'''
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    pathlib.Path("test_suite.py").write_text(SUITE)
    pathlib.Path("test_doc.txt").write_text(">>> 1 + 1\n3\n>>> [1, 2]\n[1, 2]\n")
    pathlib.Path("conftest.py").write_text(
        "def pytest_addoption(parser): parser.addoption('--extra', default='none')\n"
        "def pytest_report_header(config): return 'extra: ' + config.getoption('extra')\n"
    )
    import contextlib
    import io

    for options in [["-v"], ["-q", "-x", "--tb=short"], ["--collect-only", "-q"], ["-k", "sum", "--tb=line", "--extra=x"], ["-rA", "--tb=native", "-q"]]:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = pytest.main(["-p", "no:cacheprovider", "-p", "no:faulthandler", *options, "--doctest-glob=*.txt", "."])
        text = re.sub(r"in \d+\.\d+s", "in TIME", out.getvalue()).replace(folder, "FOLDER")
        text = re.sub(r"0x[0-9a-f]+", "ADDRESS", re.sub(r"pytest-of-\w+/pytest-\d+", "TEMPORARY", text))
        text = re.sub(r'File ".*/(\w+\.py)"', r"File \1", text)
        text = re.sub(r"=+|python3?[.\d]*|taipan", "=", re.sub(r"(?m)^(platform|rootdir).*\n", "", text))
        print(text, int(status))
