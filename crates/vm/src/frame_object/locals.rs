//! The variables of a frame by number, wherever they are: on the stack, in a generator, or in the frame object.

use taipan_bytecode::{LocalKind, flags};
use taipan_object::types::cell::Cell;
use taipan_object::types::dict::Dict;
use taipan_object::{Borrowed, Py, PyResult, StackRef, Value};

use super::FrameObject;
use crate::code::Code;
use crate::frame::Frame;

/// Kinds of variables that lie in a cell.
const SHARED: u8 = LocalKind::CELL | LocalKind::FREE;

/// The value of a slot of some kind, which may be a cell that has it.
fn unwrap(py: &Py, kind: u8, slot: Option<Value>) -> Option<Value> {
    let value = slot?;
    match value.exact::<Cell>() {
        Some(cell) if kind & SHARED != 0 => cell.get(py),
        _ => Some(value),
    }
}

impl FrameObject {
    /// The slots, if they are on the stack or in a generator.
    fn slots(&self) -> Option<*mut StackRef> {
        let (frame, generator) = (self.frame.get(), self.generator.get());
        // SAFETY: a frame that is pointed to runs, a generator is alive.
        unsafe {
            if !frame.is_null() {
                Some((*frame).locals)
            } else if !generator.is_null() {
                Some((*generator).slots())
            } else {
                None
            }
        }
    }

    /// The slot of a variable.
    fn slot(&self, py: &Py, index: usize) -> Option<Value> {
        match self.slots() {
            // SAFETY: the index is one of the code's, and nobody else writes meanwhile.
            Some(slots) => unsafe { slots.add(index).read().try_get() }.map(Borrowed::to_value),
            None => self.state.get(py).locals.get(index).cloned().flatten(),
        }
    }

    /// The value of a variable of the code; nothing if it has none.
    pub(super) fn variable(&self, py: &Py, code: &Code, index: usize) -> Option<Value> {
        let slot = self.slot(py, index);
        unwrap(py, code.kind(index), slot)
    }

    /// Sets a variable of the code. What it had lives on: the frame's stack may still borrow it.
    pub(super) fn set_variable(&self, py: &mut Py, code: &Code, index: usize, value: Value) -> PyResult<()> {
        let old = self.slot(py, index);
        if code.kind(index) & SHARED != 0
            && let Some(cell) = old.as_ref().and_then(|old| old.exact::<Cell>())
        {
            drop(cell.set(py, Some(value)));
            return Ok(());
        }
        let mut state = self.state.get_mut(py);
        state.overwritten.try_reserve(1)?;
        match self.slots() {
            // SAFETY: the index is one of the code's. A variable owns its value, which is taken over here.
            Some(slots) => unsafe {
                let old = slots.add(index).replace(StackRef::owned(value));
                if !old.is_null() {
                    state.overwritten.push(old.take());
                }
            },
            None => {
                if let Some(place) = state.locals.get_mut(index) {
                    *place = Some(value);
                }
            }
        }
        drop(state);
        drop(old);
        Ok(())
    }

    /// Names and values of the variables that have one, those included that only `f_locals` knows.
    pub(super) fn variables(&self, py: &mut Py) -> Vec<(Value, Value)> {
        let Some(code) = self.code(py) else { return Vec::new() };
        let Some(code) = code.exact::<Code>() else { return Vec::new() };
        let mut pairs: Vec<_> = (0..code.locals)
            .filter_map(|index| Some((code.local_names.get(index)?.clone(), self.variable(py, code, index)?)))
            .collect();
        let extra = self.state.get(py).extra.clone();
        if let Some(extra) = extra.as_ref().and_then(|extra| extra.get::<Dict>()) {
            pairs.extend(extra.items(py));
        }
        pairs
    }
}

/// Whether the variables of a frame are in slots: in functions, and in other code while a comprehension runs that has been
/// compiled into it.
///
/// # Safety
/// The frame runs.
pub(crate) unsafe fn in_slots(py: &Py, frame: *mut Frame) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let code = (*frame).code();
        code.has(flags::OPTIMIZED) || has_hidden(py, code, (*frame).locals)
    }
}

unsafe fn has_hidden(py: &Py, code: &Code, slots: *const StackRef) -> bool {
    (0..code.locals).any(|index| {
        let kind = code.kind(index);
        // SAFETY: the caller's promise.
        let slot = || unsafe { slots.add(index).read().try_get() }.map(Borrowed::to_value);
        kind & LocalKind::HIDDEN != 0 && unwrap(py, kind, slot()).is_some()
    })
}

/// A dict of the variables of a frame.
///
/// # Safety
/// The frame runs.
pub(crate) unsafe fn snapshot(py: &mut Py, frame: *mut Frame) -> PyResult<Value> {
    let result = py.dict()?;
    let Some(dict) = result.get::<Dict>() else { return Ok(result) };
    // SAFETY: the caller's promise.
    unsafe {
        let code = (*frame).code();
        for (index, name) in code.local_names.iter().enumerate() {
            let slot = (*frame).locals.add(index).read().try_get().map(Borrowed::to_value);
            if let Some(value) = unwrap(py, code.kind(index), slot) {
                drop(dict.set_str(py, name, value)?);
            }
        }
        if let Some(payload) = (*frame).object.try_get().and_then(Borrowed::exact::<FrameObject>) {
            let extra = payload.state.get(py).extra.clone();
            if let Some(extra) = extra.as_ref().and_then(|extra| extra.get::<Dict>()) {
                for (key, value) in extra.items(py) {
                    dict.set(py, &key, value)?;
                }
            }
        }
    }
    Ok(result)
}

impl FrameObject {
    /// Whether `f_locals` is a view of slots; else it is the namespace.
    pub(super) fn shows_slots(&self, py: &Py) -> bool {
        let code = self.code(py);
        let Some(code) = code.as_ref().and_then(|code| code.exact::<Code>()) else { return false };
        if code.has(flags::OPTIMIZED) {
            return true;
        }
        match self.slots() {
            // SAFETY: the slots are those of the code.
            Some(slots) => unsafe { has_hidden(py, code, slots) },
            None => false,
        }
    }
}
