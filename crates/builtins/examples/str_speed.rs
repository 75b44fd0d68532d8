//! Times of operations on strings, in nanoseconds: `cargo run --release -p taipan_builtins --example str_speed`. The
//! expressions are CPython's, for `python3 -m timeit`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a measurement")]

use std::hint::black_box;
use std::time::Instant;

use taipan_object::protocol::number::Operator;
use taipan_object::types::singletons::none;
use taipan_object::{Py, PyResult, Value};

const RUNS: u32 = 200_000;

fn time(py: &mut Py, name: &str, mut operation: impl FnMut(&mut Py) -> PyResult<Value>) {
    let best = (0..7)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..RUNS {
                let Ok(value) = operation(py) else { panic!("{name} failed") };
                black_box(value);
            }
            start.elapsed().as_nanos() as f64 / f64::from(RUNS)
        })
        .fold(f64::INFINITY, f64::min);
    println!("{best:8.1}  {name}");
}

fn main() {
    let mut py = Py::new().unwrap();
    let py = &mut py;
    taipan_builtins::install(py).unwrap();
    let text = |py: &mut Py, text: &str| py.str(text).unwrap();
    let s = text(py, "the quick brown fox jumps over the lazy dog");
    let accents = text(py, "déjà vu, über-naïve façade, piñata, año nuevo");
    let (seven, pi, big) = (py.int(7).unwrap(), py.float(3.14159).unwrap(), py.int(1_234_567).unwrap());
    let slice = py.heap().slice(py.int(4).unwrap(), py.int(9).unwrap(), none()).unwrap();
    let words = text(py, "alpha,beta,gamma,delta,epsilon,zeta");
    let comma = text(py, ",");
    let split = py.heap().intern("split").unwrap();
    let list = py.call_method(&words, &split, &[&comma]).unwrap();
    let method = |py: &mut Py, name: &str| py.heap().intern(name).unwrap();

    time(py, "s[7]", |py| py.get_item(&s, &seven));
    time(py, "s[4:9]", |py| py.get_item(&s, &slice));
    time(py, "s + words", |py| py.binary(Operator::Add, &s, &words));
    time(py, "s * 7", |py| py.binary(Operator::Multiply, &s, &seven));
    let join = method(py, "join");
    time(py, "','.join(list)", |py| py.call_method(&comma, &join, &[&list]));
    let (find, dog) = (method(py, "find"), text(py, "dog"));
    time(py, "s.find('dog')", |py| py.call_method(&s, &find, &[&dog]));
    time(py, "words.split(',')", |py| py.call_method(&words, &split, &[&comma]));
    time(py, "s.split()", |py| py.call_method(&s, &split, &[]));
    let (replace, fox, cat) = (method(py, "replace"), text(py, "fox"), text(py, "cat"));
    time(py, "s.replace('fox', 'cat')", |py| py.call_method(&s, &replace, &[&fox, &cat]));
    let upper = method(py, "upper");
    time(py, "s.upper()", |py| py.call_method(&s, &upper, &[]));
    time(py, "accents.upper()", |py| py.call_method(&accents, &upper, &[]));
    let (strip, padded) = (method(py, "strip"), text(py, "   abc   "));
    time(py, "'   abc   '.strip()", |py| py.call_method(&padded, &strip, &[]));
    let (starts, the) = (method(py, "startswith"), text(py, "the"));
    time(py, "s.startswith('the')", |py| py.call_method(&s, &starts, &[&the]));
    let (format, template) = (method(py, "format"), text(py, "{} and {:>10}"));
    time(py, "'{} and {:>10}'.format(fox, cat)", |py| py.call_method(&template, &format, &[&fox, &cat]));
    let (empty, width, fixed) = (text(py, ""), text(py, ">10"), text(py, ".2f"));
    time(py, "f'{fox:>10}'", |py| py.format(&fox, &width));
    if py.to_str(&big).is_ok_and(|shown| shown.to_string() == "1234567") {
        time(py, "f'{big}'", |py| py.format(&big, &empty));
        time(py, "f'{pi}'", |py| py.format(&pi, &empty));
    }
    if py.format(&pi, &fixed).is_ok() {
        time(py, "f'{big:>10}'", |py| py.format(&big, &width));
        time(py, "f'{pi:.2f}'", |py| py.format(&pi, &fixed));
    }
    let (percent, pair) = (text(py, "%s is %d"), py.tuple([fox.clone(), big.clone()]).unwrap());
    time(py, "'%s is %d' % (fox, big)", |py| py.binary(Operator::Remainder, &percent, &pair));
    let (percent, single) = (text(py, "%.2f"), py.tuple([pi.clone()]).unwrap());
    time(py, "'%.2f' % (pi,)", |py| py.binary(Operator::Remainder, &percent, &single));
    let encode = method(py, "encode");
    time(py, "s.encode()", |py| py.call_method(&s, &encode, &[]));
    time(py, "accents.encode()", |py| py.call_method(&accents, &encode, &[]));
    let (ascii, utf8) = (b"the quick brown fox jumps over the lazy dog", "déjà vu, über-naïve façade");
    time(py, "ascii.decode()", |py| py.decode(ascii, None, None));
    time(py, "utf8.decode()", |py| py.decode(utf8.as_bytes(), None, None));
    time(py, "s == other", |py| py.compare(&s, &words, taipan_object::CompareOp::Lt));
}
