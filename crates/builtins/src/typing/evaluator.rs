//! `_typing._ConstEvaluator`: what `evaluate_value` and the like are where nothing has to be computed.

use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::{Definition, Flags};
use taipan_object::{Args, Borrowed, Py, PyResult, Value};

use super::show;

/// The payload.
#[pyclass(static = CONST_EVALUATOR, name = "_typing._ConstEvaluator")]
pub(crate) struct ConstEvaluator {
    value: Value,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some("Gives a value that is known already, in the formats of annotationlib."),
    flags: Flags::NO_INSTANCES,
    slots: &[ConstEvaluator::SLOTS],
    ..Definition::of(&CONST_EVALUATOR)
};

/// One for a value.
pub(super) fn new(py: &Py, value: Value) -> PyResult<Value> {
    py.heap().object(ConstEvaluator { value })
}

/// The format in which `annotationlib` wants source text.
const FORMAT_STRING: i64 = 4;

#[pymethods]
impl ConstEvaluator {
    #[pyslot]
    fn repr(&self, py: &mut Py) -> PyResult<Value> {
        let shown = py.repr(&self.value)?;
        py.text(format_args!("<constevaluator {shown}>"))
    }

    #[pyslot]
    fn call(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<Value> {
        let Some(this) = this.get::<Self>() else { return Ok(this.to_value()) };
        if args.has_keywords() {
            return Err(exc::type_error(
                py,
                format_args!("constevaluator.__call__() takes no keyword arguments"),
            ));
        }
        let (1, Some(format)) = (args.len(), args.get(0)) else {
            let count = args.len();
            return Err(exc::type_error(
                py,
                format_args!("constevaluator.__call__() takes exactly 1 argument ({count} given)"),
            ));
        };
        if py.to_i64(&format)? == FORMAT_STRING {
            return show::source(py, &this.value);
        }
        Ok(this.value.clone())
    }
}
