//! Bytes that code objects share: their instructions and tables.

use std::ops::Deref;
use std::sync::Arc;

/// Bytes that nobody changes. Those of code that is part of the program stay where they are. The layout is known to reports of
/// failures: a word that is zero for the first kind, then address and length.
#[derive(Clone)]
#[repr(usize)]
pub(crate) enum Data {
    /// In the program.
    Static(&'static [u8]),
    /// On the heap.
    Shared(Arc<[u8]>),
}

impl Deref for Data {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl From<&[u8]> for Data {
    fn from(bytes: &[u8]) -> Self {
        Self::Shared(bytes.into())
    }
}

impl From<Arc<[u8]>> for Data {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self::Shared(bytes)
    }
}
