//! Compares with tables that CPython made (the scripts lie beside them in `golden/`).

mod int;
mod table;
