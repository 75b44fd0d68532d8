//! What is left of an exception where the exception itself cannot go: its class's names, its text, and how it was displayed.

use taipan_object::hooks::Made;
use taipan_object::types::singletons::none;
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};
use taipan_std_boot::import;

use crate::data::Text;

/// The snapshot.
#[derive(Debug, Default)]
pub struct Snapshot {
    name: Option<Text>,
    qualified_name: Option<Text>,
    module: Option<Text>,
    message: Option<Text>,
    display: Option<Text>,
}

impl Snapshot {
    /// A snapshot of an exception.
    ///
    /// # Errors
    /// When the text of the exception cannot be had.
    pub fn of(py: &mut Py, exception: &Value) -> PyResult<Self> {
        let class = exception.type_().to_value();
        let mut snapshot = Self::default();
        for (name, place) in [
            ("__name__", &mut snapshot.name),
            ("__qualname__", &mut snapshot.qualified_name),
            ("__module__", &mut snapshot.module),
        ] {
            let name = py.heap().intern(name)?;
            *place = text(&py.get_attribute(&class, &name)?)?;
        }
        let shown = match py.to_str(exception) {
            Ok(shown) => shown,
            Err(raised) => {
                let cause = py.take(raised);
                let text = py.str("error while formatting exception")?;
                let made = py.call(&exc::EXCEPTION.to_value(), &[&text])?;
                return Err(py.raise_value(&made, Some(&cause)));
            }
        };
        snapshot.message = text(&shown)?;
        snapshot.display = match display(py, exception) {
            Ok(shown) => text(&shown)?,
            Err(raised) => {
                py.discard(raised);
                None
            }
        };
        Ok(snapshot)
    }

    /// A snapshot of an exception on its way, whatever else fails meanwhile.
    pub fn taken(py: &mut Py, raised: Raised) -> Self {
        let exception = py.take(raised);
        let taken = Self::of(py, &exception);
        drop(exception);
        taken.unwrap_or_else(|raised| {
            py.discard(raised);
            Self::default()
        })
    }

    /// The class and the text: `module.Name: text`, without the module where everybody knows it.
    pub fn summary(&self, py: &mut Py) -> PyResult<Value> {
        let mut parts = String::new();
        let shown = |text: &Option<Text>, py: &mut Py| -> PyResult<Option<String>> {
            text.as_ref().map(|text| Ok(text.value(py)?.to_string())).transpose()
        };
        let module = shown(&self.module, py)?.filter(|module| !matches!(&**module, "builtins" | "__main__"));
        if let Some(name) = shown(&self.qualified_name, py)? {
            if let Some(module) = module {
                parts += &module;
                parts.push('.');
            }
            parts += &name;
        }
        if let Some(message) = shown(&self.message, py)? {
            if !parts.is_empty() {
                parts += ": ";
            }
            parts += &message;
        }
        py.str(&parts)
    }

    /// What `_interpreters.exec()` gives: a `SimpleNamespace`.
    pub fn value(&self, py: &mut Py) -> PyResult<Value> {
        let class = namespace(py)?;
        for (name, text) in
            [("__name__", &self.name), ("__qualname__", &self.qualified_name), ("__module__", &self.module)]
        {
            set(py, &class, name, text.as_ref())?;
        }
        let snapshot = namespace(py)?;
        let name = py.heap().intern("type")?;
        py.set_attribute(&snapshot, &name, &class)?;
        set(py, &snapshot, "msg", self.message.as_ref())?;
        let (name, formatted) = (py.heap().intern("formatted")?, self.summary(py)?);
        py.set_attribute(&snapshot, &name, &formatted)?;
        if self.display.is_some() {
            set(py, &snapshot, "errdisplay", self.display.as_ref())?;
        }
        Ok(snapshot)
    }
}

fn text(value: &Value) -> PyResult<Option<Text>> {
    value.get::<Str>().map(|text| Text::of(text.units())).transpose()
}

/// An empty `SimpleNamespace`.
pub(crate) fn namespace(py: &mut Py) -> PyResult<Value> {
    match py.interpreter().hooks().make {
        Some(make) => make(py, Made::Namespace),
        None => Err(exc::system_error(py, format_args!("there is no SimpleNamespace"))),
    }
}

fn set(py: &mut Py, object: &Value, name: &str, text: Option<&Text>) -> PyResult<()> {
    let name = py.heap().intern(name)?;
    let value = text.map_or_else(|| Ok(none()), |text| text.value(py))?;
    py.set_attribute(object, &name, &value)
}

/// How `traceback` displays an exception, without the last line's end.
fn display(py: &mut Py, exception: &Value) -> PyResult<Value> {
    let traceback = import::import(py, "traceback")?;
    let names = ["TracebackException", "from_exception", "format", "join"].map(|name| py.heap().intern(name));
    let [class, from_exception, format, join] = names;
    let class = py.get_attribute(&traceback, &class?)?;
    let shown = py.call_method(&class, &from_exception?, &[exception])?;
    let lines = py.call_method(&shown, &format?, &[])?;
    let empty = py.str("")?;
    let joined = py.call_method(&empty, &join?, &[&lines])?;
    let (strip, end) = (py.heap().intern("removesuffix")?, py.str("\n")?);
    py.call_method(&joined, &strip, &[&end])
}
