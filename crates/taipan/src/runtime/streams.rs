//! The standard streams, and `open` as a builtin function.

use std::env;

use taipan_host::file;
use taipan_object::types::module::Module;
use taipan_object::{Py, PyResult, Value};
use taipan_std_boot::config::Config;
use taipan_std_io::{Encoding, StandardStreams};

/// Decides for UTF-8 mode where neither an option nor a variable does: a locale without an encoding says nothing about what
/// bytes mean.
pub(super) fn choose_mode(config: &mut Config) {
    let decided = config.x_options.iter().any(|(name, _)| name == "utf8")
        || config.flags.ignore_environment == 0 && env::var_os("PYTHONUTF8").is_some_and(|it| !it.is_empty());
    if !decided && file::locale_encoding().is_none() {
        config.flags.utf8_mode = 1;
    }
}

/// Says how text is encoded where no encoding is named.
pub(super) fn set_encoding(py: &mut Py, config: &Config) {
    let is_utf8_mode = config.flags.utf8_mode != 0;
    let name = if is_utf8_mode { None } else { file::locale_encoding() };
    let encoding = Encoding {
        name: name.unwrap_or_else(|| "utf-8".to_owned()),
        is_utf8_mode,
        warns_of_default: config.flags.warn_default_encoding != 0,
    };
    taipan_std_io::set_encoding(py, encoding);
}

/// Gives `builtins` its `open`, and `sys` its streams.
pub(super) fn install(py: &mut Py, config: &Config, builtins: &Value, sys: &Value) -> PyResult<()> {
    let (Some(builtins), Some(sys)) = (builtins.get::<Module>(), sys.get::<Module>()) else {
        return Ok(());
    };
    let open = taipan_std_io::open_function(py)?;
    builtins.set(py, "open", open)?;
    let streams = taipan_std_io::std_streams(py, &options(config))?;
    for (name, stream) in ["stdin", "stdout", "stderr"].into_iter().zip(streams) {
        sys.set(py, &format!("__{name}__"), stream.clone())?;
        sys.set(py, name, stream)?;
    }
    Ok(())
}

/// How the streams are made: `PYTHONIOENCODING` is an encoding, a colon and an error handler.
fn options(config: &Config) -> StandardStreams {
    let text = if config.flags.ignore_environment == 0 {
        env::var("PYTHONIOENCODING").unwrap_or_default()
    } else {
        String::new()
    };
    let given = |text: &str| if text.is_empty() { None } else { Some(text.to_owned()) };
    let (encoding, errors) = text.split_once(':').unwrap_or((&text, ""));
    let (encoding, mut errors) = (given(encoding), given(errors));
    if encoding.is_some() && errors.is_none() {
        errors = Some("strict".to_owned());
    }
    if errors.is_none() && (config.flags.utf8_mode != 0 || file::is_plain_locale()) {
        errors = Some("surrogateescape".to_owned());
    }
    StandardStreams { unbuffered: config.flags.unbuffered, encoding, errors }
}
