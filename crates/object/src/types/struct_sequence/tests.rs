//! A type with items that have no names and with hidden fields: how its fields are reached, and how its objects die.

use super::{Field, StructSequence, class, definition};
use crate::py::{Py, PyResult};
use crate::type_::{Type, install};
use crate::types::tuple::Tuple;
use crate::value::Value;

static SAMPLE: Type = class::<Sample>("sample.Sample");

struct Sample;

impl StructSequence for Sample {
    const TYPE: &'static Type = &SAMPLE;
    const DOC: &'static str = "A sample.";
    const FIELDS: &'static [Field] = &[
        Field::new("mode", "first"),
        Field::unnamed("second"),
        Field::new("time", "hidden"),
        Field::new("zone", ""),
    ];
    const SHOWN: usize = 2;
}

fn with_sample(test: impl FnOnce(&mut Py) -> PyResult<()>) {
    let mut py = Py::new().expect("an interpreter");
    let result = install::install(&mut py, &[definition::<Sample>()]).and_then(|()| test(&mut py));
    if let Err(raised) = result {
        let exception = py.take(raised);
        panic!("{}: {:?}", exception.type_().name(), py.to_str(&exception).map(|text| text.to_string()));
    }
}

fn numbers<const N: usize>(py: &Py, numbers: [i64; N]) -> PyResult<[Value; N]> {
    let mut values = [const { None }; N];
    for (value, number) in values.iter_mut().zip(numbers) {
        *value = Some(py.int(number)?);
    }
    Ok(values.map(|value| value.expect("each is filled")))
}

#[test]
fn names_reach_what_the_tuple_does_not_show() {
    with_sample(|py| {
        let values = numbers(py, [1, 2, 3, 4])?;
        let sample = py.heap().struct_sequence::<Sample, 4>(values)?;
        assert_eq!(sample.get::<Tuple>().map(Tuple::len), Some(2));
        for (name, expected) in [("mode", 1), ("time", 3), ("zone", 4)] {
            let name = py.heap().intern(name)?;
            assert_eq!(py.get_attribute(&sample, &name)?.as_i64(), Some(expected));
        }
        Ok(())
    });
}

#[test]
fn hidden_fields_die_with_the_sequence() {
    with_sample(|py| {
        let held = py.list(Vec::new())?;
        let mut values = numbers(py, [1, 2, 3, 4])?;
        values[3] = held.clone();
        let sample = py.heap().struct_sequence::<Sample, 4>(values)?;
        assert_eq!(held.reference_count(), Some(2));
        drop(sample);
        assert_eq!(held.reference_count(), Some(1));
        Ok(())
    });
}
