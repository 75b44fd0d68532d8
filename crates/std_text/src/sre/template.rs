//! `_sre.SRE_Template`: a replacement, as literals and the numbers of groups whose texts stand between them.

use taipan_macros::pyclass;
use taipan_object::buffer::BufferRequest;
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::list::List;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Value};
use taipan_strings::Buffer;
use taipan_text::Name;

use crate::calls;

use super::State;
use super::match_::Match;

/// The payload.
#[pyclass(name = "_sre.SRE_Template")]
pub(super) struct Template {
    /// What comes first.
    literal: Value,
    groups: Vec<usize>,
    /// What follows each group, unless it is empty.
    literals: Vec<Option<Value>>,
}

pub(super) const DEFINITION: Definition =
    Definition { flags: Flags::NO_INSTANCES, ..Definition::of(&TEMPLATE) };

impl Template {
    /// The text, where there are no groups.
    pub(super) fn only_literal(&self) -> Option<&Value> {
        self.groups.is_empty().then_some(&self.literal)
    }
}

/// Makes a template of a list of a literal, a group, a literal and so on.
pub(super) fn new(py: &mut Py, parts: &List) -> PyResult<Value> {
    let count = parts.len(py);
    if count.is_multiple_of(2) {
        return Err(invalid(py));
    }
    let Some(literal) = parts.item(py, 0) else { return Err(invalid(py)) };
    let (mut groups, mut literals) = (Vec::new(), Vec::new());
    groups.try_reserve_exact(count / 2)?;
    literals.try_reserve_exact(count / 2)?;
    for place in (1..count).step_by(2) {
        let (Some(group), Some(literal)) = (parts.item(py, place), parts.item(py, place + 1)) else {
            return Err(invalid(py));
        };
        if !group.is_int() {
            return Err(exc::type_error(py, format_args!("an integer is required")));
        }
        let Ok(group) = usize::try_from(py.to_isize(&group)?) else { return Err(invalid(py)) };
        groups.push(group);
        literals.push(Some(literal).filter(|it| !is_empty(it)));
    }
    py.heap().object(Template { literal, groups, literals })
}

fn is_empty(literal: &Value) -> bool {
    literal.get::<Str>().is_some_and(Str::is_empty) || literal.get::<Bytes>().is_some_and(Bytes::is_empty)
}

#[cold]
fn invalid(py: &Py) -> Raised {
    exc::type_error(py, format_args!("invalid template"))
}

/// Asks module `re` to compile a replacement.
pub(super) fn compile(py: &mut Py, pattern: &Value, replacement: &Value) -> PyResult<Value> {
    let compile = compiler(py)?;
    let template = match py.call(&compile, &[pattern, replacement]) {
        Ok(template) => template,
        Err(raised) if py.matches(&raised, &exc::TYPE_ERROR) => {
            // What cannot be hashed is tried once more as the plain type.
            let plain = if let Some(text) = replacement.get::<Str>() {
                if replacement.exact::<Str>().is_some() {
                    return Err(raised);
                }
                py.discard(raised);
                py.heap().str_from_units(text.units())?
            } else if replacement.exact::<Bytes>().is_none()
                && replacement.type_().slots.get_buffer.get().is_some()
            {
                py.discard(raised);
                let buffer = py.get_buffer(replacement, BufferRequest::SIMPLE)?;
                let plain = py.bytes(buffer.bytes(py));
                py.release_buffer(buffer);
                plain?
            } else {
                return Err(raised);
            };
            py.call(&compile, &[pattern, &plain])?
        }
        Err(raised) => return Err(raised),
    };
    if template.exact::<Template>().is_none() {
        let (class, wanted) = (template.type_().name(), TEMPLATE.builtin_name());
        return Err(exc::type_error(
            py,
            format_args!("the result of compiling a replacement string is {class}, not {wanted}"),
        ));
    }
    Ok(template)
}

/// `re._compile_template`
fn compiler(py: &mut Py) -> PyResult<Value> {
    let state = py.state::<State>();
    if let Some(compile) = &*state.compile_template.get(py) {
        return Ok(compile.clone());
    }
    let re = calls::import(py, "re")?;
    let name = py.name(Name::_COMPILE_TEMPLATE).clone();
    let compile = py.get_attribute(&re, &name)?;
    drop(state.compile_template.replace(py, Some(compile.clone())));
    Ok(compile)
}

/// The text of a template for a match.
pub(super) fn expand(py: &mut Py, template: &Value, match_: &Match) -> PyResult<Value> {
    let Some(template) = template.exact::<Template>() else { return Ok(none()) };
    if template.groups.is_empty() {
        return Ok(template.literal.clone());
    }
    let mut parts = Vec::new();
    parts.try_reserve_exact(template.groups.len() * 2 + 1)?;
    parts.push(template.literal.clone());
    for (group, literal) in template.groups.iter().zip(&template.literals) {
        if *group >= match_.count() {
            return Err(exc::index_error(py, format_args!("no such group")));
        }
        parts.extend(match_.text(py, *group)?);
        parts.extend(literal.clone());
    }
    if let Some(text) = join_texts(py, &parts)? {
        return Ok(text);
    }
    let joiner = if template.literal.is_str() { py.str("")? } else { py.bytes(&[])? };
    calls::join(py, &joiner, parts)
}

/// All parts as one text, if that is what they are.
fn join_texts(py: &Py, parts: &[Value]) -> PyResult<Option<Value>> {
    let mut buffer = Buffer::new();
    for part in parts {
        let Some(text) = part.get::<Str>() else { return Ok(None) };
        buffer.extend_units(text.units())?;
    }
    py.heap().str_from_buffer(&buffer).map(Some)
}
