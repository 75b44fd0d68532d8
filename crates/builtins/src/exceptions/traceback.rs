//! `traceback`

use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::traceback::{Traceback, is_traceback_or_none};
use taipan_object::{Borrowed, Py, PyResult, Type, Value};

/// What tracebacks can do.
pub(crate) struct Tracebacks;

#[pymethods(Traceback)]
impl Tracebacks {
    #[pyslot("(tb_next, tb_frame, tb_lasti, tb_lineno)", name = "traceback")]
    fn new(
        _: &Type,
        py: &mut Py,
        tb_next: Borrowed<'_>,
        tb_frame: Borrowed<'_>,
        tb_lasti: i32,
        tb_lineno: i32,
    ) -> PyResult<Value> {
        if tb_frame.type_().name().to_string() != "frame" {
            return Err(exc::type_error(
                py,
                format_args!(
                    "TracebackType() argument 'tb_frame' must be frame, not {}",
                    tb_frame.type_().name()
                ),
            ));
        }
        let next = next_entry(py, tb_next)?;
        py.heap().object(Traceback::new(next, tb_frame.to_value(), tb_lasti, tb_lineno))
    }

    /// The entry of the frame that this one's frame called.
    #[pygetter]
    fn tb_next(this: &Traceback, py: &mut Py) -> Value {
        this.next.get(py).clone().unwrap_or_else(none)
    }

    #[pysetter]
    fn set_tb_next(this: Borrowed<'_>, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else {
            return Err(exc::type_error(py, format_args!("can't delete tb_next attribute")));
        };
        let next = next_entry(py, value)?;
        let mut entry = next.clone();
        while let Some(current) = entry {
            if current.is(&this) {
                return Err(exc::value_error(py, format_args!("traceback loop detected")));
            }
            entry = current.get::<Traceback>().and_then(|current| current.next.get(py).clone());
        }
        if let Some(this) = this.get::<Traceback>() {
            drop(this.next.replace(py, next));
        }
        Ok(())
    }

    #[pymember]
    fn tb_frame(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        if py.is_audited() {
            let name = py.heap().intern("tb_frame")?;
            py.audit("object.__getattr__", &[&this, &name])?;
        }
        Ok(this.get::<Traceback>().and_then(|it| it.frame.clone()).unwrap_or_else(none))
    }

    #[pymember]
    fn tb_lasti(this: &Traceback, py: &mut Py) -> PyResult<Value> {
        py.int(i64::from(this.instruction))
    }

    #[pygetter]
    fn tb_lineno(this: &Traceback, py: &mut Py) -> PyResult<Value> {
        match this.line(py)? {
            Some(line) => py.int(i64::from(line)),
            None => Ok(none()),
        }
    }

    /// The names of the attributes.
    #[pymethod("($self, /)")]
    fn __dir__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let _ = this;
        let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
        let names = names.iter().map(|name| py.str(name)).collect::<PyResult<Vec<_>>>()?;
        py.list(names)
    }
}

fn next_entry(py: &Py, value: Borrowed<'_>) -> PyResult<Option<Value>> {
    if !is_traceback_or_none(&value) {
        return Err(exc::type_error(
            py,
            format_args!("expected traceback object or None, got '{}'", value.type_().name()),
        ));
    }
    Ok((!is_none(&value)).then(|| value.to_value()))
}
