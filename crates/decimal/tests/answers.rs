//! Operations on random numbers, compared with the answers of Python's `decimal` in `answers.txt`, which `answers.py` wrote.
//!
//! `DECIMAL_ANSWERS` may name another file, for a longer run.

use taipan_decimal::{Answer, Context, Decimal, Rounding, Spec, Status, parse};

#[test]
fn agrees_with_python() {
    let path = std::env::var("DECIMAL_ANSWERS").unwrap_or_else(|_| "tests/answers.txt".into());
    let text = std::fs::read_to_string(&path).expect("the file of answers is there");
    let mut count = 0;
    let mut failures = Vec::new();
    for line in text.lines() {
        count += 1;
        let (question, expected) = line.rsplit_once(" = ").expect("a line has an answer");
        let actual = ask(question);
        if actual != expected {
            failures.push(format!("{question}\n  expected {expected}\n  actual   {actual}"));
        }
    }
    assert!(count > 1000, "{path} has only {count} lines");
    let shown = failures.iter().take(40).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} of {count}:\n{shown}", failures.len());
}

fn ask(question: &str) -> String {
    let parts: Vec<&str> = question.split(' ').collect();
    let [operation, precision, emax, emin, rounding, clamp, operands @ ..] = parts.as_slice() else {
        panic!("a line is too short: {question}");
    };
    let number = |text: &str| text.parse::<i64>().expect("limits are numbers");
    let context = Context {
        precision: number(precision),
        emax: number(emax),
        emin: number(emin),
        rounding: rounding_of(rounding),
        clamp: *clamp == "1",
    };
    let mut status = Status::NONE;
    let result = answer(&context, operation, operands, &mut status);
    let flags = status.bits() & !Status::INVALID.bits()
        | if status.has(Status::INVALID) { Status::INVALID_OPERATION.bits() } else { 0 };
    format!("{result} {flags}")
}

fn rounding_of(name: &str) -> Rounding {
    match name {
        "ROUND_UP" => Rounding::Up,
        "ROUND_DOWN" => Rounding::Down,
        "ROUND_CEILING" => Rounding::Ceiling,
        "ROUND_FLOOR" => Rounding::Floor,
        "ROUND_HALF_UP" => Rounding::HalfUp,
        "ROUND_HALF_DOWN" => Rounding::HalfDown,
        "ROUND_HALF_EVEN" => Rounding::HalfEven,
        _ => Rounding::ZeroFiveUp,
    }
}

fn read(text: &str) -> Decimal {
    parse(text.as_bytes()).expect("memory").unwrap_or_else(|| panic!("no number: {text}"))
}

fn show(number: &Decimal) -> String {
    number.to_scientific(true).expect("memory")
}

fn answer(context: &Context, operation: &str, operands: &[&str], status: &mut Status) -> String {
    if operation == "from_float" {
        return show(&Decimal::from_f64(operands[0].parse().expect("a float")).expect("memory"));
    }
    let a = read(operands[0]);
    match operation {
        "hash" => return a.hash().to_string(),
        "int" => {
            let (negative, limbs) = a.to_limbs().expect("memory");
            let value = taipan_num::int::IntRef::new(negative, &limbs).to_int().expect("memory");
            let all = taipan_num::DigitLimit::NONE;
            return taipan_num::repr_int(&value, all).expect("no limit");
        }
        "float" => {
            return taipan_num::repr_float(
                a.to_f64_exactly().unwrap_or_else(|| show(&a).parse().expect("a float")),
            );
        }
        "format" => {
            let Ok(spec) = Spec::parse(operands[1], true) else { return "ValueError".into() };
            let text = context.format(&a, &spec, status).expect("memory");
            *status = Status::NONE;
            return text.map_or("ValueError".into(), |text| text.replace(' ', "_"));
        }
        "to_sci_string" => return show(&a),
        "to_eng_string" => return a.to_engineering(true).expect("memory"),
        "number_class" => return a.number_class(context).into(),
        _ => {}
    }
    let Some(b) = operands.get(1).map(|text| read(text)) else {
        return unary(context, operation, &a, status);
    };
    if let Some(c) = operands.get(2).map(|text| read(text)) {
        let result = if operation == "fma" {
            context.fused_multiply_add(&a, &b, &c, status)
        } else {
            context.power_modulo(&a, &b, &c, status)
        };
        return show(&result.expect("memory"));
    }
    binary(context, operation, &a, &b, status)
}

fn unary(context: &Context, operation: &str, a: &Decimal, status: &mut Status) -> String {
    let operation: fn(&Context, &Decimal, &mut Status) -> Answer = match operation {
        "plus" => Context::plus,
        "minus" => Context::minus,
        "abs" => Context::absolute,
        "sqrt" => Context::square_root,
        "exp" => Context::exp,
        "ln" => Context::ln,
        "log10" => Context::log10,
        "normalize" => Context::reduce,
        "next_plus" => Context::next_plus,
        "next_minus" => Context::next_minus,
        "logical_invert" => Context::logical_invert,
        "logb" => Context::logb,
        "to_integral_exact" => Context::round_to_integer_exactly,
        "to_integral_value" => Context::round_to_integer,
        other => panic!("no such operation: {other}"),
    };
    show(&operation(context, a, status).expect("memory"))
}

fn binary(context: &Context, operation: &str, a: &Decimal, b: &Decimal, status: &mut Status) -> String {
    let operation: fn(&Context, &Decimal, &Decimal, &mut Status) -> Answer = match operation {
        "add" => Context::add,
        "subtract" => Context::subtract,
        "multiply" => Context::multiply,
        "divide" => Context::divide,
        "divide_int" => Context::divide_integer,
        "remainder" => Context::remainder,
        "remainder_near" => Context::remainder_near,
        "power" => Context::power,
        "quantize" => Context::quantize,
        "next_toward" => Context::next_toward,
        "compare" => Context::compare,
        "compare_signal" => Context::compare_signal,
        "compare_total" => return show(&a.compare_total(b).expect("memory").into()),
        "compare_total_mag" => return show(&a.compare_total_magnitude(b).expect("memory").into()),
        "max" => Context::max,
        "min" => Context::min,
        "max_mag" => Context::max_magnitude,
        "min_mag" => Context::min_magnitude,
        "logical_and" => Context::logical_and,
        "logical_or" => Context::logical_or,
        "logical_xor" => Context::logical_xor,
        "rotate" => Context::rotate,
        "shift" => Context::shift,
        "scaleb" => Context::scaleb,
        "same_quantum" => return if a.same_quantum(b) { "True" } else { "False" }.into(),
        "divmod" => {
            let (quotient, rest) = context.divide_modulo(a, b, status).expect("memory");
            return format!("{},{}", show(&quotient), show(&rest));
        }
        other => panic!("no such operation: {other}"),
    };
    show(&operation(context, a, b, status).expect("memory"))
}
