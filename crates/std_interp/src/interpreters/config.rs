//! Configurations as Python sees them: a `SimpleNamespace`, or the name of a known one.

use taipan_macros::pymodule;
use taipan_object::native::Keywords;
use taipan_object::runtime::{InterpreterConfig, LockChoice};
use taipan_object::types::bytes::Bytes;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::{as_bool, boolean, is_none};
use taipan_object::types::str_::Str;
use taipan_object::{Args, Py, PyResult, Raised, Value, exception as exc};

use super::lifecycle::restricted;
use crate::arguments::{self, wrong_type};
use crate::snapshot::namespace;

/// The options that are on or off, in their order.
fn switches(config: &mut InterpreterConfig) -> [(&'static str, &mut bool); 6] {
    [
        ("use_main_obmalloc", &mut config.use_main_obmalloc),
        ("allow_fork", &mut config.allow_fork),
        ("allow_exec", &mut config.allow_exec),
        ("allow_threads", &mut config.allow_threads),
        ("allow_daemon_threads", &mut config.allow_daemon_threads),
        ("check_multi_interp_extensions", &mut config.check_multi_interp_extensions),
    ]
}

const LOCKS: [(&str, LockChoice); 3] =
    [("default", LockChoice::Default), ("shared", LockChoice::Shared), ("own", LockChoice::Own)];

/// The configuration of a name.
pub fn named(py: &mut Py, name: &str) -> PyResult<InterpreterConfig> {
    match name {
        "" | "default" | "isolated" => Ok(InterpreterConfig::ISOLATED),
        "legacy" => Ok(InterpreterConfig::LEGACY),
        "empty" => Ok(InterpreterConfig::EMPTY),
        _ => Err(exc::value_error(py, format_args!("unsupported config name '{name}'"))),
    }
}

/// The configuration of a name, a `str`.
fn named_by(py: &mut Py, name: &Value) -> PyResult<InterpreterConfig> {
    let encoded = py.encode(name, Some("utf-8"), Some("strict"))?;
    let bytes = encoded.get::<Bytes>().map(Bytes::data).unwrap_or_default();
    if bytes.contains(&0) {
        return Err(exc::value_error(py, format_args!("embedded null character")));
    }
    named(py, &String::from_utf8_lossy(bytes))
}

/// The configuration that an argument means: a name, an object with a `__dict__`, or nothing.
pub fn given(py: &mut Py, value: Option<&Value>) -> PyResult<InterpreterConfig> {
    let Some(value) = value.filter(|value| !is_none(value)) else { return Ok(InterpreterConfig::ISOLATED) };
    if value.get::<Str>().is_some() {
        return named_by(py, value);
    }
    let name = py.heap().intern("__dict__")?;
    let Some(options) = py.find_attribute(value, &name)? else {
        let shown = py.repr(value)?;
        return Err(exc::type_error(py, format_args!("bad config {shown}")));
    };
    read(py, &options, None)
}

/// Reads options from a dict: all of them, or changes to a configuration.
pub fn read(py: &mut Py, options: &Value, changed: Option<InterpreterConfig>) -> PyResult<InterpreterConfig> {
    let Some(options) = options.get::<Dict>() else {
        return Err(exc::type_error(py, format_args!("dict expected")));
    };
    let mut left = options.items(py);
    let mut take = |py: &mut Py, name: &str| -> PyResult<Option<Value>> {
        let place = left.iter().position(|(key, _)| {
            key.get::<Str>().is_some_and(|key| key.as_ascii().is_some_and(|key| key == name))
        });
        match place {
            Some(place) => Ok(Some(left.swap_remove(place).1)),
            None if changed.is_some() => Ok(None),
            None => Err(exc::value_error(py, format_args!("missing config key: {name}"))),
        }
    };
    let invalid =
        |py: &Py, name: &str| -> Raised { exc::type_error(py, format_args!("invalid config type: {name}")) };
    let mut config = changed.unwrap_or(InterpreterConfig::EMPTY);
    for (name, place) in switches(&mut config) {
        if let Some(value) = take(py, name)? {
            *place = as_bool(&value).ok_or_else(|| invalid(py, name))?;
        }
    }
    if let Some(value) = take(py, "gil")? {
        let Some(text) = value.get::<Str>() else { return Err(invalid(py, "gil")) };
        let text = text.to_utf8();
        let Some(&(_, lock)) = LOCKS.iter().find(|(name, _)| *name == text) else {
            return Err(exc::value_error(
                py,
                format_args!("unsupported interpreter config .gil value '{text}'"),
            ));
        };
        config.gil = lock;
    }
    if left.is_empty() {
        return Ok(config);
    }
    let extra = py.dict()?;
    if let Some(dict) = extra.get::<Dict>() {
        for (name, value) in options.items(py) {
            if left.iter().any(|(key, _)| key.is(&name)) {
                dict.set(py, &name, value)?;
            }
        }
    }
    let (count, shown) = (left.len(), py.repr(&extra)?);
    let s = if count == 1 { "" } else { "s" };
    Err(exc::value_error(py, format_args!("config dict has {count} extra item{s} ({shown})")))
}

/// What Python sees of a configuration.
pub fn value(py: &mut Py, config: &InterpreterConfig) -> PyResult<Value> {
    let mut config = *config;
    let shown = namespace(py)?;
    for (name, value) in switches(&mut config) {
        let name = py.heap().intern(name)?;
        py.set_attribute(&shown, &name, &boolean(*value))?;
    }
    let lock = LOCKS.iter().find(|(_, lock)| *lock == config.gil).map_or("default", |(name, _)| name);
    let (name, lock) = (py.heap().intern("gil")?, py.str(lock)?);
    py.set_attribute(&shown, &name, &lock)?;
    Ok(shown)
}

pub(super) struct Configuration;

#[pymodule("_interpreters")]
impl Configuration {
    /// A new configuration: a known one, with some of its options changed.
    #[pyfunction("(*args, **kwargs)", hidden)]
    fn new_config(py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        const NAME: &str = "_interpreters.new_config()";
        let given = args.len();
        if given > 1 {
            return Err(exc::type_error(py, format_args!("{NAME} takes at most 1 argument ({given} given)")));
        }
        let config = match args.get(0) {
            None => InterpreterConfig::ISOLATED,
            Some(name) if name.get::<Str>().is_some() => named_by(py, &name)?,
            Some(name) => return Err(wrong_type(py, &name, &format!("{NAME} argument 1 must be str"))),
        };
        let overrides = py.dict()?;
        if let Some(dict) = overrides.get::<Dict>() {
            for (name, value) in kwargs.iter() {
                dict.set(py, &name, value.to_value())?;
            }
        }
        let config = read(py, &overrides, Some(config))?;
        value(py, &config)
    }

    /// How an interpreter was configured.
    #[pyfunction("(id, *, restrict=False)", hidden)]
    fn get_config(py: &mut Py, id: Value, restrict: Option<bool>) -> PyResult<Value> {
        let id = arguments::interpreter_id(py, &id)?;
        let summary = restricted(py, id, restrict, "get the config of")?;
        value(py, &summary.config)
    }
}
