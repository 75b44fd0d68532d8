//! Functions: roots, powers, logarithms, neighbours, and what is done digit by digit.

mod digitwise;
mod exp;
mod fixed;
mod ln;
mod neighbour;
mod power;
mod power_modulo;
mod scale;
mod sqrt;
