//! Filters, which Python describes by dicts.

use taipan_host::compression::lzma::{self, Filter, Options, Parameters};
use taipan_object::exception as exc;
use taipan_object::types::dict::Dict;
use taipan_object::{Py, PyResult, Raised, Value};

use super::{PRESET_DEFAULT, failed, raise};
use crate::number::unsigned;

/// The filters that a sequence of dicts describes.
pub(super) fn read_chain(py: &mut Py, filters: &Value) -> PyResult<Vec<Filter>> {
    if filters.get::<Dict>().is_some() {
        let class = filters.type_().name();
        return Err(exc::type_error(py, format_args!("{class} is not a sequence")));
    }
    let count = py.len(filters)?;
    if count > lzma::MOST_FILTERS {
        return Err(exc::value_error(
            py,
            format_args!("Too many filters - liblzma supports a maximum of {}", lzma::MOST_FILTERS),
        ));
    }
    let mut chain = Vec::with_capacity(count);
    for place in 0..count {
        let place = py.int_from_usize(place)?;
        let filter = py.get_item(filters, &place)?;
        chain.push(read(py, &filter)?);
    }
    Ok(chain)
}

/// The filter that a dict describes.
pub(super) fn read(py: &mut Py, filter: &Value) -> PyResult<Filter> {
    if filter.type_().slots.getitem.get().is_none() {
        return Err(exc::type_error(py, format_args!("Filter specifier must be a dict or dict-like object")));
    }
    let Some(id) = entry(py, filter, "id")? else {
        return Err(exc::value_error(py, format_args!("Filter specifier must have an \"id\" entry")));
    };
    let id = unsigned(py, &id, u64::MAX, "lzma_vli")?;
    let options = match id {
        lzma::LZMA1 | lzma::LZMA2 => {
            let preset = match entry(py, filter, "preset")? {
                Some(preset) => unsigned(py, &preset, u32::MAX.into(), "uint32_t")? as u32,
                None => PRESET_DEFAULT,
            };
            let mut it = preset_parameters(py, preset)?;
            let fields: &mut [(&str, &mut u32)] = &mut [
                ("dict_size", &mut it.dict_size),
                ("lc", &mut it.lc),
                ("lp", &mut it.lp),
                ("pb", &mut it.pb),
                ("mode", &mut it.mode),
                ("nice_len", &mut it.nice_len),
                ("mf", &mut it.mf),
                ("depth", &mut it.depth),
            ];
            read_fields(py, filter, "LZMA", &["preset"], fields)?;
            Options::Lzma(it)
        }
        lzma::DELTA => {
            let mut distance = 1;
            read_fields(py, filter, "delta", &[], &mut [("dist", &mut distance)])?;
            Options::Delta(distance)
        }
        id if lzma::BRANCHES.contains(&id) => {
            let mut offset = 0;
            read_fields(py, filter, "BCJ", &[], &mut [("start_offset", &mut offset)])?;
            Options::Branch(Some(offset))
        }
        id => return Err(unknown(py, id)),
    };
    Ok(Filter { id, options })
}

/// The parameters of a preset.
pub(super) fn preset_parameters(py: &mut Py, preset: u32) -> PyResult<Parameters> {
    match Parameters::preset(preset) {
        Some(parameters) => Ok(parameters),
        None => Err(raise(py, format_args!("Invalid compression preset: {preset}"))),
    }
}

#[cold]
fn unknown(py: &Py, id: u64) -> Raised {
    exc::value_error(py, format_args!("Invalid filter ID: {id}"))
}

/// What a mapping has under a key.
fn entry(py: &mut Py, mapping: &Value, key: &str) -> PyResult<Option<Value>> {
    let key = py.heap().intern(key)?;
    match py.get_item(mapping, &key) {
        Ok(value) => Ok(Some(value)),
        Err(raised) if py.matches(&raised, &exc::KEY_ERROR) => {
            py.discard(raised);
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// Reads the numbers of a dict, which has nothing but them, its number and other known keys. Whatever is wrong is said in the
/// same words.
fn read_fields(
    py: &mut Py,
    filter: &Value,
    kind: &str,
    others: &[&str],
    fields: &mut [(&str, &mut u32)],
) -> PyResult<()> {
    let mut good = true;
    let entries = filter.get::<Dict>().map(|dict| dict.items(py));
    for (key, value) in entries.iter().flatten() {
        let name = key.get::<taipan_object::types::str_::Str>().and_then(|name| name.as_ascii());
        let field = fields.iter_mut().find(|field| Some(field.0) == name);
        match field {
            Some((_, place)) => match unsigned(py, value, u32::MAX.into(), "uint32_t") {
                Ok(number) => **place = number as u32,
                Err(raised) => {
                    py.discard(raised);
                    good = false;
                }
            },
            None => good &= name.is_some_and(|name| name == "id" || others.contains(&name)),
        }
    }
    if good && entries.is_some() {
        return Ok(());
    }
    Err(exc::value_error(py, format_args!("Invalid filter specifier for {kind} filter")))
}

/// The dict of a filter that a stream describes: what such a description tells.
pub(super) fn show(py: &mut Py, filter: &Filter) -> PyResult<Value> {
    let fields: &[(&str, u32)] = match (filter.id, filter.options) {
        (lzma::LZMA1, Options::Lzma(it)) => {
            &[("lc", it.lc), ("lp", it.lp), ("pb", it.pb), ("dict_size", it.dict_size)]
        }
        (lzma::LZMA2, Options::Lzma(it)) => &[("dict_size", it.dict_size)],
        (_, Options::Delta(distance)) => &[("dist", distance)],
        (id, Options::Branch(offset)) if lzma::BRANCHES.contains(&id) => match offset {
            Some(offset) => &[("start_offset", offset)],
            None => &[],
        },
        (id, _) => return Err(unknown(py, id)),
    };
    let dict = py.dict()?;
    let id = py.int(filter.id.cast_signed())?;
    put(py, &dict, "id", &id)?;
    for &(name, number) in fields {
        let number = py.int(number.into())?;
        put(py, &dict, name, &number)?;
    }
    Ok(dict)
}

fn put(py: &mut Py, dict: &Value, name: &str, value: &Value) -> PyResult<()> {
    let name = py.heap().intern(name)?;
    py.set_item(dict, &name, value)
}

/// The result of a call to the library that makes a stream.
pub(super) fn made<T>(py: &mut Py, stream: Result<T, lzma::Code>) -> PyResult<T> {
    stream.map_err(|code| failed(py, code))
}
