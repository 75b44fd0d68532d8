//! Pattern matching.

use taipan_object::type_::Flags;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{boolean_ref, none};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, StackRef, Value, exception as exc};
use taipan_text::Name;

use super::{Instruction, instruction};
use crate::dispatch::{Flow, Vm};

macro_rules! test_flag {
    ($(#[$doc:meta])* $name:ident, $flag:ident) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl Instruction for $name {
            unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
                // SAFETY: the contract of the trait.
                unsafe {
                    let matches = vm.peek(1).type_().has(Flags::$flag);
                    vm.registers.push(StackRef::borrowed(&boolean_ref(matches)));
                }
                Flow::Next
            }
        }
    };
}

test_flag! {
    /// `MATCH_SEQUENCE`
    MatchSequence, SEQUENCE
}
test_flag! {
    /// `MATCH_MAPPING`
    MatchMapping, MAPPING
}

instruction! {
    /// `MATCH_KEYS`: a tuple of the values, or None if a key is missing.
    MatchKeys(vm, _) {
        let (subject, keys) = (vm.peek(2).to_value(), vm.peek(1).to_value());
        let values = match_keys(vm.py, &subject, &keys)?;
        vm.push(values);
        Ok(())
    }
}

fn match_keys(py: &mut Py, subject: &Value, keys: &Value) -> PyResult<Value> {
    let keys = keys.get::<Tuple>().map_or(&[][..], Tuple::items);
    let get_name = py.name(Name::GET).clone();
    let missing = py.list(Vec::new())?;
    let seen = py.dict()?;
    let mut values = Vec::new();
    for key in keys {
        if let Some(dict) = seen.get::<Dict>() {
            if dict.get(py, key)?.is_some() {
                let shown = py.repr(key)?;
                return Err(exc::value_error(
                    py,
                    format_args!("mapping pattern checks duplicate key ({shown})"),
                ));
            }
            dict.set(py, key, none())?;
        }
        let value = py.call_method(subject, &get_name, &[key, &missing])?;
        if value.is(&missing) {
            return Ok(none());
        }
        values.push(value);
    }
    py.tuple(values)
}

instruction! {
    /// `MATCH_CLASS`: a tuple of the attributes, or None. The operand is the number of positional patterns.
    MatchClass(vm, oparg) {
        let (names, class, subject) = (vm.pop(), vm.pop(), vm.pop());
        let result = match_class(vm.py, &subject, &class, oparg as usize, &names)?;
        vm.push(result.unwrap_or_else(none));
        Ok(())
    }
}

fn match_class(
    py: &mut Py,
    subject: &Value,
    class: &Value,
    positional: usize,
    names: &Value,
) -> PyResult<Option<Value>> {
    let Some(type_) = class.as_type() else {
        return Err(exc::type_error(py, format_args!("called match pattern must be a class")));
    };
    if !py.is_instance(subject, class)? {
        return Ok(None);
    }
    let mut seen: Vec<Value> = Vec::new();
    let mut attributes = Vec::new();
    if positional > 0 {
        let key = py.name(Name::__MATCH_ARGS__).clone();
        let match_args = py.find_attribute(class, &key)?;
        let own = match &match_args {
            Some(args) if args.exact::<Tuple>().is_none() => {
                return Err(exc::type_error(
                    py,
                    format_args!("{type_}.__match_args__ must be a tuple (got {})", args.type_().name()),
                ));
            }
            Some(args) => args.exact::<Tuple>().map_or(&[][..], Tuple::items),
            None => &[],
        };
        let matches_self = match_args.is_none() && type_.has(Flags::MATCH_SELF);
        let allowed = if matches_self { 1 } else { own.len() };
        if allowed < positional {
            let plural = if allowed == 1 { "" } else { "s" };
            return Err(exc::type_error(
                py,
                format_args!(
                    "{type_}() accepts {allowed} positional sub-pattern{plural} ({positional} given)"
                ),
            ));
        }
        if matches_self {
            attributes.push(subject.clone());
        } else {
            for name in own.iter().take(positional) {
                if !name.is_str() {
                    return Err(exc::type_error(
                        py,
                        format_args!("__match_args__ elements must be strings (got {})", name.type_().name()),
                    ));
                }
                match attribute(py, subject, type_, name, &mut seen)? {
                    Some(value) => attributes.push(value),
                    None => return Ok(None),
                }
            }
        }
    }
    for name in names.get::<Tuple>().map_or(&[][..], Tuple::items) {
        match attribute(py, subject, type_, name, &mut seen)? {
            Some(value) => attributes.push(value),
            None => return Ok(None),
        }
    }
    py.tuple(attributes).map(Some)
}

fn attribute(
    py: &mut Py,
    subject: &Value,
    class: &taipan_object::Type,
    name: &Value,
    seen: &mut Vec<Value>,
) -> PyResult<Option<Value>> {
    if !name.is_str() {
        return Err(exc::type_error(
            py,
            format_args!("attribute name must be string, not '{}'", name.type_().name()),
        ));
    }
    for other in seen.iter() {
        if py.equal(other, name)? {
            let shown = py.repr(name)?;
            return Err(exc::type_error(
                py,
                format_args!("{class}() got multiple sub-patterns for attribute {shown}"),
            ));
        }
    }
    seen.push(name.clone());
    py.find_attribute(subject, name)
}
