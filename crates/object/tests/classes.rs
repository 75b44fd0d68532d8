//! Classes made through the kernel's API, before any interpreter runs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use taipan_object::types::singletons::none;
use taipan_object::types::{int, list, object, str_, type_};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

/// A class with these bases, and an empty namespace.
fn class(py: &mut Py, name: &str, bases: &[&Value], slots: Option<&[&str]>) -> PyResult<Value> {
    let name = py.str(name)?;
    let bases = py.tuple(bases.iter().map(|base| (*base).clone()).collect::<Vec<_>>())?;
    let namespace = py.dict()?;
    if let Some(slots) = slots {
        let names = slots.iter().map(|slot| py.str(slot)).collect::<PyResult<Vec<_>>>()?;
        let (key, names) = (py.str("__slots__")?, py.tuple(names)?);
        let dict = namespace.get::<taipan_object::types::dict::Dict>();
        if let Some(dict) = dict {
            dict.set(py, &key, names)?;
        }
    }
    py.new_class(&type_::TYPE.to_value(), &name, &bases, &namespace, &[])
}

/// The text of the exception that was raised.
fn message<T>(py: &mut Py, result: PyResult<T>) -> String {
    match result {
        Ok(_) => "nothing was raised".into(),
        Err(raised) => {
            let exception = py.take(raised);
            let base = exception.get::<taipan_object::exception::BaseException>();
            base.and_then(|base| base.state.get(py).subject.clone())
                .map(|it| it.to_string())
                .unwrap_or_default()
        }
    }
}

fn with_interpreter(body: impl FnOnce(&mut Py) -> PyResult<()>) {
    let mut py = Py::new().unwrap();
    let result = body(&mut py);
    let message = message(&mut py, result);
    assert_eq!(message, "nothing was raised");
}

fn names(class: &Value, py: &Py) -> Vec<String> {
    class.as_type().unwrap().mro(py).iter().map(|class| class.as_type().unwrap().to_string()).collect()
}

#[test]
fn the_order_of_a_diamond_is_c3() {
    with_interpreter(|py| {
        let a = class(py, "A", &[], None)?;
        let b = class(py, "B", &[&a], None)?;
        let c = class(py, "C", &[&a], None)?;
        let d = class(py, "D", &[&b, &c], None)?;
        assert_eq!(names(&d, py), ["D", "B", "C", "A", "object"]);
        let bad = class(py, "E", &[&a, &b], None);
        assert_eq!(
            message(py, bad),
            "Cannot create a consistent method resolution order (MRO) for bases A, B"
        );
        Ok(())
    });
}

#[test]
fn layouts_that_differ_do_not_mix() {
    with_interpreter(|py| {
        let (int, list) = (int::INT.to_value(), list::LIST.to_value());
        let both = class(py, "X", &[&int, &list], None);
        assert_eq!(message(py, both), "multiple bases have instance lay-out conflict");
        let left = class(py, "L", &[], Some(&["a"]))?;
        let right = class(py, "R", &[], Some(&["b"]))?;
        let both = class(py, "X", &[&left, &right], None);
        assert_eq!(message(py, both), "multiple bases have instance lay-out conflict");
        let bool_ = taipan_object::types::singletons::BOOL.to_value();
        let derived = class(py, "X", &[&bool_], None);
        assert_eq!(message(py, derived), "type 'bool' is not an acceptable base type");
        Ok(())
    });
}

#[test]
fn instances_keep_attributes_and_members() {
    with_interpreter(|py| {
        let base = class(py, "Base", &[], Some(&["b", "a"]))?;
        let derived = class(py, "Derived", &[&base], None)?;
        let instance = py.call(&derived, &[])?;
        let values: Vec<Value> = (0..20).map(|number| py.int(number)).collect::<PyResult<_>>()?;
        let mut keys = vec![py.heap().intern("a")?, py.heap().intern("b")?];
        for number in 2..20 {
            keys.push(py.heap().intern(&format!("x{number}"))?);
        }
        for (key, value) in keys.iter().zip(&values) {
            py.set_attribute(&instance, key, value)?;
        }
        for (key, value) in keys.iter().zip(&values) {
            assert!(py.get_attribute(&instance, key)?.is(value));
        }
        py.delete_attribute(&instance, &keys[0])?;
        let gone = py.get_attribute(&instance, &keys[0]);
        let raised = gone.err().map(|raised| py.take(raised).type_().to_string());
        assert_eq!(raised.as_deref(), Some("AttributeError"));
        Ok(())
    });
}

#[test]
fn a_text_can_have_members_behind_its_data() {
    with_interpreter(|py| {
        let text = str_::STR.to_value();
        let derived = class(py, "S", &[&text], Some(&["m", "__dict__"]))?;
        let units = taipan_strings_units("abc");
        let instance = py.heap().str_object(derived.as_type().unwrap(), units)?;
        let (member, other) = (py.heap().intern("m")?, py.heap().intern("other")?);
        let (one, two) = (py.str("one")?, py.str("two")?);
        py.set_attribute(&instance, &member, &one)?;
        py.set_attribute(&instance, &other, &two)?;
        assert!(py.get_attribute(&instance, &member)?.is(&one));
        assert!(py.get_attribute(&instance, &other)?.is(&two));
        assert_eq!(instance.to_string(), "abc");
        drop(instance);
        assert_eq!(one.reference_count(), Some(1));
        assert_eq!(two.reference_count(), Some(1));
        Ok(())
    });
}

fn taipan_strings_units(text: &str) -> taipan_strings::Units<'_> {
    taipan_strings::Units::Ascii(text.as_bytes())
}

fn forty_two(py: &mut Py, _: Borrowed<'_>, _: &taipan_object::native::Bound<'_>) -> PyResult<Value> {
    py.int(42)
}

static FORTY_TWO: taipan_object::native::MethodDef = taipan_object::native::MethodDef::new(
    "forty_two",
    "",
    const { &taipan_object::native::Signature::new(None, &[], true, true) },
    taipan_object::native::MethodKind::Static,
    taipan_object::native::NativeCall::Bound(forty_two),
);

#[test]
fn slots_follow_the_attributes_of_classes() {
    with_interpreter(|py| {
        let base = class(py, "Base", &[], None)?;
        let derived = class(py, "Derived", &[&base], None)?;
        let slot = |class: &Value| class.as_type().map(|class: &Type| class.slots.length.get().is_some());
        let len = py.heap().intern("__len__")?;
        let function = py.heap().native_function(&FORTY_TWO, Some(none()), None)?;
        assert_eq!((slot(&base), slot(&derived)), (Some(false), Some(false)));
        py.set_attribute(&base, &len, &function)?;
        assert_eq!((slot(&base), slot(&derived)), (Some(true), Some(true)));
        let instance = py.call(&derived, &[])?;
        assert_eq!(py.len(&instance)?, 42);
        py.delete_attribute(&base, &len)?;
        assert_eq!((slot(&base), slot(&derived)), (Some(false), Some(false)));
        let refused = py.set_attribute(&object::OBJECT.to_value(), &len, &function);
        assert!(refused.is_err());
        refused.or_else(|raised| {
            py.discard(raised);
            Ok(())
        })
    });
}
