//! `sys._jit`: what there is of machine code.

use taipan_macros::pymodule;
use taipan_object::types::module::ModuleDef;

/// The module.
pub(super) static JIT: ModuleDef = ModuleDef {
    doc: Some("Whether functions are compiled to machine code."),
    functions: &[Jit::FUNCTIONS],
    ..ModuleDef::of("sys._jit")
};

struct Jit;

#[pymodule("sys._jit")]
impl Jit {
    /// Whether there is a compiler to machine code.
    #[pyfunction]
    fn is_available() -> bool {
        false
    }

    /// Whether it is used.
    #[pyfunction]
    fn is_enabled() -> bool {
        false
    }

    /// Whether the caller runs as machine code.
    #[pyfunction]
    fn is_active() -> bool {
        false
    }
}
