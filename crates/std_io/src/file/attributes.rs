//! The attributes of `FileIO`.

use taipan_macros::pymethods;
use taipan_object::{Borrowed, Py, PyResult, exception as exc};

use super::FileIo;

pub(super) struct Attributes;

#[pymethods(FileIo)]
impl Attributes {
    /// True if the file is closed
    #[pygetter]
    fn closed(this: &FileIo) -> bool {
        this.is_closed()
    }

    /// Whether closing the stream closes the file.
    #[pygetter]
    fn closefd(this: &FileIo) -> bool {
        this.owns_file.get()
    }

    /// The mode.
    #[pygetter]
    fn mode(this: &FileIo) -> &'static str {
        this.mode.get().name()
    }

    /// Bytes that are best read at a time.
    #[pygetter(name = "_blksize")]
    fn block_size(this: &FileIo) -> usize {
        this.block_size.get()
    }

    #[pymember(name = "_finalizing")]
    fn is_finalizing(this: &FileIo) -> bool {
        this.finalizing.get()
    }

    #[pysetter(name = "_finalizing")]
    fn set_finalizing(this: &FileIo, py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<()> {
        let value = flag(py, value)?;
        this.finalizing.set(value);
        Ok(())
    }
}

/// What a member that is true or false is set to.
pub(crate) fn flag(py: &mut Py, value: Option<Borrowed<'_>>) -> PyResult<bool> {
    let flag = value.map(|value| taipan_object::types::singletons::as_bool(&value));
    match flag {
        Some(Some(flag)) => Ok(flag),
        Some(None) => Err(exc::type_error(py, format_args!("attribute value type must be bool"))),
        None => Err(exc::type_error(py, format_args!("can't delete numeric/char attribute"))),
    }
}
