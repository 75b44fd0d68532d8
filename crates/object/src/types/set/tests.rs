//! The order of keys against CPython's, and keys whose `__eq__` changes the set under the lookup.

use std::cell::{Cell, RefCell};

use super::Set;
use crate::compare::CompareOp;
use crate::py::{Py, PyResult};
use crate::type_::{Definition, Function, Parts, Payload, Type, Visit, install};
use crate::types::object::OBJECT;
use crate::types::singletons::boolean;
use crate::value::{Borrowed, Value};

/// Operations and what CPython makes of them: see the script beside the file.
const ORDERS: &str = include_str!("../../../tests/set_order.txt");

fn range(text: &str) -> impl Iterator<Item = i64> {
    let parts: Vec<i64> = text.split(':').map(|part| part.parse().unwrap()).collect();
    (parts[0]..parts[1]).step_by(parts[2] as usize)
}

fn start() -> Py {
    let mut py = Py::new().unwrap();
    install::install(&mut py, &[Definition::of(&super::SET), Definition::of(&super::FROZENSET)]).unwrap();
    py
}

#[test]
fn keys_lie_where_cpython_has_them() {
    let mut py = start();
    for line in ORDERS.lines() {
        let (operations, expected) = line.split_once(" => ").unwrap();
        let (kind, operations) = operations.split_once(' ').unwrap();
        let make = |py: &Py, number: i64| match kind {
            "int" => py.int(number).unwrap(),
            _ => py.text(format_args!("key{number}")).unwrap(),
        };
        let mut set = Set::default();
        for operation in operations.split(' ') {
            let rest = &operation[1..];
            match operation.as_bytes()[0] {
                b'a' => {
                    let key = make(&py, rest.parse().unwrap());
                    set.add(&mut py, &key).unwrap();
                }
                b'd' => {
                    let key = make(&py, rest.parse().unwrap());
                    set.remove(&mut py, &key).unwrap();
                }
                b'p' => drop(set.pop(&mut py)),
                b'c' => set.clear(&mut py),
                b'y' => set = set.duplicate(&py).unwrap(),
                kind => {
                    let other = Set::default();
                    for number in range(rest) {
                        let key = make(&py, number);
                        other.add(&mut py, &key).unwrap();
                    }
                    if kind == b'u' {
                        set.merge(&mut py, &other).unwrap();
                    } else {
                        for key in other.keys(&py).unwrap() {
                            set.remove(&mut py, &key).unwrap();
                        }
                        set.purge(&mut py).unwrap();
                    }
                }
            }
        }
        let mut found = set.hash_of_keys(&py).to_string();
        for key in set.keys(&py).unwrap() {
            found.push(' ');
            match key.as_small_int() {
                Some(number) => found.push_str(&number.to_string()),
                None => found.push_str(&key.to_string()),
            }
        }
        assert_eq!(found, expected, "{line}");
    }
}

/// A key that may do something to a set whenever it is compared. All have the same hash.
struct Key(i64);

static KEY: Type = Type::of::<Key>("SetKey", Some(&OBJECT));

// SAFETY: only made here.
unsafe impl Payload for Key {
    const TYPE: &'static Type = &KEY;
}

impl Parts for Key {
    fn take_part(&mut self) -> Option<Value> {
        None
    }

    fn each_part(&self, _: &mut Visit<'_>) {}
}

type Mischief = fn(&mut Py, &Set);

thread_local! {
    static MISCHIEF: RefCell<Option<(Mischief, Value)>> = const { RefCell::new(None) };
    static TIMES: Cell<u32> = const { Cell::new(0) };
}

fn compare(py: &mut Py, this: Borrowed<'_>, other: Borrowed<'_>, _: CompareOp) -> PyResult<Value> {
    if TIMES.get() > 0 {
        TIMES.set(TIMES.get() - 1);
        let mischief = MISCHIEF.with_borrow(|mischief| mischief.clone());
        if let Some((act, set)) = mischief {
            act(py, set.exact::<Set>().unwrap());
        }
    }
    let number = |key: Borrowed<'_>| key.exact::<Key>().map(|key| key.0);
    Ok(boolean(number(this).is_some() && number(this) == number(other)))
}

fn key(py: &Py, number: i64) -> Value {
    py.heap().object(Key(number)).unwrap()
}

fn disturb(act: Mischief) {
    let mut py = start();
    let definition = Definition {
        slots: &[&[Function::Compare(compare), Function::Hash(|_, _| Ok(5))]],
        ..Definition::of(&KEY)
    };
    install::install(&mut py, &[definition]).unwrap();
    for round in 0..60 {
        let value = py.heap().set(Set::default()).unwrap();
        let set = value.exact::<Set>().unwrap();
        for number in 0..=round % 15 {
            let key = key(&py, number);
            set.add(&mut py, &key).unwrap();
        }
        MISCHIEF.set(Some((act, value.clone())));
        TIMES.set(1 + round as u32 % 4);
        let wanted = key(&py, round % 16);
        match round % 3 {
            0 => drop(set.contains(&mut py, &wanted).unwrap()),
            1 => drop(set.add(&mut py, &wanted).unwrap()),
            _ => drop(set.remove(&mut py, &wanted).unwrap()),
        }
        TIMES.set(0);
        MISCHIEF.set(None);
        let keys = set.keys(&py).unwrap();
        assert_eq!(keys.len(), set.len(&py));
        for (at, key) in keys.iter().enumerate() {
            assert!(set.contains(&mut py, key).unwrap());
            for other in keys.iter().skip(at + 1) {
                assert!(!py.equal(key, other).unwrap());
            }
        }
    }
}

#[test]
fn a_comparison_may_change_the_set() {
    disturb(|py, set| set.clear(py));
    disturb(|py, set| drop(set.pop(py)));
    disturb(|py, set| {
        for number in 0..40 {
            let number = py.int(number * 8).unwrap();
            set.add(py, &number).unwrap();
        }
    });
    disturb(|py, set| {
        set.clear(py);
        for number in 0..3 {
            let key = key(py, number);
            set.add(py, &key).unwrap();
        }
    });
}
