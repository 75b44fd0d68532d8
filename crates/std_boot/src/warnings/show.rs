//! Showing warnings: by module `warnings` once that is imported, else directly.

use taipan_object::protocol::call::is_callable;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::singletons::{is_none, none};
use taipan_object::types::str_::Str;
use taipan_object::{Py, PyResult, Value, exception as exc};
use taipan_text::Error;
use taipan_text::decode::{Decoder, Origin, decode_source};

use super::issue::Warned;
use super::state::attribute;

/// Shows a warning.
pub(super) fn show(py: &mut Py, warned: &Warned, text: &Value) -> PyResult<()> {
    // Only Python's own function can tell where the object was allocated that a warning is about.
    let Some(function) = attribute(py, "_showwarnmsg", warned.source.is_some())? else {
        return show_directly(py, warned, text);
    };
    if !is_callable(&function) {
        return Err(exc::type_error(py, format_args!("warnings._showwarnmsg() must be set to a callable")));
    }
    let Some(class) = attribute(py, "WarningMessage", false)? else {
        return Err(exc::runtime_error(py, format_args!("unable to get warnings.WarningMessage")));
    };
    let line = py.int(warned.line.into())?;
    let nothing = none();
    let text = warned.source_line.as_ref().unwrap_or(&nothing);
    let mut args = vec![&warned.message, &warned.category, &warned.filename, &line, &nothing, text];
    args.extend(&warned.source);
    let message = py.call(&class, &args)?;
    py.call(&function, &[&message]).map(drop)
}

/// Writes a warning to `sys.stderr`. What cannot be written is lost.
fn show_directly(py: &mut Py, warned: &Warned, text: &Value) -> PyResult<()> {
    match write(py, warned, text) {
        Ok(()) => {}
        Err(raised) => py.discard(raised),
    }
    Ok(())
}

fn write(py: &mut Py, warned: &Warned, text: &Value) -> PyResult<()> {
    let name = py.heap().intern("stderr")?;
    let stream = match py.interpreter().hooks().sys_attribute {
        Some(hook) => hook(py, &name)?,
        None => None,
    };
    let Some(stream) = stream.filter(|stream| !is_none(stream)) else { return Ok(()) };
    let name = py.heap().intern("__name__")?;
    let category = py.get_attribute(&warned.category, &name)?;
    let text = py.to_str(text)?;
    let (filename, number) = (&warned.filename, warned.line);
    let source = match &warned.source_line {
        Some(line) => Some(line.to_string()),
        None => line_of_file(filename, number),
    };
    let source = source.map(|line| format!("  {}\n", line.trim())).unwrap_or_default();
    let shown = py.text(format_args!("{filename}:{number}: {category}: {text}\n{source}"))?;
    let write = py.heap().intern("write")?;
    py.call_method(&stream, &write, &[&shown]).map(drop)
}

/// A line of a source file, as it is on the disk now.
fn line_of_file(filename: &Value, number: i32) -> Option<String> {
    let name = filename.get::<Str>()?.to_utf8();
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    let bytes = std::fs::read(&*name).ok()?;
    let decoded = decode_source(&bytes, Origin::File(&name), &mut AsLatin1).ok()?;
    decoded.text.lines().nth(index).map(str::to_owned)
}

/// Shows sources in rare encodings by their bytes: showing a line may not run a codec, which could warn itself.
struct AsLatin1;

impl Decoder for AsLatin1 {
    fn decode(&mut self, _: &str, bytes: &[u8]) -> Result<String, Box<Error>> {
        Ok(bytes.iter().copied().map(char::from).collect())
    }
}

/// A line of the module that has the globals, from its loader's `get_source`.
pub(super) fn line_of_module(py: &mut Py, globals: &Value, number: i32) -> PyResult<Option<Value>> {
    let (Some(loader), Some(name)) = (loader(py, globals)?, name_of_module(py, globals)?) else {
        return Ok(None);
    };
    let get_source = py.heap().intern("get_source")?;
    let Some(get_source) = py.find_attribute(&loader, &get_source)? else { return Ok(None) };
    let source = match py.call(&get_source, &[&name]) {
        Ok(source) => source,
        Err(raised) if py.matches(&raised, &exc::IMPORT_ERROR) => {
            py.discard(raised);
            return Ok(None);
        }
        Err(raised) => return Err(raised),
    };
    if is_none(&source) {
        return Ok(None);
    }
    if !source.is_str() {
        let class = source.type_().name();
        return Err(exc::type_error(py, format_args!("must be str, not {class}")));
    }
    let split = py.heap().intern("splitlines")?;
    let lines = py.call_method(&source, &split, &[])?;
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    Ok(index.and_then(|index| lines.get::<List>()?.item(py, index)))
}

/// The name under which a module was found: `__name__` of the program that runs is another.
fn name_of_module(py: &mut Py, globals: &Value) -> PyResult<Option<Value>> {
    let Some(dict) = globals.get::<Dict>() else { return Ok(None) };
    let [spec, name, own] = ["__spec__", "name", "__name__"].map(|name| py.heap().intern(name));
    if let Some(spec) = dict.get(py, &spec?)?.filter(|spec| !is_none(spec))
        && let Some(name) = py.find_attribute(&spec, &name?)?.filter(|name| !is_none(name))
    {
        return Ok(Some(name));
    }
    dict.get(py, &own?)
}

/// The loader that globals name; importing has an opinion on those that name none, or two.
fn loader(py: &mut Py, globals: &Value) -> PyResult<Option<Value>> {
    let Some(bootstrap) = crate::import::bootstrap(py) else { return Ok(None) };
    let [external, bless] = ["_bootstrap_external", "_bless_my_loader"].map(|name| py.heap().intern(name));
    let external = py.get_attribute(&bootstrap, &external?)?;
    let loader = py.call_method(&external, &bless?, &[globals])?;
    Ok(Some(loader).filter(|loader| !is_none(loader)))
}
