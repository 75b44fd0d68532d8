//! `xmlparser`: settings, and where it is.

use taipan_expat::{Error, ParamEntityParsing, Position};
use taipan_macros::pymethods;
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Raised, Value, exception as exc};

use super::parser::XmlParser;

pub(super) struct SettingsOf;

fn position(this: &XmlParser, py: &mut Py) -> Position {
    this.parser.get_mut(py).position()
}

/// A number of bytes.
fn threshold(py: &mut Py, value: &Value) -> PyResult<u64> {
    let number = py.index(value)?;
    let limb = &mut [0];
    match number.as_int(limb) {
        Some(number) if number.negative => Err(exc::value_error(py, format_args!("value must be positive"))),
        Some(number) => match number.to_u64() {
            Some(number) => Ok(number),
            None => Err(exc::overflow_error(
                py,
                format_args!("Python int too large to convert to C unsigned long long"),
            )),
        },
        None => Ok(0),
    }
}

#[cold]
fn refused(this: &XmlParser, py: &mut Py) -> Raised {
    let is_root = this.parser.get(py).is_root();
    let text = if is_root { "'max_factor' must be at least 1.0" } else { "parser must be a root parser" };
    this.raise_text(py, Error::InvalidArgument, text)
}

#[pymethods(XmlParser)]
impl SettingsOf {
    /// Says when parameter entities are read, the external subset among them: never, unless the document stands alone, or
    /// always. True if it can be said now.
    #[pymethod("($self, flag, /)", name = "SetParamEntityParsing")]
    fn set_param_entity_parsing(this: &XmlParser, py: &mut Py, flag: i32) -> i64 {
        let when = match flag {
            0 => ParamEntityParsing::Never,
            1 => ParamEntityParsing::UnlessStandalone,
            _ => ParamEntityParsing::Always,
        };
        i64::from(this.parser.get_mut(py).set_param_entity_parsing(when))
    }

    /// Asks for an external subset also where the document has none.
    #[pymethod("($self, flag=True, /)", name = "UseForeignDTD")]
    fn use_foreign_dtd(this: &XmlParser, py: &mut Py, flag: Option<bool>) -> PyResult<()> {
        let result = this.parser.get_mut(py).use_foreign_dtd(flag.unwrap_or(true));
        result.map_err(|error| this.raise(py, error))
    }

    /// Sets the number of bytes from which on the expansion of entities is limited.
    #[pymethod("($self, threshold, /)", name = "SetBillionLaughsAttackProtectionActivationThreshold")]
    fn set_expansion_threshold(this: &XmlParser, py: &mut Py, threshold: &Value) -> PyResult<()> {
        let threshold = self::threshold(py, threshold)?;
        if this.parser.get(py).set_expansion_limit(Some(threshold), None) {
            Ok(())
        } else {
            Err(refused(this, py))
        }
    }

    /// Sets how many times as long as the document the expansion of its entities may be.
    #[pymethod(
        "($self, max_factor, /)",
        text = "($self, max_factor,\n                                                     /)",
        name = "SetBillionLaughsAttackProtectionMaximumAmplification"
    )]
    fn set_expansion_factor(this: &XmlParser, py: &mut Py, max_factor: f64) -> PyResult<()> {
        if this.parser.get(py).set_expansion_limit(None, Some(max_factor)) {
            Ok(())
        } else {
            Err(refused(this, py))
        }
    }

    /// Sets the number of bytes from which on memory is limited.
    #[pymethod("($self, threshold, /)", name = "SetAllocTrackerActivationThreshold")]
    fn set_memory_threshold(this: &XmlParser, py: &mut Py, threshold: &Value) -> PyResult<()> {
        let threshold = self::threshold(py, threshold)?;
        if this.parser.get(py).set_memory_limit(Some(threshold), None) {
            Ok(())
        } else {
            Err(refused(this, py))
        }
    }

    /// Sets how many times as much memory as the document has bytes may be taken.
    #[pymethod("($self, max_factor, /)", name = "SetAllocTrackerMaximumAmplification")]
    fn set_memory_factor(this: &XmlParser, py: &mut Py, max_factor: f64) -> PyResult<()> {
        if this.parser.get(py).set_memory_limit(None, Some(max_factor)) {
            Ok(())
        } else {
            Err(refused(this, py))
        }
    }

    /// Says whether little more input is kept until there is enough to be worth looking at.
    #[pymethod("($self, enabled, /)", name = "SetReparseDeferralEnabled")]
    fn set_reparse_deferral(this: &XmlParser, py: &mut Py, enabled: bool) {
        this.parser.get_mut(py).set_defers(enabled);
    }

    /// Whether little more input is kept until there is enough to be worth looking at.
    #[pymethod("($self, /)", name = "GetReparseDeferralEnabled")]
    fn reparse_deferral(this: &XmlParser, py: &mut Py) -> bool {
        this.parser.get(py).defers()
    }

    #[pymember]
    fn intern(this: &XmlParser, py: &mut Py) -> Value {
        this.intern.get(py).clone().unwrap_or_else(none)
    }

    #[pygetter(name = "ErrorCode")]
    fn error_code(this: &XmlParser, _: &mut Py) -> i64 {
        this.error.get().into()
    }

    #[pygetter(name = "ErrorLineNumber")]
    fn error_line(this: &XmlParser, py: &mut Py) -> usize {
        position(this, py).line as usize
    }

    #[pygetter(name = "ErrorColumnNumber")]
    fn error_column(this: &XmlParser, py: &mut Py) -> usize {
        position(this, py).column as usize
    }

    #[pygetter(name = "ErrorByteIndex")]
    fn error_byte(this: &XmlParser, py: &mut Py) -> usize {
        position(this, py).byte as usize
    }

    #[pygetter(name = "CurrentLineNumber")]
    fn current_line(this: &XmlParser, py: &mut Py) -> usize {
        position(this, py).line as usize
    }

    #[pygetter(name = "CurrentColumnNumber")]
    fn current_column(this: &XmlParser, py: &mut Py) -> usize {
        position(this, py).column as usize
    }

    #[pygetter(name = "CurrentByteIndex")]
    fn current_byte(this: &XmlParser, py: &mut Py) -> usize {
        position(this, py).byte as usize
    }

    #[pygetter]
    fn buffer_size(this: &XmlParser, _: &mut Py) -> usize {
        this.buffer_size.get()
    }

    #[pysetter]
    fn set_buffer_size(this: &XmlParser, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let Some(value) = value else { return Err(cannot_delete(py)) };
        if !value.is_int() {
            return Err(exc::type_error(py, format_args!("buffer_size must be an integer")));
        }
        let size = py.to_i64(&value)?;
        if size <= 0 {
            return Err(exc::value_error(py, format_args!("buffer_size must be greater than zero")));
        }
        if size > i32::MAX.into() {
            return Err(exc::value_error(
                py,
                format_args!("buffer_size must not be greater than {}", i32::MAX),
            ));
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size != this.buffer_size.get() {
            this.flush(py)?;
            this.buffer_size.set(size);
        }
        Ok(())
    }

    #[pygetter]
    fn buffer_text(this: &XmlParser, py: &mut Py) -> bool {
        this.text.get(py).is_some()
    }

    #[pysetter]
    fn set_buffer_text(this: &XmlParser, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let is_kept = truth(py, value)?;
        if is_kept == this.text.get(py).is_some() {
            return Ok(());
        }
        this.flush(py)?;
        drop(this.text.replace(py, is_kept.then(String::new)));
        Ok(())
    }

    #[pygetter]
    fn buffer_used(this: &XmlParser, py: &mut Py) -> usize {
        this.text.get(py).as_ref().map_or(0, String::len)
    }

    #[pygetter]
    fn namespace_prefixes(this: &XmlParser, _: &mut Py) -> bool {
        this.has_prefixes.get()
    }

    #[pysetter]
    fn set_namespace_prefixes(this: &XmlParser, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let has_prefixes = truth(py, value)?;
        this.has_prefixes.set(has_prefixes);
        this.parser.get_mut(py).set_triplets(has_prefixes);
        Ok(())
    }

    #[pygetter]
    fn ordered_attributes(this: &XmlParser, _: &mut Py) -> bool {
        this.has_ordered_attributes.get()
    }

    #[pysetter]
    fn set_ordered_attributes(this: &XmlParser, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        this.has_ordered_attributes.set(truth(py, value)?);
        Ok(())
    }

    #[pygetter]
    fn specified_attributes(this: &XmlParser, _: &mut Py) -> bool {
        this.has_specified_attributes.get()
    }

    #[pysetter]
    fn set_specified_attributes(this: &XmlParser, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        this.has_specified_attributes.set(truth(py, value)?);
        Ok(())
    }
}

fn truth(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<bool> {
    match value {
        Some(value) => py.is_true(&value),
        None => Err(cannot_delete(py)),
    }
}

#[cold]
fn cannot_delete(py: &Py) -> Raised {
    exc::runtime_error(py, format_args!("Cannot delete attribute"))
}
