//! The standard streams, and `open` as a builtin function.

use std::env;

use taipan_host::{environment, file, locale};
use taipan_object::types::module::Module;
use taipan_object::{Py, PyResult, Value};
use taipan_std_boot::config::Config;
use taipan_std_io::{Encoding, StandardStreams};

use super::console;

/// Decides for UTF-8 mode where neither an option nor a variable does: a locale without an encoding says nothing about what
/// bytes mean.
pub(super) fn choose_mode(config: &mut Config) {
    let decided = config.x_options.iter().any(|(name, _)| name == "utf8")
        || config.flags.ignore_environment == 0 && env::var_os("PYTHONUTF8").is_some_and(|it| !it.is_empty());
    if !decided && file::locale_encoding().is_none() {
        config.flags.utf8_mode = 1;
    }
}

/// Gives this process and its children a locale with UTF-8 where theirs is `C` (PEP 538).
pub(super) fn coerce_locale(config: &Config) {
    let wish = if config.flags.ignore_environment == 0 { env::var_os("PYTHONCOERCECLOCALE") } else { None };
    let warns = wish.as_ref().is_some_and(|wish| wish == "warn");
    // A locale that has another encoding in its name may not exist.
    if file::locale_encoding().is_some_and(|encoding| encoding == "UTF-8") || !locale::is_plain() {
        return;
    }
    let is_fixed = env::var_os("LC_ALL").is_some_and(|locale| !locale.is_empty());
    let targets: &[_] = if is_fixed || wish.is_some_and(|wish| wish == "0") {
        &[]
    } else {
        &[c"C.UTF-8", c"C.utf8", c"UTF-8"]
    };
    let chosen =
        locale::choose_characters(targets).filter(|chosen| environment::set(c"LC_CTYPE", chosen).is_ok());
    let Some(chosen) = chosen.filter(|_| warns) else {
        if warns {
            console::report(
                "Python runtime initialized with LC_CTYPE=C (a locale with default ASCII encoding), which may cause \
                 Unicode compatibility problems. Using C.UTF-8, C.utf8, or UTF-8 (if available) as alternative \
                 Unicode-compatible locales is recommended.\n",
            );
        }
        return;
    };
    console::report(&format!(
        "Python detected LC_CTYPE=C: LC_CTYPE coerced to {} (set another locale or PYTHONCOERCECLOCALE=0 to disable \
         this locale coercion behavior).\n",
        chosen.to_string_lossy()
    ));
}

/// Says how text is encoded where no encoding is named.
pub(super) fn set_encoding(py: &mut Py, config: &Config) {
    let is_utf8_mode = config.flags.utf8_mode != 0;
    let name = if is_utf8_mode {
        "utf-8".to_owned()
    } else {
        // The C library's name of ASCII.
        file::locale_encoding().unwrap_or_else(|| "ANSI_X3.4-1968".to_owned())
    };
    let encoding = Encoding { name, is_utf8_mode, warns_of_default: config.flags.warn_default_encoding != 0 };
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
