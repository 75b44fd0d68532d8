//! Making zones of files. The library reads them; what it has read becomes transitions and answers.

use std::cell::Cell;

use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::is_none;
use taipan_object::types::tuple::{TUPLE, Tuple};
use taipan_object::{Py, PyResult, Type, Value};

use super::rule::Rule;
use super::transitions::{After, Raw, Summer, Transitions};
use super::{Source, ZoneInfo, invalid};
use crate::span::Span;
use crate::{arguments, delta};

/// The zone with a key, read anew, as an instance of a class.
pub(super) fn by_key(py: &mut Py, class: &Type, key: &Value, source: Source) -> PyResult<Value> {
    let find = arguments::import(py, "zoneinfo._tzpath", "find_tzfile")?;
    let path = py.call(&find, &[key])?;
    let file = if is_none(&path) {
        let open = arguments::import(py, "zoneinfo._common", "load_tzdata")?;
        py.call(&open, &[key])?
    } else {
        let (open, mode) = (arguments::import(py, "io", "open")?, py.str("rb")?);
        py.call(&open, &[&path, &mode])?
    };
    let loaded = load(py, &file);
    let close = py.heap().intern("close")?;
    let (transitions, answers) = match loaded {
        Ok(loaded) => {
            drop(py.call_method(&file, &close, &[])?);
            loaded
        }
        Err(raised) => {
            let error = py.take(raised);
            if let Err(raised) = py.call_method(&file, &close, &[]) {
                py.discard(raised);
            }
            return Err(py.heap().again(error));
        }
    };
    let source = Cell::new(source);
    py.heap().object_of(class, ZoneInfo { key: key.clone(), file: None, source, transitions, answers })
}

/// What a file says: transitions, and the answers for each kind of time.
pub(super) fn load(py: &mut Py, file: &Value) -> PyResult<(Transitions, Vec<Value>)> {
    let read = arguments::import(py, "zoneinfo._common", "load_data")?;
    let data = py.call(&read, &[file])?;
    let parts = data.get::<Tuple>().filter(|_| data.type_().is(&TUPLE)).map(Tuple::items);
    let Some([indices, universal, offsets, summer, names, rule]) = parts else {
        let shown = py.repr(&data)?;
        return Err(taipan_object::exception::type_error(
            py,
            format_args!("Invalid data result type: {shown}"),
        ));
    };
    let raw = read_raw(py, indices, universal, offsets, summer)?;
    let shifts = raw.summer_shifts();
    let mut answers = Vec::new();
    let names = py.collect(names)?;
    let kinds = raw.offsets.iter().zip(&shifts).zip(&names);
    for ((&offset, &shift), name) in kinds {
        push_kind(py, &mut answers, offset, shift, name.clone())?;
    }
    let after =
        if py.is_true(rule)? { after_by_rule(py, rule, &mut answers)? } else { after_by_last(py, &raw)? };
    let always = always(py, &raw, &after, &answers)?;
    Ok((Transitions::new(raw, after, always), answers))
}

fn push_kind(py: &mut Py, answers: &mut Vec<Value>, offset: i64, shift: i64, name: Value) -> PyResult<usize> {
    answers.try_reserve(3)?;
    let kind = answers.len() / 3;
    answers.push(delta::new(py, Span::of_seconds(offset))?);
    answers.push(delta::new(py, Span::of_seconds(shift))?);
    answers.push(name);
    Ok(kind)
}

fn read_raw(
    py: &mut Py,
    indices: &Value,
    universal: &Value,
    offsets: &Value,
    summer: &Value,
) -> PyResult<Raw> {
    let offsets = integers(py, offsets)?;
    let universal = integers(py, universal)?;
    let mut kinds = Vec::new();
    for index in integers(py, indices)? {
        kinds.try_reserve(1)?;
        match usize::try_from(index) {
            Ok(index) if index < offsets.len() => kinds.push(index),
            _ => {
                return Err(invalid(
                    py,
                    format_args!("Invalid transition index found while reading TZif: {index}"),
                ));
            }
        }
    }
    kinds.truncate(universal.len());
    let mut is_summer = Vec::new();
    for flag in py.collect(summer)? {
        is_summer.try_reserve(1)?;
        is_summer.push(py.is_true(&flag)?);
    }
    is_summer.resize(offsets.len(), false);
    Ok(Raw { universal, kinds, offsets, is_summer })
}

fn integers(py: &mut Py, values: &Value) -> PyResult<Vec<i64>> {
    let mut numbers = Vec::new();
    for value in py.collect(values)? {
        numbers.try_reserve(1)?;
        numbers.push(py.to_i64(&value)?);
    }
    Ok(numbers)
}

/// What holds after the last transition, by the rule in the file.
fn after_by_rule(py: &mut Py, text: &Value, answers: &mut Vec<Value>) -> PyResult<After> {
    let bytes = text.get::<Bytes>().map(Bytes::data).unwrap_or_default();
    let rule = match Rule::parse(bytes) {
        Ok(rule) => rule,
        Err(problem) => {
            let shown = py.repr(text)?;
            return Err(invalid(py, format_args!("{} {shown}", problem.text())));
        }
    };
    let name = py.str(&rule.name)?;
    let standard = push_kind(py, answers, rule.offset, 0, name)?;
    let summer = match rule.summer {
        None => None,
        Some(summer) => {
            let name = py.str(&summer.name)?;
            let shift = summer.offset - rule.offset;
            let kind = push_kind(py, answers, summer.offset, shift, name)?;
            Some(Summer { kind, offset: summer.offset, shift, start: summer.start, end: summer.end })
        }
    };
    Ok(After { standard, offset: rule.offset, summer })
}

/// What holds after the last transition where there is no rule: what held before.
fn after_by_last(py: &Py, raw: &Raw) -> PyResult<After> {
    let last = raw.kinds.last().copied().or_else(|| raw.offsets.len().checked_sub(1));
    match last.and_then(|kind| Some((kind, *raw.offsets.get(kind)?))) {
        Some((standard, offset)) => Ok(After { standard, offset, summer: None }),
        None => Err(invalid(py, format_args!("No time zone information found."))),
    }
}

/// The kind of time that the zone always has, if it has no other.
fn always(py: &mut Py, raw: &Raw, after: &After, answers: &[Value]) -> PyResult<Option<usize>> {
    if raw.offsets.len() > 1 || after.summer.is_some() {
        return Ok(None);
    }
    if raw.offsets.is_empty() {
        return Ok(Some(after.standard));
    }
    let first = answers.iter().take(3);
    for (left, right) in first.zip(answers.iter().skip(after.standard * 3)) {
        if !py.equal(left, right)? {
            return Ok(None);
        }
    }
    Ok(Some(after.standard))
}
