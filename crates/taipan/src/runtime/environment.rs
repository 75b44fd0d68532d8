//! What environment variables say, where the command line does not say it.

use std::env;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use taipan_std_boot::config::{Config, Implementation, ImportTime};
use taipan_std_debug::tracemalloc::MOST_FRAMES;

/// The least limit of digits that is not none at all.
const FEWEST_DIGITS: i64 = 640;

/// Adds it to the options.
///
/// # Errors
/// What is wrong with a variable without which nothing can begin.
pub(super) fn read(config: &mut Config) -> Result<(), &'static str> {
    if env::var_os("TAIPAN_IMPL").is_some_and(|name| name == "cpython")
        && !config.x_options.iter().any(|(name, _)| name == "impl")
    {
        config.implementation = Implementation::Cpython;
    }
    x_options(config);
    utf8_mode(config)?;
    digits(config)?;
    processors(config)?;
    if config.flags.ignore_environment == 0 {
        variables(config);
        hash_seed(config)?;
    }
    traced_frames(config)?;
    import_time(config)?;
    if config.flags.dev_mode {
        config.reports_faults = true;
        config.warn_options.insert(0, "default".into());
    }
    match config.flags.bytes_warning {
        0 => {}
        1 => config.warn_options.push("default::BytesWarning".into()),
        _ => config.warn_options.push("error::BytesWarning".into()),
    }
    Ok(())
}

/// What strings are hashed with.
fn hash_seed(config: &mut Config) -> Result<(), &'static str> {
    if config.random_hashes {
        return Ok(());
    }
    let Some(text) = variable("PYTHONHASHSEED").filter(|text| text != "random") else { return Ok(()) };
    let seed = text.to_str().and_then(|text| text.parse().ok());
    config.hash_seed = Some(seed.ok_or(
        "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]",
    )?);
    config.flags.hash_randomization = i64::from(seed != Some(0));
    Ok(())
}

/// How many digits a text may have that an int is made of, or that is made of an int.
fn digits(config: &mut Config) -> Result<(), &'static str> {
    let limit = |text: &str| text.parse().ok().filter(|&limit: &i64| limit == 0 || limit >= FEWEST_DIGITS);
    if config.flags.ignore_environment == 0
        && let Some(text) = variable("PYTHONINTMAXSTRDIGITS")
    {
        config.flags.int_max_str_digits = text.to_str().and_then(limit).ok_or(
            "config_init_int_max_str_digits: PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.",
        )?;
    }
    if let Some((_, value)) = config.x_options.iter().rev().find(|(name, _)| name == "int_max_str_digits") {
        config.flags.int_max_str_digits = value.as_deref().and_then(limit).ok_or(
            "config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.",
        )?;
    }
    Ok(())
}

/// How many processors there are said to be.
fn processors(config: &mut Config) -> Result<(), &'static str> {
    let count = |text: &str| match text {
        "default" => Some(None),
        _ => text.parse().ok().filter(|&count: &i64| count > 0).map(Some),
    };
    if config.flags.ignore_environment == 0
        && let Some(text) = variable("PYTHON_CPU_COUNT")
    {
        config.processors = text.to_str().and_then(count).ok_or(
            "config_init_cpu_count: PYTHON_CPU_COUNT=n environment variable: n is missing or an invalid number, n must be greater than 0",
        )?;
    }
    if let Some((_, value)) = config.x_options.iter().rev().find(|(name, _)| name == "cpu_count") {
        config.processors = value.as_deref().and_then(count).ok_or(
            "config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0",
        )?;
    }
    Ok(())
}

/// Whether text is UTF-8 whatever the locale says.
fn utf8_mode(config: &mut Config) -> Result<(), &'static str> {
    if let Some((_, value)) = config.x_options.iter().rev().find(|(name, _)| name == "utf8") {
        config.flags.utf8_mode = match value.as_deref() {
            None | Some("1") => 1,
            Some("0") => 0,
            Some(_) => return Err("preconfig_init_utf8_mode: invalid -X utf8 option value"),
        };
    } else if config.flags.ignore_environment == 0
        && let Some(value) = variable("PYTHONUTF8")
    {
        config.flags.utf8_mode = match value.to_str() {
            Some("1") => 1,
            Some("0") => 0,
            _ => return Err("preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value"),
        };
    }
    Ok(())
}

/// Whether the time of imports is shown, and cached ones too.
fn import_time(config: &mut Config) -> Result<(), &'static str> {
    if config.flags.ignore_environment == 0
        && let Some(text) = variable("PYTHONPROFILEIMPORTTIME")
    {
        config.import_time = if text == "2" { ImportTime::Cached } else { ImportTime::Imported };
    }
    if let Some((_, value)) = config.x_options.iter().rev().find(|(name, _)| name == "importtime") {
        let number = value.as_deref().and_then(|text| text.parse::<i64>().ok());
        config.import_time = match number {
            None | Some(1) => ImportTime::Imported,
            Some(2) => ImportTime::Cached,
            Some(_) => {
                return Err(
                    "config_init_import_time: -X importtime: values other than 1 and 2 are reserved for future use.",
                );
            }
        };
    }
    Ok(())
}

/// How many frames are kept for each block of memory.
fn traced_frames(config: &mut Config) -> Result<(), &'static str> {
    let number = |text: &str| text.parse().ok().filter(|&frames| frames <= MOST_FRAMES);
    if config.flags.ignore_environment == 0
        && let Some(text) = variable("PYTHONTRACEMALLOC")
    {
        config.traced_frames = text
            .to_str()
            .and_then(number)
            .ok_or("config_init_tracemalloc: PYTHONTRACEMALLOC: invalid number of frames")?;
    }
    if let Some((_, value)) = config.x_options.iter().rev().find(|(name, _)| name == "tracemalloc") {
        config.traced_frames = match value.as_deref() {
            None => 1,
            Some("") => 0,
            Some(text) => number(text)
                .ok_or("config_init_tracemalloc: -X tracemalloc=NFRAME: invalid number of frames")?,
        };
    }
    Ok(())
}

/// What `PYTHON…` variables say.
fn variables(config: &mut Config) {
    let flags = &mut config.flags;
    for (name, flag, most) in [
        ("PYTHONDEBUG", &mut flags.debug, 1),
        ("PYTHONOPTIMIZE", &mut flags.optimize, i64::MAX),
        ("PYTHONDONTWRITEBYTECODE", &mut flags.dont_write_bytecode, 1),
        ("PYTHONNOUSERSITE", &mut flags.no_user_site, 1),
        ("PYTHONVERBOSE", &mut flags.verbose, i64::MAX),
    ] {
        if let Some(level) = variable(name) {
            let level = level.to_str().and_then(|text| text.parse().ok()).filter(|level: &i64| *level >= 0);
            *flag = (*flag).max(level.unwrap_or(1).min(most));
        }
    }
    if variable("PYTHONINSPECT").is_some() {
        flags.inspect = 1;
    }
    flags.unbuffered |= variable("PYTHONUNBUFFERED").is_some();
    flags.debug_ranges &= variable("PYTHONNODEBUGRANGES").is_none();
    flags.safe_path |= variable("PYTHONSAFEPATH").is_some();
    if variable("PYTHONWARNDEFAULTENCODING").is_some() {
        flags.warn_default_encoding = 1;
    }
    if variable("PYTHONDEVMODE").is_some() {
        flags.dev_mode = true;
    }
    config.reports_faults |= variable("PYTHONFAULTHANDLER").is_some();
    if let Some(wish) = variable("PYTHON_FROZEN_MODULES") {
        config.avoids_frozen = wish == "off";
    }
    // The option without a value says that there is none.
    if config.pycache_prefix.is_none() && !config.x_options.iter().any(|(name, _)| name == "pycache_prefix") {
        config.pycache_prefix = variable("PYTHONPYCACHEPREFIX");
    }
    // What the environment says comes before what the command line says, which overrides it.
    let mut warnings: Vec<OsString> = variable("PYTHONWARNINGS")
        .map(|text| {
            text.as_bytes().split(|&byte| byte == b',').map(|it| OsString::from_vec(it.to_vec())).collect()
        })
        .unwrap_or_default();
    warnings.append(&mut config.warn_options);
    config.warn_options = warnings;
}

/// What `-X` options mean for the flags.
fn x_options(config: &mut Config) {
    for (name, value) in &config.x_options {
        match &**name {
            "dev" => config.flags.dev_mode = true,
            "faulthandler" => config.reports_faults = true,
            "frozen_modules" => config.avoids_frozen = value.as_deref() == Some("off"),
            "no_debug_ranges" => config.flags.debug_ranges = false,
            "warn_default_encoding" => config.flags.warn_default_encoding = 1,
            "pycache_prefix" => {
                config.pycache_prefix = value.clone().filter(|value| !value.is_empty()).map(OsString::from);
            }
            _ => {}
        }
    }
}

/// A variable that is set and not empty.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}
