//! `_zstd.ZstdDict`, and how it becomes a stream's dictionary.

use std::collections::BTreeMap;
use std::sync::Arc;

use taipan_host::compression::zstd::{self, CompressionDictionary, DecompressionDictionary, Dictionary};
use taipan_macros::{pyclass, pymethods};
use taipan_object::exception as exc;
use taipan_object::type_::Definition;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Borrowed, Py, PyCell, PyResult, Raised, Type, Value};

use super::raise;
use crate::data;
use taipan_object::exclusive::detached;

/// The payload.
#[pyclass(static = ZSTD_DICT, name = "compression.zstd.ZstdDict", leaf)]
pub(super) struct ZstdDict {
    content: Arc<[u8]>,
    number: u32,
    /// What the library makes of it to compress, for each level that was asked for.
    compression: PyCell<BTreeMap<i32, Arc<CompressionDictionary>>>,
    /// What it makes of it to decompress.
    decompression: PyCell<Option<Arc<DecompressionDictionary>>>,
}

pub(super) const DEFINITION: Definition = Definition {
    doc: Some(
        "A dictionary of Zstandard.\n\n  dict_content\n    Its content, bytes-like.\n  is_raw\n    Whether any content will \
         do; else it must be a dictionary that the library or its program has made.\n\nIt can be used to compress and to \
         decompress, and by many objects together.",
    ),
    signature: Some("(dict_content, /, *, is_raw=False)"),
    slots: &[ZstdDict::SLOTS],
    getset: &[ZstdDict::GETSET],
    ..Definition::of(&ZSTD_DICT)
};

/// The ways to use a dictionary, as the second items of tuples.
const DIGESTED: i64 = 0;
const UNDIGESTED: i64 = 1;
const PREFIX: i64 = 2;

/// The shortest content.
const LEAST: usize = 8;

#[pymethods]
impl ZstdDict {
    #[pyslot("(dict_content, /, *, is_raw=False)", name = "ZstdDict")]
    fn new(class: &Type, py: &mut Py, dict_content: &Value, is_raw: Option<bool>) -> PyResult<Value> {
        let content = data::input(py, dict_content)?;
        if content.len() < LEAST {
            return Err(exc::value_error(
                py,
                format_args!("Zstandard dictionary content too short (must have at least eight bytes)"),
            ));
        }
        let number = zstd::dictionary_number(&content);
        if number == 0 && !is_raw.unwrap_or(false) {
            return Err(exc::value_error(py, format_args!("invalid Zstandard dictionary")));
        }
        py.heap().object_of(
            class,
            Self {
                content: Arc::from(&*content),
                number,
                compression: PyCell::new(BTreeMap::new()),
                decompression: PyCell::new(None),
            },
        )
    }

    #[pyslot]
    fn length(&self, _: &mut Py) -> PyResult<usize> {
        Ok(self.content.len())
    }

    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        match this.get::<Self>() {
            Some(it) => {
                let size = it.content.len();
                py.text(format_args!("<ZstdDict dict_id={} dict_size={size}>", it.number))
            }
            None => Err(exc::system_error(py, format_args!("not a dictionary"))),
        }
    }

    /// The dictionary's number, less than 2**32.
    ///
    /// It is 0 for one that is raw content, and else that of a dictionary in the standard format.
    #[pymember]
    fn dict_id(&self) -> u32 {
        self.number
    }

    /// The content, as bytes.
    #[pygetter]
    fn dict_content(&self, py: &mut Py) -> PyResult<Value> {
        py.bytes(&self.content)
    }

    /// The dictionary as zstd_dict argument of a compressor that shall use it digested.
    ///
    /// It is digested once for each level, so that it is there at once the next time; but it brings its own parameters, which
    /// count more than those of the compressor. Decompressors do so anyway.
    #[pygetter]
    fn as_digested_dict(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        used_as(py, this, DIGESTED)
    }

    /// The dictionary as zstd_dict argument of a compressor that shall digest it for itself.
    ///
    /// The compressor's parameters count, but it takes long: one should use the compressor again. Decompressors have no need
    /// of this.
    #[pygetter]
    fn as_undigested_dict(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        used_as(py, this, UNDIGESTED)
    }

    /// The dictionary as zstd_dict argument for text that stands before the first frame, and before no other.
    ///
    /// Matches at a long distance reach into it, as they do not into a dictionary. Compressor and decompressor must be given
    /// the same.
    #[pygetter]
    fn as_prefix(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        used_as(py, this, PREFIX)
    }
}

fn used_as(py: &mut Py, dictionary: Borrowed<'_>, way: i64) -> PyResult<Value> {
    let way = py.int(way)?;
    py.tuple([dictionary.to_value(), way])
}

impl ZstdDict {
    fn digested_for_compression(&self, py: &mut Py, level: i32) -> PyResult<Arc<CompressionDictionary>> {
        if let Some(digested) = self.compression.get(py).get(&level) {
            return Ok(digested.clone());
        }
        let content = &*self.content;
        match detached(py, usize::MAX, || CompressionDictionary::new(content, level)) {
            Some(digested) => {
                let digested = Arc::new(digested);
                // Another thread may have made one meanwhile, which is as good.
                Ok(self.compression.get_mut(py).entry(level).or_insert(digested).clone())
            }
            None => Err(not_digested(py, 'C')),
        }
    }

    fn digested_for_decompression(&self, py: &mut Py) -> PyResult<Arc<DecompressionDictionary>> {
        if let Some(digested) = &*self.decompression.get(py) {
            return Ok(digested.clone());
        }
        let content = &*self.content;
        match detached(py, usize::MAX, || DecompressionDictionary::new(content)) {
            Some(digested) => {
                Ok(self.decompression.get_mut(py).get_or_insert_with(|| Arc::new(digested)).clone())
            }
            None => Err(not_digested(py, 'D')),
        }
    }
}

#[cold]
fn not_digested(py: &mut Py, kind: char) -> Raised {
    raise(py, format_args!("Failed to create a ZSTD_{kind}Dict instance from Zstandard dictionary content."))
}

/// The dictionary that an argument is, and the way to use it, if it says so.
fn read(py: &mut Py, argument: &Value) -> PyResult<(Value, Option<i64>)> {
    if argument.get::<ZstdDict>().is_some() {
        return Ok((argument.clone(), None));
    }
    if let Some(tuple) = argument.exact::<Tuple>()
        && let [dictionary, way] = tuple.items()
        && dictionary.get::<ZstdDict>().is_some()
        && way.is_int()
    {
        let (dictionary, way) = (dictionary.clone(), way.as_i64());
        return match way.filter(|&way| i32::try_from(way).is_ok()) {
            Some(way @ (DIGESTED | UNDIGESTED | PREFIX)) => Ok((dictionary, Some(way))),
            Some(_) => Err(wrong_type(py)),
            None => Err(exc::overflow_error(py, format_args!("Python int too large to convert to C int"))),
        };
    }
    Err(wrong_type(py))
}

#[cold]
fn wrong_type(py: &Py) -> Raised {
    exc::type_error(py, format_args!("zstd_dict argument should be a ZstdDict object."))
}

/// The dictionary of a compressor of a level.
pub(super) fn for_compression(
    py: &mut Py,
    argument: &Value,
    level: i32,
) -> PyResult<Dictionary<CompressionDictionary>> {
    let (value, way) = read(py, argument)?;
    let Some(dictionary) = value.get::<ZstdDict>() else { return Err(wrong_type(py)) };
    Ok(match way.unwrap_or(UNDIGESTED) {
        DIGESTED => Dictionary::Digested(dictionary.digested_for_compression(py, level)?),
        PREFIX => Dictionary::Prefix(dictionary.content.clone()),
        _ => Dictionary::Undigested(dictionary.content.clone()),
    })
}

/// The dictionary of a decompressor.
pub(super) fn for_decompression(
    py: &mut Py,
    argument: &Value,
) -> PyResult<Dictionary<DecompressionDictionary>> {
    let (value, way) = read(py, argument)?;
    let Some(dictionary) = value.get::<ZstdDict>() else { return Err(wrong_type(py)) };
    Ok(match way.unwrap_or(DIGESTED) {
        UNDIGESTED => Dictionary::Undigested(dictionary.content.clone()),
        PREFIX => Dictionary::Prefix(dictionary.content.clone()),
        _ => Dictionary::Digested(dictionary.digested_for_decompression(py)?),
    })
}
