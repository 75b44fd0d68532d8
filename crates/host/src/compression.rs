//! Libraries of compression that speak C, behind streams that take in and give out pieces.
//!
//! Every stream is stepped in the same way: it takes bytes off the front of its input and writes behind what is in a vector
//! already, into memory that the vector has reserved. So the caller decides how far output may grow.

pub mod lzma;
pub mod zlib;
pub mod zstd;
