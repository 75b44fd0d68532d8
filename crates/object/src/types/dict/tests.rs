//! Random operations against a model, keys whose `__eq__` changes the dict under the lookup, sizes, versions, deaths.

use std::cell::{Cell, RefCell};

use super::{Dict, OnDuplicate};
use crate::compare::CompareOp;
use crate::py::{Py, PyResult};
use crate::type_::{Definition, Function, Parts, Payload, Type, Visit, install};
use crate::types::object::OBJECT;
use crate::types::singletons::boolean;
use crate::value::{Borrowed, Value};

/// A key that is equal to those of the same number, and has one of few hashes. It may do something to a dict whenever it is
/// compared.
struct Key {
    number: i64,
    hash: i64,
}

static KEY: Type = Type::of::<Key>("Key", Some(&OBJECT));

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

type Mischief = fn(&mut Py, &Dict);

thread_local! {
    /// What a comparison does, to which dict, and how many more times.
    static MISCHIEF: RefCell<Option<(Mischief, Value)>> = const { RefCell::new(None) };
    static TIMES: Cell<u32> = const { Cell::new(0) };
    static COMPARED: Cell<u32> = const { Cell::new(0) };
    static DEATHS: RefCell<Vec<i64>> = const { RefCell::new(Vec::new()) };
}

fn compare(py: &mut Py, this: Borrowed<'_>, other: Borrowed<'_>, _: CompareOp) -> PyResult<Value> {
    COMPARED.set(COMPARED.get() + 1);
    if TIMES.get() > 0 {
        TIMES.set(TIMES.get() - 1);
        let mischief = MISCHIEF.with_borrow(|mischief| mischief.clone());
        if let Some((act, dict)) = mischief {
            act(py, dict.exact::<Dict>().unwrap());
        }
    }
    let number = |key: Borrowed<'_>| key.exact::<Key>().map(|key| key.number);
    Ok(boolean(number(this).is_some() && number(this) == number(other)))
}

fn hash(_: &mut Py, this: Borrowed<'_>) -> PyResult<i64> {
    Ok(this.exact::<Key>().map_or(0, |key| key.hash))
}

fn die(_: &mut Py, this: Borrowed<'_>) {
    let number = this.exact::<Key>().map_or(0, |key| key.number);
    DEATHS.with_borrow_mut(|deaths| deaths.push(number));
}

fn start() -> Py {
    let mut py = Py::new().unwrap();
    let definition = Definition {
        slots: &[&[Function::Compare(compare), Function::Hash(hash), Function::Finalize(die)]],
        ..Definition::of(&KEY)
    };
    install::install(&mut py, &[definition]).unwrap();
    py
}

fn key(py: &Py, number: i64) -> Value {
    py.heap().object(Key { number, hash: number % 3 }).unwrap()
}

fn int(number: i64) -> Value {
    Value::small_int(number).unwrap()
}

/// A generator of numbers that look random.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// What a dict must be like: numbers of keys with values, in order.
#[derive(Clone, Default)]
struct Model(Vec<(u64, i64)>);

impl Model {
    fn position(&self, key: u64) -> Option<usize> {
        self.0.iter().position(|&(own, _)| own == key)
    }

    fn set(&mut self, key: u64, value: i64) {
        match self.position(key) {
            Some(at) => self.0[at].1 = value,
            None => self.0.push((key, value)),
        }
    }
}

fn assert_same(py: &mut Py, dict: &Dict, model: &Model, make: &dyn Fn(&Py, u64) -> Value) {
    assert_eq!(dict.len(py), model.0.len());
    let items = dict.items(py);
    assert_eq!(items.len(), model.0.len());
    for ((key, value), &(number, expected)) in items.iter().zip(&model.0) {
        let same = make(py, number);
        assert!(py.equal(key, &same).unwrap());
        assert_eq!(value.as_small_int(), Some(expected));
    }
    let mut end = dict.end(py);
    for &(_, expected) in model.0.iter().rev() {
        let (_, value, at) = dict.previous(py, end).unwrap();
        assert_eq!(value.as_small_int(), Some(expected));
        end = at;
    }
    assert!(dict.previous(py, end).is_none());
}

/// Does random things to a dict of keys that `make` makes of numbers.
fn exercise(seed: u64, range: u64, steps: usize, make: &dyn Fn(&Py, u64) -> Value) {
    let mut py = start();
    let mut random = Random(seed);
    let mut value = py.dict().unwrap();
    let mut model = Model::default();
    for step in 0..steps {
        let dict = value.exact::<Dict>().unwrap();
        let number = random.below(range);
        let (key, new) = (make(&py, number), step as i64);
        let known = model.position(number);
        match random.below(24) {
            0..9 => {
                dict.set(&mut py, &key, int(new)).unwrap();
                model.set(number, new);
            }
            9..14 => {
                let removed = dict.remove(&mut py, &key).unwrap();
                let expected = known.map(|at| model.0.remove(at).1);
                assert_eq!(removed.and_then(|value| value.as_small_int()), expected);
            }
            14..18 => {
                let found = dict.get(&mut py, &key).unwrap();
                assert_eq!(found.and_then(|value| value.as_small_int()), known.map(|at| model.0[at].1));
                assert_eq!(dict.contains(&mut py, &key).unwrap(), known.is_some());
            }
            18 => {
                let removed = dict.remove_last(&mut py);
                assert_eq!(removed.and_then(|(_, value)| value.as_small_int()), model.0.pop().map(|it| it.1));
            }
            19 => {
                let (found, added) = dict.set_default(&mut py, &key, &int(new)).unwrap();
                assert_eq!(added, known.is_none());
                model.0.extend(added.then_some((number, new)));
                assert_eq!(found.as_small_int(), model.position(number).map(|at| model.0[at].1));
            }
            20 => {
                drop(dict.set_str(&mut py, &key, int(new)).unwrap());
                model.set(number, new);
            }
            21 if step % 7 == 0 => {
                let copy = dict.copy(&mut py).unwrap();
                value = copy;
            }
            22 if step % 7 == 0 => {
                let other = py.dict().unwrap();
                let other = other.exact::<Dict>().unwrap();
                for number in 0..random.below(range) {
                    let key = make(&py, number);
                    other.set(&mut py, &key, int(new)).unwrap();
                    model.set(number, new);
                }
                dict.merge(&mut py, other, OnDuplicate::Replace).unwrap();
            }
            23 if step % 50 == 0 => {
                dict.clear(&mut py);
                model.0.clear();
            }
            _ => {}
        }
        if step % 40 == 0 {
            assert_same(&mut py, value.exact().unwrap(), &model, make);
        }
    }
    assert_same(&mut py, value.exact().unwrap(), &model, make);
}

fn text(py: &Py, number: u64) -> Value {
    py.text(format_args!("key {number}")).unwrap()
}

#[test]
fn a_dict_of_strings_behaves_as_the_model() {
    exercise(1, 12, 4000, &text);
    exercise(2, 700, 6000, &text);
}

#[test]
fn a_dict_of_numbers_behaves_as_the_model() {
    exercise(3, 12, 4000, &|_, number| int(number as i64 * 32));
    exercise(4, 900, 6000, &|_, number| int(number as i64 * 1024));
}

#[test]
fn keys_of_all_kinds_behave_as_the_model() {
    exercise(5, 40, 6000, &|py, number| match number % 3 {
        0 => text(py, number),
        1 => int(number as i64),
        _ => key(py, number as i64),
    });
    exercise(6, 40, 4000, &|py, number| key(py, number as i64));
}

#[test]
fn large_tables_have_wider_places() {
    let mut py = start();
    let value = py.dict().unwrap();
    let dict = value.exact::<Dict>().unwrap();
    for number in 0..100_000 {
        dict.set(&mut py, &int(number), int(number + 1)).unwrap();
        if number % 5 == 0 {
            dict.remove(&mut py, &int(number / 2)).unwrap();
        }
    }
    for number in 0..100_000 {
        let found = dict.get(&mut py, &int(number)).unwrap().and_then(|value| value.as_small_int());
        assert!(found.is_none_or(|found| found == number + 1));
        // Removed is n with 2n or 2n + 1 a multiple of five, below half.
        let removed = number < 50_000 && (2 * number % 5 == 0 || (2 * number + 1) % 5 == 0) && number != 0;
        assert_eq!(found.is_none(), removed || number == 0, "{number}");
    }
}

/// Looks keys up while each comparison does something to the dict.
fn disturb(act: Mischief) {
    let mut py = start();
    for round in 0..40 {
        let value = py.dict().unwrap();
        let dict = value.exact::<Dict>().unwrap();
        for number in 0..round % 9 + 2 {
            let key = key(&py, number * 3);
            dict.set(&mut py, &key, int(number)).unwrap();
        }
        MISCHIEF.set(Some((act, value.clone())));
        TIMES.set(1 + round as u32 % 4);
        let wanted = key(&py, round % 10 * 3);
        match round % 4 {
            0 => drop(dict.get(&mut py, &wanted).unwrap()),
            1 => dict.set(&mut py, &wanted, int(-1)).unwrap(),
            2 => drop(dict.remove(&mut py, &wanted).unwrap()),
            _ => drop(dict.set_default(&mut py, &wanted, &int(-2)).unwrap()),
        }
        TIMES.set(0);
        MISCHIEF.set(None);
        // Whatever happened, each key is there once, and is found.
        let items = dict.items(&py);
        assert_eq!(items.len(), dict.len(&py));
        for (at, (key, value)) in items.iter().enumerate() {
            let found = dict.get(&mut py, key).unwrap().unwrap();
            assert!(found.is(value));
            for (other, _) in items.iter().skip(at + 1) {
                assert!(!py.equal(key, other).unwrap());
            }
        }
    }
}

#[test]
fn a_comparison_may_change_the_dict() {
    disturb(|py, dict| dict.clear(py));
    disturb(|py, dict| drop(dict.remove_last(py)));
    disturb(|py, dict| {
        for number in 100..130 {
            let key = text(py, number);
            drop(dict.set_str(py, &key, int(7)).unwrap());
        }
    });
    disturb(|py, dict| {
        dict.clear(py);
        for number in 0..4 {
            let key = key(py, number * 3);
            dict.set(py, &key, int(9)).unwrap();
        }
    });
}

#[test]
fn unequal_keys_of_one_hash_are_asked_once_each() {
    let mut py = start();
    let value = py.dict().unwrap();
    let dict = value.exact::<Dict>().unwrap();
    for number in 0..5 {
        let key = key(&py, number * 3);
        dict.set(&mut py, &key, int(number)).unwrap();
    }
    COMPARED.set(0);
    let missing = key(&py, 300);
    assert!(dict.get(&mut py, &missing).unwrap().is_none());
    assert_eq!(COMPARED.get(), 5);
}

#[test]
fn versions_change_with_the_keys_only() {
    let mut py = start();
    let value = py.dict().unwrap();
    let dict = value.exact::<Dict>().unwrap();
    let (a, b) = (text(&py, 1), text(&py, 2));
    drop(dict.set_str(&mut py, &a, int(1)).unwrap());
    assert!(dict.cached_index(&py, &b).is_none());
    let (version, index) = dict.cached_index(&py, &a).unwrap();
    drop(dict.set_str(&mut py, &a, int(2)).unwrap());
    assert_eq!(dict.keys_version(&py), version);
    // SAFETY: the version is that of the index.
    unsafe {
        assert_eq!(dict.value_at(&py, index).and_then(|value| value.as_small_int()), Some(2));
        assert_eq!(dict.set_at(&mut py, index, int(3)).and_then(|value| value.as_small_int()), Some(2));
    }
    assert_eq!(dict.get_str(&py, &a).and_then(|value| value.as_small_int()), Some(3));
    drop(dict.set_str(&mut py, &b, int(1)).unwrap());
    assert_eq!(dict.keys_version(&py), 0);
    let second = dict.assign_keys_version(&py);
    assert_ne!(second, version);
    drop(dict.remove_str(&mut py, &a));
    assert_eq!(dict.keys_version(&py), 0);
    let copy = dict.copy(&mut py).unwrap();
    assert_eq!(copy.exact::<Dict>().unwrap().keys_version(&py), 0);
    dict.set(&mut py, &int(5), int(5)).unwrap();
    assert_eq!(dict.assign_keys_version(&py), 0, "only tables of strings have versions");
}

/// Sizes with the header of the object and, in CPython, of the collector, from `sys.getsizeof` of CPython 3.14.
const SIZES: [(u64, usize, usize); 8] = [
    (0, 64, 64),
    (1, 184, 224),
    (5, 184, 224),
    (6, 272, 352),
    (10, 272, 352),
    (11, 464, 632),
    (21, 464, 632),
    (22, 832, 1168),
];

#[test]
fn dicts_are_no_larger_than_those_of_cpython() {
    let mut py = start();
    for (count, of_strings, of_numbers) in SIZES {
        let (first, second) = (py.dict().unwrap(), py.dict().unwrap());
        let (strings, numbers) = (first.exact::<Dict>().unwrap(), second.exact::<Dict>().unwrap());
        for number in 0..count {
            let key = text(&py, number);
            drop(strings.set_str(&mut py, &key, int(0)).unwrap());
            numbers.set(&mut py, &int(number as i64), int(0)).unwrap();
        }
        let object = crate::object::HEADER_SIZE + size_of::<Dict>();
        assert!(object + strings.table_bytes(&py) <= of_strings, "{count} strings");
        assert!(object + numbers.table_bytes(&py) <= of_numbers, "{count} numbers");
    }
}

#[test]
fn keys_and_values_die_in_the_order_of_the_entries() {
    let mut py = start();
    for clear in [false, true] {
        let value = py.dict().unwrap();
        let dict = value.exact::<Dict>().unwrap();
        for number in 0..3 {
            let (key, value) = (key(&py, number * 2), key(&py, number * 2 + 1));
            dict.set(&mut py, &key, value).unwrap();
        }
        DEATHS.take();
        if clear {
            dict.clear(&mut py);
        } else {
            drop(value);
            py.drain();
        }
        assert_eq!(DEATHS.take(), [0, 1, 2, 3, 4, 5]);
    }
}

#[test]
fn no_memory_is_an_error() {
    let mut py = start();
    let value = py.dict().unwrap();
    let dict = value.exact::<Dict>().unwrap();
    let raised = dict.reserve(&mut py, 1 << 40).unwrap_err();
    assert!(py.matches(&raised, &crate::exception::MEMORY_ERROR));
    py.discard(raised);
    dict.set(&mut py, &int(1), int(2)).unwrap();
    assert_eq!(dict.len(&py), 1);
}
