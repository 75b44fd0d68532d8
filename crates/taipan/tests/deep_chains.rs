//! Chains of objects of which each asks the next natively: however small a thread's stack is, that ends in `RecursionError`.
//! (On CPython some of these end the process.)

use std::process::Command;

const PROGRAM: &str = "
import itertools, threading, types

def chain(make, value):
    for _ in range(50_000):
        value = make(value)
    return value

CASES = {
    'hash of tuples': lambda: hash(chain(lambda o: (o,), 1)),
    'hash of slices': lambda: hash(chain(lambda o: slice(o), 1)),
    'next of maps': lambda: next(chain(lambda o: map(id, o), [1])),
    'next of chains': lambda: list(chain(itertools.chain, [1])),
    'contains in filters': lambda: 5 in chain(lambda o: filter(None, o), [1]),
    'mapping proxies': lambda: chain(types.MappingProxyType, {1: 2})[1],
    'length of mapping proxies': lambda: len(chain(types.MappingProxyType, {1: 2})),
    'abstract properties': lambda: chain(property, id).__isabstractmethod__,
    'attribute of aliases': lambda: chain(lambda o: types.GenericAlias(o, int), list).missing,
    'name of static methods': lambda: chain(staticmethod, id).__name__,
}

def run():
    for name, case in CASES.items():
        try:
            print(name, type(case()).__name__)
        except (RecursionError, AttributeError) as error:
            print(name, type(error).__name__)

threading.stack_size(65536)
thread = threading.Thread(target=run)
thread.start()
thread.join()
run()
";

#[test]
fn chains_end_in_exceptions() {
    let output = Command::new(env!("CARGO_BIN_EXE_taipan")).args(["-c", PROGRAM]).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{printed}{errors}");
    assert_eq!(printed.lines().count(), 20, "{printed}{errors}");
    assert!(printed.contains("hash of tuples RecursionError"), "{printed}");
}
