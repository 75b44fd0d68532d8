//! Unicode 16 properties that Python's language and strings need.
