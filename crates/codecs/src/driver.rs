//! The loops around codecs, for encodings that are defined elsewhere.

pub use crate::decode::{Decoder, Stop, drive as decode};
pub use crate::encode::{Encoder, Unencodable, drive as encode};
pub use crate::reserve;
