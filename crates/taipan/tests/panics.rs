//! A panic of native code becomes a `SystemError`, is counted, and the program goes on.

use std::process::Command;

const PROGRAM: &str = "
import sys, threading
import _testinternalcapi as internal

class A:
    def __add__(self, other):
        internal.panic('in a method')
    def __del__(self):
        print('dies')
    def __enter__(self):
        return self
    def __exit__(self, *rest):
        print('leaves', rest[0].__name__)

def panics(text):
    held = A()
    internal.panic(text)

def generator():
    yield 1
    internal.panic('in a generator')

def catches(function):
    try:
        with A():
            function()
    except SystemError as error:
        print(error, error.__traceback__.tb_next is not None)

catches(lambda: panics('called'))
catches(lambda: A() + 1)
catches(lambda: list(generator()))
catches(lambda: [x for x in generator()])
catches(lambda: sorted([1, 2], key=lambda x: internal.panic('in a key')))
catches(lambda: list(map(internal.panic, ['natively'])))
for x in range(100):
    try:
        panics('again')
    except SystemError:
        pass
thread = threading.Thread(target=catches, args=(lambda: panics('in a thread'),))
thread.start()
thread.join()
print(internal.caught_panics())
internal.panic('at the end')
";

#[test]
fn a_panic_becomes_an_exception() {
    let output = Command::new(env!("CARGO_BIN_EXE_taipan")).args(["-c", PROGRAM]).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    for text in ["called", "in a method", "in a generator", "in a key", "natively", "in a thread"] {
        assert!(
            printed.contains(&format!("internal error: a panic: {text} True")),
            "{text}: {printed}\n{errors}"
        );
    }
    assert!(printed.contains("leaves SystemError"), "{printed}");
    assert!(printed.ends_with("\n107\n"), "{printed}\n{errors}");
    assert!(errors.contains("SystemError: internal error: a panic: at the end"), "{errors}");
    assert_eq!(output.status.code(), Some(1), "{errors}");
}
