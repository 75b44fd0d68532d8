//! Copies of elements, and what pickles make of them: the dict that an element written in Python would have.

use taipan_macros::pymethods;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::{STR, Str};
use taipan_object::{Borrowed, Py, PyResult, Value, exception as exc};

use super::element::{ELEMENT, Element};
use super::{builder, library, require_element};

/// The methods.
pub(super) struct Copying;

const FIELDS: [&str; 5] = ["tag", "_children", "attrib", "text", "tail"];

#[pymethods(Element)]
impl Copying {
    /// A new element with the same children.
    #[pymethod("($self, /)")]
    fn __copy__(this: &Element, py: &mut Py) -> PyResult<Value> {
        let (tag, attrib) = (this.tag.get(py).clone(), this.attrib.get(py).clone());
        let copy = Element::create(py, &ELEMENT, tag, attrib)?;
        let (text, tail) = (this.text.get(py).clone(), this.tail.get(py).clone());
        let children = children_of(py, this)?;
        if let Some(element) = copy.get::<Element>() {
            drop(element.text.replace(py, text));
            drop(element.tail.replace(py, tail));
            drop(element.children.replace(py, children));
        }
        Ok(copy)
    }

    /// A new element with copies of everything.
    #[pymethod("($self, memo, /)")]
    fn __deepcopy__(this: Borrowed<'_>, py: &mut Py, memo: Borrowed<'_>) -> PyResult<Value> {
        if memo.get::<Dict>().is_none() {
            let class = memo.type_().name();
            return Err(exc::type_error(
                py,
                format_args!("__deepcopy__() argument must be dict, not {class}"),
            ));
        }
        deep(py, this, &memo)
    }

    /// What pickles keep of the element.
    #[pymethod("($self, /)")]
    fn __getstate__(this: &Element, py: &mut Py) -> PyResult<Value> {
        let children = children_of(py, this)?;
        let children = py.list(children)?;
        let attrib = match this.attrib.get(py).clone() {
            Some(attrib) => attrib,
            None => py.dict()?,
        };
        let (tag, text, tail) =
            (this.tag.get(py).clone(), this.text.get(py).clone(), this.tail.get(py).clone());
        let state = py.dict()?;
        if let Some(dict) = state.get::<Dict>() {
            for (name, value) in FIELDS.into_iter().zip([tag, children, attrib, text, tail]) {
                let name = py.heap().intern(name)?;
                dict.set(py, &name, value)?;
            }
        }
        Ok(state)
    }

    /// Takes over what a pickle has kept.
    #[pymethod("($self, state, /)")]
    fn __setstate__(this: &Element, py: &mut Py, state: Borrowed<'_>) -> PyResult<()> {
        let Some(dict) = state.exact::<Dict>() else {
            let shown = py.repr(&state)?;
            return Err(exc::type_error(
                py,
                format_args!("Don't know how to unpickle \"{shown:.200}\" as an Element"),
            ));
        };
        let mut fields = [const { None }; FIELDS.len()];
        for (key, value) in dict.items(py) {
            let Some(name) = key.get::<Str>() else {
                return Err(exc::type_error(py, format_args!("keywords must be strings")));
            };
            let place = FIELDS.iter().zip(&mut fields).find(|(field, _)| name.is(field));
            let Some((_, place)) = place else {
                return Err(exc::type_error(
                    py,
                    format_args!("this function got an unexpected keyword argument '{key}'"),
                ));
            };
            *place = Some(value);
        }
        let [tag, children, attrib, text, tail] = fields;
        let Some(tag) = tag else {
            return Err(exc::type_error(py, format_args!("tag may not be NULL")));
        };
        drop(this.tag.replace(py, tag));
        let text = joined(py, text)?;
        drop(this.text.replace(py, text));
        let tail = joined(py, tail)?;
        drop(this.tail.replace(py, tail));
        if children.is_none() && attrib.is_none() {
            return Ok(());
        }
        if let Some(children) = children {
            let Some(list) = children.get::<List>() else {
                return Err(exc::type_error(py, format_args!("'_children' is not a list")));
            };
            let mut new = list.items.get(py).clone();
            // What stands before something else is taken over.
            let wrong = new.iter().position(|child| child.get::<Element>().is_none());
            let wrong = wrong.map(|place| new.split_off(place));
            drop(this.children.replace(py, new));
            if let Some(wrong) = wrong.as_ref().and_then(|wrong| wrong.first()) {
                return require_element(py, wrong);
            }
        }
        drop(this.attrib.replace(py, attrib));
        Ok(())
    }
}

/// Text of a state, which may be a list of its pieces.
fn joined(py: &mut Py, text: Option<Value>) -> PyResult<Value> {
    let Some(text) = text else { return Ok(none()) };
    match text.exact::<List>() {
        Some(list) => {
            let pieces = list.items.get(py).clone();
            builder::join(py, &pieces)
        }
        None => Ok(text),
    }
}

fn children_of(py: &Py, element: &Element) -> PyResult<Vec<Value>> {
    let children = element.children.get(py);
    let mut copy = Vec::new();
    copy.try_reserve_exact(children.len())?;
    copy.extend(children.iter().cloned());
    Ok(copy)
}

fn deep(py: &mut Py, this: Borrowed<'_>, memo: &Value) -> PyResult<Value> {
    let Some(element) = this.get::<Element>() else { return Ok(none()) };
    py.check_stack(" in __deepcopy__")?;
    let tag = element.tag.get(py).clone();
    let tag = deep_value(py, &tag, memo)?;
    let attrib = element.attrib.get(py).clone();
    let attrib = match attrib {
        Some(attrib) => Some(deep_value(py, &attrib, memo)?),
        None => None,
    };
    let made = Element::create(py, &ELEMENT, tag, attrib)?;
    let Some(copy) = made.get::<Element>() else { return Ok(made) };
    let text = element.text.get(py).clone();
    let text = deep_value(py, &text, memo)?;
    drop(copy.text.replace(py, text));
    let tail = element.tail.get(py).clone();
    let tail = deep_value(py, &tail, memo)?;
    drop(copy.tail.replace(py, tail));
    let mut place = 0;
    while let Some(child) = element.child(py, place) {
        let child = deep_value(py, &child, memo)?;
        copy.append(py, child)?;
        place += 1;
    }
    let id = py.int_from_usize(this.word())?;
    py.set_item(memo, &id, &made)?;
    Ok(made)
}

/// A deep copy of anything.
fn deep_value(py: &mut Py, value: &Value, memo: &Value) -> PyResult<Value> {
    if is_none(value) || value.type_().is(&STR) {
        return Ok(value.clone());
    }
    let library = library(py)?;
    py.call(&library.deepcopy, &[value, memo])
}
