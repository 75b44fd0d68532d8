//! Lengths of vectors, exact to less than one unit in the last place: squares are added with what rounding takes from them,
//! and the root is corrected once (the steps are CPython's).

use taipan_host::libm;
use taipan_macros::pymodule;
use taipan_object::exception as exc;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Py, PyResult, Value};

use super::sum::{Double, fast_sum, product};

/// The functions.
pub(super) struct Distances;

#[pymodule("math")]
impl Distances {
    /// The length of the vector from the origin to a point: the root of the sum of the squares.
    #[pyfunction("(*coordinates)")]
    fn hypot(py: &mut Py, coordinates: Args<'_>) -> PyResult<f64> {
        let mut vector = Vector::default();
        for coordinate in coordinates.iter() {
            let x = py.to_f64(&coordinate)?;
            vector.push(x.abs());
        }
        Ok(vector.length())
    }

    /// The distance of two points, each given by an iterable of its coordinates.
    #[pyfunction("(p, q, /)")]
    fn dist(py: &mut Py, p: &Value, q: &Value) -> PyResult<f64> {
        let (p, q) = (coordinates(py, p)?, coordinates(py, q)?);
        if p.len() != q.len() {
            return Err(exc::value_error(
                py,
                format_args!("both points must have the same number of dimensions"),
            ));
        }
        let mut vector = Vector::default();
        for (p, q) in p.iter().zip(&q) {
            let (p, q) = (py.to_f64(p)?, py.to_f64(q)?);
            vector.push((p - q).abs());
        }
        Ok(vector.length())
    }
}

fn coordinates(py: &mut Py, point: &Value) -> PyResult<Vec<Value>> {
    match point.get::<Tuple>() {
        Some(tuple) => Ok(tuple.items().to_vec()),
        None => py.collect(point),
    }
}

/// Coordinates that are not negative.
#[derive(Default)]
struct Vector {
    coordinates: Vec<f64>,
    max: f64,
    found_nan: bool,
}

impl Vector {
    fn push(&mut self, x: f64) {
        self.coordinates.push(x);
        self.found_nan |= x.is_nan();
        if x > self.max {
            self.max = x;
        }
    }

    fn length(&mut self) -> f64 {
        let max = self.max;
        if max.is_infinite() {
            return max;
        }
        if self.found_nan {
            return f64::NAN;
        }
        if max == 0.0 || self.coordinates.len() <= 1 {
            return max;
        }
        let (_, exponent) = libm::frexp(max);
        if exponent < -1023 {
            // The scale would overflow: let subnormal numbers become normal ones first.
            for x in &mut self.coordinates {
                *x /= f64::MIN_POSITIVE;
            }
            return f64::MIN_POSITIVE * scaled_length(&self.coordinates, max / f64::MIN_POSITIVE);
        }
        scaled_length(&self.coordinates, max)
    }
}

fn scaled_length(coordinates: &[f64], max: f64) -> f64 {
    let (_, exponent) = libm::frexp(max);
    let scale = libm::ldexp(1.0, -exponent);
    let mut sum = SquareSum { high: 1.0, low_products: 0.0, low_sums: 0.0 };
    for x in coordinates {
        let x = x * scale;
        sum.add(product(x, x));
    }
    let mut root = sum.value().sqrt();
    sum.add(product(-root, root));
    root += sum.value() / (2.0 * root);
    root / scale
}

/// A sum that begins with one, so that what is added is never larger.
struct SquareSum {
    high: f64,
    low_products: f64,
    low_sums: f64,
}

impl SquareSum {
    fn add(&mut self, product: Double) {
        let sum = fast_sum(self.high, product.high);
        self.high = sum.high;
        self.low_products += product.low;
        self.low_sums += sum.low;
    }

    fn value(&self) -> f64 {
        self.high - 1.0 + (self.low_products + self.low_sums)
    }
}
