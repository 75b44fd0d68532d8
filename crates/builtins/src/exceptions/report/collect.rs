//! From exceptions to a report. This asks Python for texts and attributes; what goes wrong is shown in its place.

use std::collections::HashSet;

use taipan_object::exception::BaseException;
use taipan_object::exception::payload::{
    AttributeError, Group, ImportError, NameError, SyntaxError, or_none,
};
use taipan_object::type_::Flags;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::Str;
use taipan_object::types::traceback::Traceback;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyCell, PyResult, Value};

use super::suggest::suggestion;
use super::syntax::{Column, SyntaxPlace};
use super::{Exception, Frame, Link, Range, Report};

/// What a report asks of the interpreter.
pub trait Inspect {
    /// What a frame was executing: the offset of the instruction is in bytes.
    fn place(&mut self, py: &mut Py, frame: &Value, instruction: i32) -> Option<CodePlace>;

    /// The line of a file, counted from 1, without its end; empty if it is not known.
    fn source(&mut self, py: &mut Py, file: &str, frame: &Value, line: i32) -> String;

    /// The value of a global name of the module `sys`.
    fn sys(&mut self, py: &mut Py, name: &str) -> Option<Value>;
}

/// Where a code object stands and what it was executing.
#[derive(Clone, Debug, Default)]
pub struct CodePlace {
    /// `co_filename`
    pub file: String,
    /// `co_name`
    pub function: String,
    /// The line.
    pub line: Option<i32>,
    /// The last line.
    pub end_line: Option<i32>,
    /// The columns, in bytes.
    pub columns: Option<(usize, usize)>,
}

/// The report about an exception.
pub fn collect(py: &mut Py, exception: &Value, inspect: &mut dyn Inspect) -> Report {
    let mut collector = collector(py, inspect);
    collector.all(py, exception);
    collector.report
}

/// The report about an exception by itself: no others that it is chained to or contains, no hints.
pub fn collect_plain(py: &mut Py, exception: &Value, inspect: &mut dyn Inspect) -> Report {
    let mut collector = collector(py, inspect);
    collector.is_plain = true;
    collector.add(py, exception);
    collector.report
}

fn collector<'a>(py: &mut Py, inspect: &'a mut dyn Inspect) -> Collector<'a> {
    let limit = inspect.sys(py, "tracebacklimit").filter(Value::is_int);
    let limit = limit.and_then(|limit| match py.to_clamped(&limit) {
        Ok(limit) => Some(limit as i64),
        Err(raised) => {
            py.discard(raised);
            None
        }
    });
    Collector { inspect, seen: HashSet::new(), report: Report::default(), limit, is_plain: false }
}

struct Collector<'a> {
    inspect: &'a mut dyn Inspect,
    /// The words of exceptions that are in the report.
    seen: HashSet<usize>,
    report: Report,
    /// `sys.tracebacklimit`
    limit: Option<i64>,
    /// Whether there are no hints.
    is_plain: bool,
}

impl Collector<'_> {
    /// The exception, and what it is chained to or contains, from a list of what is left to do.
    fn all(&mut self, py: &mut Py, exception: &Value) {
        let mut left = vec![(self.add(py, exception), exception.clone())];
        while let Some((number, exception)) = left.pop() {
            let Some(base) = exception.get::<BaseException>() else { continue };
            let (cause, context, suppressed) = {
                let state = base.state.get(py);
                (state.cause.clone(), state.context.clone(), state.suppress_context)
            };
            let cause = cause.filter(|cause| !self.seen.contains(&cause.word()));
            let before = match cause {
                Some(cause) => Some((Link::Cause, cause)),
                None => context
                    .filter(|context| !suppressed && !self.seen.contains(&context.word()))
                    .map(|context| (Link::Context, context)),
            };
            let before = before.map(|(link, other)| (link, self.add(py, &other), other));
            let members = exception.get::<Group>().map(|group| or_none(&group.exceptions, py));
            let members = members.map(|members| {
                let members = members.get::<Tuple>().map_or_else(Vec::new, |it| it.items().to_vec());
                members.into_iter().map(|member| (self.add(py, &member), member)).collect::<Vec<_>>()
            });
            if let Some(entry) = self.report.exceptions.get_mut(number) {
                entry.before = before.as_ref().map(|&(link, number, _)| (link, number));
                entry.group =
                    members.as_ref().map(|members| members.iter().map(|&(number, _)| number).collect());
            }
            left.extend(before.map(|(_, number, other)| (number, other)));
            left.extend(members.into_iter().flatten());
        }
    }

    fn add(&mut self, py: &mut Py, exception: &Value) -> usize {
        self.seen.insert(exception.word());
        let traceback = exception.get::<BaseException>().and_then(|base| base.traceback(py));
        let frames = self.frames(py, traceback.clone());
        let mut message = safe(py, "<exception str() failed>", |py| py.to_str(exception));
        let syntax = exception.get::<SyntaxError>().map(|error| {
            let mut place = place(py, error);
            let parsed = error.metadata.get(py).is_some();
            if parsed {
                quiet(py, |py| suggest_keyword(py, exception, &mut place));
            }
            place
        });
        if syntax.is_none() && !self.is_plain {
            message.push_str(&self.hint(py, exception, traceback.as_ref()));
        }
        let class = class_name(py, exception);
        let notes = notes(py, exception);
        let entry = Exception { class, message, notes, frames, syntax, before: None, group: None };
        self.report.exceptions.push(entry);
        self.report.exceptions.len() - 1
    }

    fn frames(&mut self, py: &mut Py, traceback: Option<Value>) -> Vec<Frame> {
        let mut entries = Vec::new();
        let mut next = traceback;
        while let Some(entry) = next {
            next = entry.get::<Traceback>().and_then(|entry| entry.next.get(py).clone());
            entries.push(entry);
        }
        let shown = match self.limit {
            Some(limit) => usize::try_from(limit).unwrap_or(0).min(entries.len()),
            None => entries.len(),
        };
        let hidden = entries.len() - shown;
        let entries = entries.into_iter().skip(hidden);
        entries.filter_map(|entry| self.frame(py, entry.get::<Traceback>()?)).collect()
    }

    fn frame(&mut self, py: &mut Py, entry: &Traceback) -> Option<Frame> {
        let frame = entry.frame.clone()?;
        let place = self.inspect.place(py, &frame, entry.instruction)?;
        let line = match place.line {
            Some(line) => Some(line),
            None => quiet(py, |py| entry.line(py)).flatten(),
        };
        let mut source = Vec::new();
        for number in line.into_iter().flat_map(|line| line..=place.end_line.unwrap_or(line)) {
            let text = self.inspect.source(py, &place.file, &frame, number);
            source.push(text.trim_end_matches(|c: char| taipan_unicode::is_whitespace(c)).to_owned());
        }
        let range = place.columns.map(|(start, end)| Range { start, end });
        Some(Frame { file: place.file, line, function: place.function, range, source })
    }

    /// What somebody may have meant who used a name that there is not.
    fn hint(&mut self, py: &mut Py, exception: &Value, traceback: Option<&Value>) -> String {
        let (name, is_name) = if let Some(error) = exception.get::<ImportError>() {
            (or_none(&error.name_from, py), false)
        } else if let Some(error) = exception.get::<NameError>() {
            (or_none(&error.name, py), true)
        } else if let Some(error) = exception.get::<AttributeError>() {
            (or_none(&error.name, py), false)
        } else {
            return String::new();
        };
        let Some(wrong) = name.get::<Str>().map(shown) else { return String::new() };
        let frame = innermost(py, traceback);
        let meant = quiet(py, |py| similar(py, exception, &wrong, frame.as_ref())).flatten();
        let mut hint = meant.as_ref().map_or_else(String::new, |it| format!(". Did you mean: '{it}'?"));
        if is_name && self.is_standard_module(py, &name) {
            let start = if meant.is_some() { " Or did" } else { ". Did" };
            hint.push_str(&format!("{start} you forget to import '{wrong}'?"));
        }
        hint
    }

    fn is_standard_module(&mut self, py: &mut Py, name: &Value) -> bool {
        let Some(names) = self.inspect.sys(py, "stdlib_module_names") else { return false };
        quiet(py, |py| py.contains(&names, name)).unwrap_or(false)
    }
}

/// A text with lone surrogates escaped, as the standard error stream does it.
pub fn shown(text: &Str) -> String {
    let mut shown = String::with_capacity(text.len());
    for point in text.code_points() {
        match char::from_u32(point) {
            Some(c) => shown.push(c),
            None => shown.push_str(&format!("\\u{point:04x}")),
        }
    }
    shown
}

/// The result of something that may fail; then it does not matter.
fn quiet<R>(py: &mut Py, ask: impl FnOnce(&mut Py) -> PyResult<R>) -> Option<R> {
    match ask(py) {
        Ok(result) => Some(result),
        Err(raised) => {
            py.discard(raised);
            None
        }
    }
}

/// The text that Python gives, or another if it fails.
fn safe(py: &mut Py, failed: &str, ask: impl FnOnce(&mut Py) -> PyResult<Value>) -> String {
    let text = quiet(py, ask);
    text.as_ref().and_then(|text| text.get::<Str>()).map_or_else(|| failed.to_owned(), shown)
}

fn class_name(py: &mut Py, exception: &Value) -> String {
    let class = exception.type_();
    let name = class.state(py).qualified_name.get(py).get::<Str>().map(shown).unwrap_or_default();
    let class = class.to_value();
    let module = quiet(py, |py| {
        let attribute = py.heap().intern("__module__")?;
        py.get_attribute(&class, &attribute)
    });
    match module.as_ref().and_then(|module| module.get::<Str>()) {
        Some(module) if module.is("__main__") || module.is("builtins") => name,
        Some(module) => format!("{}.{name}", shown(module)),
        None => format!("<unknown>.{name}"),
    }
}

fn notes(py: &mut Py, exception: &Value) -> Vec<String> {
    let notes = py.heap().intern("__notes__").and_then(|name| py.find_attribute(exception, &name));
    let notes = match notes {
        Ok(Some(notes)) if !is_none(&notes) => notes,
        Ok(_) => return Vec::new(),
        Err(raised) => {
            let error = py.take(raised);
            let error = safe(py, "<__notes__ repr() failed>", |py| py.repr(&error));
            return vec![format!("Ignored error getting __notes__: {error}")];
        }
    };
    let class = notes.type_();
    let items = if class.has(Flags::SEQUENCE) && !class.has(Flags::STR) && !class.has(Flags::BYTES) {
        quiet(py, |py| py.collect(&notes))
    } else {
        None
    };
    let Some(items) = items else { return vec![safe(py, "<__notes__ repr() failed>", |py| py.repr(&notes))] };
    let texts = items.iter().map(|note| safe(py, "<note str() failed>", |py| py.to_str(note)));
    texts.flat_map(|text| text.split('\n').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn place(py: &mut Py, error: &SyntaxError) -> SyntaxPlace {
    let text = |py: &mut Py, field: &PyCell<Option<Value>>| {
        let value = or_none(field, py);
        (!is_none(&value)).then(|| safe(py, "<exception str() failed>", |py| py.to_str(&value)))
    };
    let column = |py: &mut Py, field: &PyCell<Option<Value>>| {
        let value = or_none(field, py);
        match value.as_i64() {
            Some(column) => Column::At(column),
            None if is_none(&value) => Column::None,
            None => Column::Unknown,
        }
    };
    let line_text = or_none(&error.text, py);
    SyntaxPlace {
        message: text(py, &error.message),
        file: text(py, &error.filename),
        line: text(py, &error.line),
        end_line: text(py, &error.end_line),
        text: line_text.get::<Str>().map(shown),
        start: column(py, &error.offset),
        end: column(py, &error.end_offset),
    }
}

/// Where a keyword may be misspelled, the library finds out which one was meant: it tries them.
fn suggest_keyword(py: &mut Py, exception: &Value, place: &mut SyntaxPlace) -> PyResult<()> {
    let is_open =
        |message: &str| message == "invalid syntax" || message.contains("Perhaps you forgot a comma");
    if !place.message.as_deref().is_some_and(is_open) {
        return Ok(());
    }
    let Some(import) = py.interpreter().hooks().import else { return Ok(()) };
    let nothing = taipan_object::types::singletons::none();
    let library = py.str("traceback")?;
    let library = import(py, &library, &nothing, &nothing, &nothing, 0)?;
    let Some(summary) = field(py, &library, "TracebackException")? else { return Ok(()) };
    let class = exception.type_().to_value();
    let summary = py.call(&summary, &[&class, exception, &nothing])?;
    let search = py.heap().intern("_find_keyword_typos")?;
    py.call_method(&summary, &search, &[])?;
    let text = |py: &mut Py, name: &str| -> PyResult<Option<String>> {
        let value = field(py, &summary, name)?.filter(|value| !is_none(value));
        value.map(|value| Ok(py.to_str(&value)?.get::<Str>().map(shown).unwrap_or_default())).transpose()
    };
    let column = |py: &mut Py, name: &str| -> PyResult<Column> {
        Ok(field(py, &summary, name)?.and_then(|value| value.as_i64()).map_or(Column::None, Column::At))
    };
    place.message = text(py, "msg")?;
    place.line = text(py, "lineno")?;
    place.end_line = text(py, "end_lineno")?;
    place.text = text(py, "text")?;
    place.start = column(py, "offset")?;
    place.end = column(py, "end_offset")?;
    Ok(())
}

/// The frame in which the exception was raised.
fn innermost(py: &Py, traceback: Option<&Value>) -> Option<Value> {
    let mut entry = traceback?.clone();
    while let Some(next) = entry.get::<Traceback>().and_then(|entry| entry.next.get(py).clone()) {
        entry = next;
    }
    entry.get::<Traceback>().and_then(|entry| entry.frame.clone())
}

/// The name that is most like a wrong one, of those that could have been used.
fn similar(py: &mut Py, exception: &Value, wrong: &str, frame: Option<&Value>) -> PyResult<Option<String>> {
    let mut names = if let Some(error) = exception.get::<AttributeError>() {
        let object = or_none(&error.object, py);
        let mut names = directory(py, &object)?;
        if !wrong.starts_with('_') && !is_self(py, frame, &object)? {
            names.retain(|name| !name.starts_with('_'));
        }
        names
    } else if let Some(error) = exception.get::<ImportError>() {
        let name = or_none(&error.name, py);
        let Some(import) = py.interpreter().hooks().import else { return Ok(None) };
        let nothing = taipan_object::types::singletons::none();
        let module = import(py, &name, &nothing, &nothing, &nothing, 0)?;
        let mut names = directory(py, &module)?;
        if !wrong.starts_with('_') {
            names.retain(|name| !name.starts_with('_'));
        }
        names
    } else {
        let Some(frame) = frame else { return Ok(None) };
        let mut names = Vec::new();
        for space in ["f_locals", "f_globals", "f_builtins"] {
            let Some(space) = field(py, frame, space)? else { continue };
            names.extend(texts(py, &space)?);
        }
        if let Some(this) = local(py, frame, "self")? {
            let name = py.heap().intern(wrong)?;
            if quiet(py, |py| py.find_attribute(&this, &name)).flatten().is_some() {
                return Ok(Some(format!("self.{wrong}")));
            }
        }
        return Ok(
            suggestion(&names.iter().map(String::as_str).collect::<Vec<_>>(), wrong).map(str::to_owned)
        );
    };
    names.sort();
    Ok(suggestion(&names.iter().map(String::as_str).collect::<Vec<_>>(), wrong).map(str::to_owned))
}

/// The strings that an iterable gives.
fn texts(py: &mut Py, iterable: &Value) -> PyResult<Vec<String>> {
    let items = py.collect(iterable)?;
    Ok(items.iter().filter_map(|item| item.get::<Str>().map(shown)).collect())
}

/// What `dir()` shows, unsorted.
fn directory(py: &mut Py, object: &Value) -> PyResult<Vec<String>> {
    let name = py.heap().intern("__dir__")?;
    let names = match object.as_type() {
        Some(class) => {
            let meta = class.borrow().type_().to_value();
            let method = py.get_attribute(&meta, &name)?;
            py.call(&method, &[object])?
        }
        None => py.call_method(object, &name, &[])?,
    };
    texts(py, &names)
}

fn field(py: &mut Py, object: &Value, name: &str) -> PyResult<Option<Value>> {
    let name = py.heap().intern(name)?;
    py.find_attribute(object, &name)
}

/// The value of a local variable.
fn local(py: &mut Py, frame: &Value, name: &str) -> PyResult<Option<Value>> {
    let Some(locals) = field(py, frame, "f_locals")? else { return Ok(None) };
    let name = py.heap().intern(name)?;
    if !py.contains(&locals, &name)? {
        return Ok(None);
    }
    py.get_item(&locals, &name).map(Some)
}

/// Whether an object is the `self` of a frame.
fn is_self(py: &mut Py, frame: Option<&Value>, object: &Value) -> PyResult<bool> {
    match frame {
        Some(frame) => Ok(local(py, frame, "self")?.is_some_and(|this| this.is(object))),
        None => Ok(false),
    }
}
