//! `_element_iterator`: elements, or their text, in the order of the document.

use taipan_macros::{pyclass, pymethods};
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Borrowed, Py, PyCell, PyResult, Value};

use super::element::{Element, is_absent};

/// The payload.
#[pyclass(name = "_elementtree._element_iterator", static = ELEMENT_ITERATOR)]
pub(crate) struct ElementIterator {
    /// Where it begins; nothing once it has begun.
    root: PyCell<Option<Value>>,
    /// The elements that are open, the outermost first.
    open: PyCell<Vec<Value>>,
    /// For each of them the number of the next child.
    places: PyCell<Vec<usize>>,
    /// What elements must have; nothing for all.
    tag: Option<Value>,
    /// Whether it gives text.
    gives_text: bool,
}

pub(super) const DEFINITION: Definition = Definition {
    flags: Flags::NO_INSTANCES,
    slots: &[ElementIterator::SLOTS],
    ..Definition::of(&ELEMENT_ITERATOR)
};

/// An iterator over elements.
pub(super) fn elements(py: &mut Py, root: Borrowed<'_>, tag: Option<Value>) -> PyResult<Value> {
    create(py, root, tag, false)
}

/// An iterator over text.
pub(super) fn text(py: &mut Py, root: Borrowed<'_>) -> PyResult<Value> {
    create(py, root, None, true)
}

fn create(py: &mut Py, root: Borrowed<'_>, tag: Option<Value>, gives_text: bool) -> PyResult<Value> {
    py.heap().object(ElementIterator {
        root: PyCell::new(Some(root.to_value())),
        open: PyCell::default(),
        places: PyCell::default(),
        tag,
        gives_text,
    })
}

/// A step through the tree.
enum Step {
    Start(Value),
    /// The end of an element that is not the root.
    End(Value),
    Done,
}

impl ElementIterator {
    fn step(&self, py: &mut Py) -> PyResult<Step> {
        if let Some(root) = self.root.replace(py, None) {
            self.open(py, root.clone())?;
            return Ok(Step::Start(root));
        }
        loop {
            let Some(element) = self.open.get(py).last().cloned() else { return Ok(Step::Done) };
            let Some(place) = self.places.get(py).last().copied() else { return Ok(Step::Done) };
            let child = element.get::<Element>().and_then(|element| element.child(py, place));
            if let Some(child) = child {
                if let Some(place) = self.places.get_mut(py).last_mut() {
                    *place += 1;
                }
                self.open(py, child.clone())?;
                return Ok(Step::Start(child));
            }
            drop(self.open.get_mut(py).pop());
            self.places.get_mut(py).pop();
            if self.gives_text && !self.open.get(py).is_empty() {
                return Ok(Step::End(element));
            }
        }
    }

    fn open(&self, py: &mut Py, element: Value) -> PyResult<()> {
        let mut open = self.open.get_mut(py);
        open.try_reserve(1)?;
        open.push(element);
        drop(open);
        let mut places = self.places.get_mut(py);
        places.try_reserve(1)?;
        places.push(0);
        Ok(())
    }
}

#[pymethods]
impl ElementIterator {
    #[pyslot]
    fn iter(this: Borrowed<'_>) -> Value {
        this.to_value()
    }

    #[pyslot]
    fn next(this: &Self, py: &mut Py) -> PyResult<Option<Value>> {
        loop {
            let (element, is_end) = match this.step(py)? {
                Step::Start(element) => (element, false),
                Step::End(element) => (element, true),
                Step::Done => return Ok(None),
            };
            let Some(payload) = element.get::<Element>() else { continue };
            if this.gives_text {
                // What is no element with a name, such as a comment, has text of another kind.
                let has_text = is_end || {
                    let tag = payload.tag.get(py);
                    tag.is_str() || is_absent(&tag)
                };
                let text = if is_end { payload.tail.get(py).clone() } else { payload.text.get(py).clone() };
                if has_text && !is_absent(&text) && py.is_true(&text)? {
                    return Ok(Some(text));
                }
                continue;
            }
            let Some(tag) = &this.tag else { return Ok(Some(element)) };
            let own = payload.tag.get(py).clone();
            if own.word() == tag.word() || py.equal(&own, tag)? {
                return Ok(Some(element));
            }
        }
    }
}
