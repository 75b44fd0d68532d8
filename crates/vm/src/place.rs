//! Where a frame stands, and where a function is written, for those who show it.

use taipan_object::{Py, Value};
use taipan_text::Location;

use crate::frame_object::FrameObject;
use crate::{Code, Function};

/// What a frame executes.
pub struct Place {
    /// `co_filename`
    pub filename: Value,
    /// `co_name`
    pub name: Value,
    /// Where the instruction stands in the source, as far as that is known.
    pub location: Location,
}

impl Place {
    /// The place of an instruction of a frame; `None` if `frame` is none. The instruction is given by its offset in bytes.
    pub fn of(py: &Py, frame: &Value, instruction: i32) -> Option<Self> {
        let code = frame.exact::<FrameObject>()?.code(py)?;
        let code = code.exact::<Code>()?;
        let location =
            u32::try_from(instruction).ok().and_then(|offset| code.lines().location_at(offset / 2));
        let location = location.unwrap_or(Location::NONE);
        Some(Self { filename: code.filename.get(py).clone(), name: code.name.clone(), location })
    }
}

/// Where a function written in Python stands: `co_filename` and `co_qualname` of its code.
pub fn written(py: &Py, function: &Value) -> Option<(Value, Value)> {
    let state = function.exact::<Function>()?.state.get(py);
    let code = state.code.exact::<Code>()?;
    Some((code.filename.get(py).clone(), code.qualified_name.clone()))
}
