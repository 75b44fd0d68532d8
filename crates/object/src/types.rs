//! The types that the kernel itself cannot do without: what their objects are made of, and how they are made. What they
//! do beyond that, their methods and operators, is in the crate of the builtins.

pub(crate) mod buffer_wrapper;
pub mod bytes;
pub mod cell;
pub mod class_method;
pub mod complex;
pub mod dict;
pub mod enumerate;
pub mod float;
pub mod int;
pub mod list;
pub mod mappingproxy;
pub mod method;
pub mod module;
pub mod object;
pub mod range;
pub mod seq_iter;
pub mod set;
pub mod singletons;
pub mod slice;
pub mod static_method;
pub mod str_;
pub mod struct_sequence;
pub mod traceback;
pub mod tuple;
pub mod type_;
pub mod weakref;
