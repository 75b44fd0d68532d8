//! Finding elements below another one: a plain tag among the children, anything else by `xml.etree.ElementPath`.

use taipan_macros::pymethods;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::singletons::{is_none, none, none_ref};
use taipan_object::types::str_::Str;
use taipan_object::{Borrowed, Py, PyResult, Value};

use super::element::{Element, is_absent};
use super::{iterator, library};

/// The methods.
pub(super) struct Search;

#[pymethods(Element)]
impl Search {
    /// The first child with a tag or a path, or None.
    #[pymethod("($self, /, path, namespaces=None)")]
    fn find(
        this: Borrowed<'_>,
        py: &mut Py,
        path: &Value,
        namespaces: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        if needs_path(path, namespaces) {
            return by_path(py, "find", &[&this, path, &namespaces.unwrap_or(none_ref())]);
        }
        let Some(element) = this.get::<Element>() else { return Ok(none()) };
        Ok(next_child(py, element, path, &mut 0)?.unwrap_or_else(none))
    }

    /// The text of the first child with a tag or a path, or the default.
    #[pymethod("($self, /, path, default=None, namespaces=None)")]
    fn findtext(
        this: Borrowed<'_>,
        py: &mut Py,
        path: &Value,
        default: Option<Borrowed<'_>>,
        namespaces: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        let default = default.unwrap_or(none_ref());
        if needs_path(path, namespaces) {
            let namespaces = namespaces.unwrap_or(none_ref());
            return by_path(py, "findtext", &[&this, path, &default, &namespaces]);
        }
        let Some(element) = this.get::<Element>() else { return Ok(none()) };
        let found = next_child(py, element, path, &mut 0)?;
        let Some(found) = found.as_ref().and_then(|found| found.get::<Element>()) else {
            return Ok(default.to_value());
        };
        let text = found.text.get(py).clone();
        if is_absent(&text) { py.str("") } else { Ok(text) }
    }

    /// A list of all children with a tag or a path.
    #[pymethod("($self, /, path, namespaces=None)")]
    fn findall(
        this: Borrowed<'_>,
        py: &mut Py,
        path: &Value,
        namespaces: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        if needs_path(path, namespaces) {
            return by_path(py, "findall", &[&this, path, &namespaces.unwrap_or(none_ref())]);
        }
        let (mut all, mut place) = (Vec::new(), 0);
        if let Some(element) = this.get::<Element>() {
            while let Some(found) = next_child(py, element, path, &mut place)? {
                all.push(found);
            }
        }
        py.list(all)
    }

    /// An iterator over all elements with a path.
    #[pymethod("($self, /, path, namespaces=None)")]
    fn iterfind(
        this: Borrowed<'_>,
        py: &mut Py,
        path: &Value,
        namespaces: Option<Borrowed<'_>>,
    ) -> PyResult<Value> {
        by_path(py, "iterfind", &[&this, path, &namespaces.unwrap_or(none_ref())])
    }

    /// An iterator over the element and all below it, in the order of the document; with a tag, over those that have it.
    #[pymethod("($self, /, tag=None)")]
    fn iter(this: Borrowed<'_>, py: &mut Py, tag: Option<Borrowed<'_>>) -> PyResult<Value> {
        let tag = tag.filter(|tag| {
            let is_any = tag.get::<Str>().is_some_and(|tag| tag.is("*"))
                || tag.get::<Bytes>().is_some_and(|tag| tag.data() == b"*");
            !is_none(tag) && !is_any
        });
        iterator::elements(py, this, tag.map(Borrowed::to_value))
    }

    /// An iterator over all text in the element, in the order of the document.
    #[pymethod("($self, /)")]
    fn itertext(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        iterator::text(py, this)
    }
}

/// The next child with a tag, from a place on, which moves behind it.
fn next_child(py: &mut Py, element: &Element, tag: &Value, place: &mut usize) -> PyResult<Option<Value>> {
    while let Some(child) = element.child(py, *place) {
        *place += 1;
        let Some(own) = child.get::<Element>().map(|child| child.tag.get(py).clone()) else { continue };
        if own.word() == tag.word() || py.equal(&own, tag)? {
            return Ok(Some(child));
        }
    }
    Ok(None)
}

fn by_path(py: &mut Py, function: &str, arguments: &[&Value]) -> PyResult<Value> {
    let library = library(py)?;
    let name = py.heap().intern(function)?;
    let function = py.get_attribute(&library.element_path, &name)?;
    py.call(&function, arguments)
}

/// Whether what is sought may be more than a tag.
fn needs_path(path: &Value, namespaces: Option<Borrowed<'_>>) -> bool {
    if namespaces.is_some_and(|namespaces| !is_none(&namespaces)) {
        return true;
    }
    if let Some(text) = path.get::<Str>() {
        return is_path(text.code_points());
    }
    path.get::<Bytes>().is_none_or(|bytes| is_path(bytes.data().iter().map(|&byte| byte.into())))
}

/// Whether a text has a sign of paths outside of braces, or stands for tags in any namespace.
fn is_path(text: impl Iterator<Item = u32>) -> bool {
    let mut is_in_braces = false;
    // The first three, of a text that has as many.
    let mut start = ['\0'; 3];
    let mut is_sign_found = false;
    let mut len = 0;
    for c in text.map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER)) {
        if let Some(place) = start.get_mut(len) {
            *place = c;
        }
        len += 1;
        match c {
            '{' => is_in_braces = true,
            '}' => is_in_braces = false,
            '/' | '*' | '[' | '@' | '.' if !is_in_braces => is_sign_found = true,
            _ => {}
        }
        if is_sign_found {
            return true;
        }
    }
    len >= 3 && (start == ['{', '*', '}'] || start[..2] == ['{', '}'])
}
