//! The kernel: what a value is, where objects live and how they die, and under which rules they may be touched.
//!
//! ```text
//! Value ──► immediate int or float            nothing to count
//!      └──► Object ──► Type ──► functions     header of 16 bytes, payload after it
//!             │
//!             └─ in a page of the heap, with a metadata byte beside it if the collector may have to look at it
//! ```
//!
//! `&mut Py` is leave to run Python. Whoever holds a borrow of an object's state holds `&Py` or `&mut Py` with it, so no
//! Python code can run meanwhile: that is checked by the compiler. Dropping a value never runs Python code either; what
//! needs Python to die waits in the [`death`] list until somebody with `&mut Py` drains it.

pub mod cell;
pub mod death;
pub mod heap;
pub mod object;
pub mod py;
pub mod type_;
pub mod value;

pub use cell::{Mut, PyCell, Ref};
pub use object::Object;
pub use py::{Heap, Py, PyResult, Raised};
pub use type_::{Payload, Type};
pub use value::Value;
