//! Making an interpreter: types, `sys`, importing, standard streams, `site`.

use std::ffi::OsStr;
use std::io;

use taipan_host::random;
use taipan_num::DigitLimit;
use taipan_object::hooks::Hooks;
use taipan_object::py::STACK_MARGIN;
use taipan_object::runtime::Preparation;
use taipan_object::types::list::List;
use taipan_object::types::module::Module;
use taipan_object::types::singletons::none;
use taipan_object::{Py, PyResult, Value};
use taipan_std_boot::config::{Config, os_text, set_config};
use taipan_std_boot::{imp, import, marshal, signal, sys};
use taipan_std_debug::tracemalloc;
use taipan_strings::HashSecret;

use super::{compile, console, exit, in_memory, interactive, main_module, make, streams};

/// An interpreter that is ready to run a program. `stack` is how much native stack the thread has, in bytes.
pub(super) fn start(config: &Config, stack: usize) -> io::Result<Py> {
    let mut py = Py::with_hash_secret(hash_secret(config)?)?;
    py.set_stack_limit(stack.saturating_sub(STACK_MARGIN));
    let hooks = Hooks {
        compile: Some(compile::compile),
        is_tree: Some(taipan_std_lang::ast::is_node),
        make: Some(make::make),
        unraisable: Some(sys::unraisable::report),
        show_unraisable: Some(console::show_unraisable),
        import: Some(import::import_level),
        audit: Some(sys::audit),
        show_exception: Some(console::show_exception),
        signals: Some(signal::handle_arrived),
        before_fork: Some(taipan_std_boot::before_fork),
        after_fork_in_parent: Some(taipan_std_boot::after_fork_in_parent),
        after_fork: Some(taipan_std_boot::after_fork),
        encode: Some(taipan_std_boot::codecs::encode_text),
        decode: Some(taipan_std_boot::codecs::decode_text),
        warn: Some(taipan_std_boot::warnings::issue),
        find_codec: Some(taipan_std_boot::codecs::find_codec),
        error_handler: Some(taipan_std_boot::codecs::error_handler),
        prepare_interpreter: Some(prepare_another),
        end_interpreter: Some(exit::end),
        leave_thread: Some(taipan_std_boot::thread::leave),
        ..taipan_vm::hooks::hooks(taipan_builtins::hooks())
    };
    py.interpreter().set_hooks(hooks);
    configure(&py, config);
    if config.traced_frames > 0 {
        tracemalloc::start(&mut py, config.traced_frames);
    }
    match prepare(&mut py, config) {
        Ok(()) => Ok(py),
        Err(raised) => {
            let exception = py.take(raised);
            console::show_exception(&mut py, &exception);
            Err(io::Error::other("importing failed"))
        }
    }
}

/// What makes another interpreter ready, as this one was.
fn prepare_another(py: &mut Py) -> Preparation {
    let config = Config::clone(&taipan_std_boot::config::config(py));
    Box::new(move |py| {
        configure(py, &config);
        prepare(py, &config)?;
        main_module::make(py).map(drop)
    })
}

/// What the interpreter knows of its options from the start.
fn configure(py: &Py, config: &Config) {
    if let Ok(digits) = usize::try_from(config.flags.int_max_str_digits) {
        py.interpreter().set_digit_limit(DigitLimit::new(digits));
    }
    py.interpreter().keep_columns(config.flags.debug_ranges);
    py.interpreter().fill_caches(config.x_option("specialise") != Some("off"));
    if let Some(first) = &config.first_path {
        py.interpreter().set_first_path(first.to_string_lossy().into_owned());
    }
    set_config(py, config.clone());
}

/// What strings are hashed with: the seed that was given, or chance.
fn hash_secret(config: &Config) -> io::Result<HashSecret> {
    if let Some(seed) = config.hash_seed {
        return Ok(HashSecret::from_seed(seed));
    }
    let mut bytes = [0; HashSecret::LENGTH];
    random::fill(&mut bytes)?;
    Ok(HashSecret::new(bytes))
}

fn prepare(py: &mut Py, config: &Config) -> PyResult<()> {
    taipan_builtins::install(py)?;
    import::set_table(py, &taipan_stdlib::MODULES);
    imp::set_frozen(py, frozen, || taipan_library::FROZEN.iter().map(|it| it.name).collect());
    marshal::connect(
        py,
        marshal::CodeHooks {
            make: taipan_vm::code::new,
            read_static: taipan_vm::code::read_static,
            read: taipan_vm::code::read,
            assemble: taipan_vm::code::assemble,
            parts: taipan_vm::code::parts,
            rename: taipan_vm::code::rename,
        },
    );
    let builtins = taipan_builtins::module(py)?;
    import::enter(py, "builtins", &builtins)?;
    let system = sys::make(py)?;
    if let Some(module) = system.get::<Module>() {
        interactive::baserepl(py, &system, module)?;
    }
    taipan_vm::install(py, &dict(&builtins), &dict(&system))?;
    streams::set_encoding(py, config);
    import::start_importlib(py, &system)?;
    if py.interpreter().is_main() {
        signal::start(py)?;
    }
    streams::install(py, config, &builtins, &system)?;
    py.interpreter().checks_codecs.set(config.flags.dev_mode);
    if config.reports_faults && py.interpreter().is_main() {
        let (module, enable) = (import::import(py, "faulthandler")?, py.heap().intern("enable")?);
        drop(py.call_method(&module, &enable, &[])?);
    }
    // The module takes the filters of the command line and the environment; without any, it can wait until it is needed.
    if !config.warn_options.is_empty()
        && let Err(raised) = import::import(py, "warnings")
    {
        py.discard(raised);
    }
    if config.flags.no_site == 0 {
        drop(import::import(py, "site")?);
    }
    match &config.first_path {
        Some(first) => search_first(py, first),
        None => Ok(()),
    }
}

/// Puts an entry at the beginning of `sys.path`. `site`, which makes all entries absolute, does not see it.
fn search_first(py: &mut Py, first: &OsStr) -> PyResult<()> {
    let name = py.heap().intern("path")?;
    let entry = os_text(py, first)?;
    if let Some(path) = taipan_vm::sys_attribute(py, &name)?
        && let Some(list) = path.get::<List>()
    {
        list.items.get_mut(py).insert(0, entry);
    }
    Ok(())
}

fn dict(module: &Value) -> Value {
    module.get::<Module>().map_or_else(none, |module| module.dict().clone())
}

/// A module whose code is in the binary, or its source where that is all there is of the library.
fn frozen(name: &str) -> Option<imp::Frozen> {
    let Some(found) = taipan_library::FROZEN.iter().find(|frozen| frozen.name == name) else {
        return in_memory::find(name);
    };
    Some(imp::Frozen { name: found.name, package: found.package, origin: found.origin, code: found.code })
}
