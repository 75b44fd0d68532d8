//! Parameters of compression and decompression, and the dicts that set them.

use taipan_host::compression::zstd;
use taipan_object::exception as exc;
use taipan_object::types::dict::Dict;
use taipan_object::{Py, PyResult, Raised, Value};

use super::State;

pub(super) const COMPRESSION_LEVEL: i32 = 100;
pub(super) const WORKERS: i32 = 400;

/// A parameter: the library's name, Python's, and its number.
type Parameter = (&'static str, &'static str, i32);

/// The parameters of compression.
static OF_COMPRESSION: &[Parameter] = &[
    ("ZSTD_c_compressionLevel", "compression_level", COMPRESSION_LEVEL),
    ("ZSTD_c_windowLog", "window_log", 101),
    ("ZSTD_c_hashLog", "hash_log", 102),
    ("ZSTD_c_chainLog", "chain_log", 103),
    ("ZSTD_c_searchLog", "search_log", 104),
    ("ZSTD_c_minMatch", "min_match", 105),
    ("ZSTD_c_targetLength", "target_length", 106),
    ("ZSTD_c_strategy", "strategy", 107),
    ("ZSTD_c_enableLongDistanceMatching", "enable_long_distance_matching", 160),
    ("ZSTD_c_ldmHashLog", "ldm_hash_log", 161),
    ("ZSTD_c_ldmMinMatch", "ldm_min_match", 162),
    ("ZSTD_c_ldmBucketSizeLog", "ldm_bucket_size_log", 163),
    ("ZSTD_c_ldmHashRateLog", "ldm_hash_rate_log", 164),
    ("ZSTD_c_contentSizeFlag", "content_size_flag", 200),
    ("ZSTD_c_checksumFlag", "checksum_flag", 201),
    ("ZSTD_c_dictIDFlag", "dict_id_flag", 202),
    ("ZSTD_c_nbWorkers", "nb_workers", WORKERS),
    ("ZSTD_c_jobSize", "job_size", 401),
    ("ZSTD_c_overlapLog", "overlap_log", 402),
];

/// The parameters of decompression.
static OF_DECOMPRESSION: &[Parameter] = &[("ZSTD_d_windowLogMax", "window_log_max", 100)];

/// The values of the parameter `strategy`.
static STRATEGIES: &[(&str, i32)] = &[
    ("ZSTD_fast", 1),
    ("ZSTD_dfast", 2),
    ("ZSTD_greedy", 3),
    ("ZSTD_lazy", 4),
    ("ZSTD_lazy2", 5),
    ("ZSTD_btlazy2", 6),
    ("ZSTD_btopt", 7),
    ("ZSTD_btultra", 8),
    ("ZSTD_btultra2", 9),
];

/// All of these numbers, as the module names them.
pub(super) fn constants() -> impl Iterator<Item = (&'static str, i32)> {
    let parameters = OF_COMPRESSION.iter().chain(OF_DECOMPRESSION).map(|&(name, _, number)| (name, number));
    parameters.chain(STRATEGIES.iter().copied())
}

/// Whether it is compression or decompression that is set up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Compression,
    Decompression,
}

impl Direction {
    const fn name(self) -> &'static str {
        match self {
            Self::Compression => "compression",
            Self::Decompression => "decompression",
        }
    }
}

/// The parameters in a dict of options, of whose keys none may be meant for the other direction. `class` is the one whose
/// argument it is.
pub(super) fn read(
    py: &mut Py,
    options: &Value,
    direction: Direction,
    class: &str,
) -> PyResult<Vec<(i32, i32)>> {
    let Some(dict) = options.get::<Dict>() else {
        let given = options.type_().name();
        return Err(exc::type_error(
            py,
            format_args!("{class}() argument 'options' must be dict, not {given}"),
        ));
    };
    let state = py.state::<State>();
    let other = match direction {
        Direction::Compression => state.decompression.get(py).clone(),
        Direction::Decompression => state.compression.get(py).clone(),
    };
    let mut parameters = Vec::new();
    for (key, value) in dict.items(py) {
        if other.as_ref().is_some_and(|other| key.type_().to_value().is(other)) {
            let other = match direction {
                Direction::Compression => "DecompressionParameter",
                Direction::Decompression => "CompressionParameter",
            };
            return Err(exc::type_error(
                py,
                format_args!("{} options dictionary key must not be a {other} attribute", direction.name()),
            ));
        }
        parameters.push((int(py, &key)?, int(py, &value)?));
    }
    Ok(parameters)
}

fn int(py: &mut Py, value: &Value) -> PyResult<i32> {
    let number = py.index(value)?.as_i64().and_then(|number| i32::try_from(number).ok());
    number.ok_or_else(|| exc::overflow_error(py, format_args!("Python int too large to convert to C int")))
}

/// The level of compression that a number says, if there is such a level.
pub(super) fn check_level(py: &Py, level: Option<i64>) -> PyResult<i32> {
    let (least, most) = zstd::levels();
    let level = level.filter(|&level| i32::try_from(level).is_ok());
    match level {
        Some(level) if (i64::from(least)..=i64::from(most)).contains(&level) => Ok(level as i32),
        Some(level) => Err(exc::value_error(
            py,
            format_args!("illegal compression level {level}; the valid range is [{least}, {most}]"),
        )),
        None => Err(exc::value_error(
            py,
            format_args!("illegal compression level; the valid range is [{least}, {most}]"),
        )),
    }
}

/// The error for a parameter that the library does not take.
#[cold]
pub(super) fn refused(py: &Py, direction: Direction, parameter: i32, value: i32) -> Raised {
    let parameters = match direction {
        Direction::Compression => OF_COMPRESSION,
        Direction::Decompression => OF_DECOMPRESSION,
    };
    let name = match parameters.iter().find(|(_, _, number)| *number == parameter) {
        Some((_, name, _)) => (*name).to_owned(),
        None => format!("unknown parameter (key {parameter})"),
    };
    let kind = direction.name();
    match zstd::bounds(direction == Direction::Compression, parameter) {
        Ok((least, most)) => exc::value_error(
            py,
            format_args!(
                "{kind} parameter '{name}' received an illegal value {value}; the valid range is [{least}, {most}]"
            ),
        ),
        Err(_) => exc::value_error(py, format_args!("invalid {kind} parameter '{name}'")),
    }
}
