//! Holds decoding and matching to CPython's answers (`golden/make.py`), in every width of units that a text fits into.

use taipan_sre::{Machine, Mode, Outcome, Program};
use taipan_strings::Unit;

const MATCHES: &str = include_str!("golden/matches.tsv");

#[test]
fn matches_are_those_of_cpython() {
    let mut wrong = Vec::new();
    let mut asked = 0;
    let mut current = ("", Program::default(), 0);
    let mut machine = Machine::default();
    for line in MATCHES.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields[..] {
            ["P", pattern, groups, code] => {
                let code: Vec<u32> = code.split(' ').map(|word| word.parse().unwrap()).collect();
                let groups = groups.parse().unwrap();
                let program = Program::decode(&code, groups);
                let program = program.unwrap_or_else(|error| panic!("{pattern}: {error:?}"));
                current = (pattern, program, groups);
            }
            ["T", mode, points, expected] => {
                let points: Vec<u32> =
                    points.split_whitespace().map(|point| u32::from_str_radix(point, 16).unwrap()).collect();
                let mode = match mode {
                    "match" => Mode::Match,
                    "fullmatch" => Mode::FullMatch,
                    _ => Mode::Search,
                };
                let (pattern, program, groups) = &current;
                let widths = [
                    answer::<u8>(&mut machine, program, *groups, mode, &points),
                    answer::<u16>(&mut machine, program, *groups, mode, &points),
                    answer::<u32>(&mut machine, program, *groups, mode, &points),
                ];
                asked += 1;
                for got in widths.into_iter().flatten() {
                    if got != expected {
                        wrong.push(format!("{pattern} {mode:?} {points:x?}: {got} instead of {expected}"));
                    }
                }
            }
            _ => panic!("what is this: {line}"),
        }
    }
    assert!(asked > 10_000);
    assert!(
        wrong.is_empty(),
        "{} of {asked} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(30)].join("\n")
    );
}

fn answer<U: Unit>(
    machine: &mut Machine,
    program: &Program,
    groups: usize,
    mode: Mode,
    points: &[u32],
) -> Option<String> {
    let text: Vec<U> = points.iter().map(|&point| U::fit(point)).collect::<Option<_>>()?;
    machine.begin(mode, 0, false);
    let outcome = loop {
        match machine.run(program, &text) {
            Outcome::Paused => {}
            outcome => break outcome,
        }
    };
    if outcome == Outcome::Failed {
        return Some("-".to_owned());
    }
    let (start, end) = machine.span();
    let mut answer = format!("{start},{end};");
    for group in 0..groups {
        match machine.group(group) {
            Some((start, end)) => answer.push_str(&format!("{start},{end};")),
            None => answer.push_str("-1,-1;"),
        }
    }
    answer.push_str(&machine.last_index().unwrap_or(0).to_string());
    Some(answer)
}

#[test]
fn what_is_no_code_is_refused() {
    for line in MATCHES.lines().filter(|line| line.starts_with('P')).take(40) {
        let fields: Vec<&str> = line.split('\t').collect();
        let groups = fields[2].parse().unwrap();
        let code: Vec<u32> = fields[3].split(' ').map(|word| word.parse().unwrap()).collect();
        for cut in 0..code.len() {
            assert!(cut > 0 && code[cut - 1] == 1 || Program::decode(&code[..cut], groups).is_err());
        }
        // Whatever is accepted can be executed.
        let mut machine = Machine::default();
        let text: Vec<u8> = b"aabbcab x1".repeat(3);
        for place in 0..code.len() {
            for word in [0, 1, 2, 7, 15, 17, 25, 200, u32::MAX] {
                let mut code = code.clone();
                code[place] = word;
                let Ok(program) = Program::decode(&code, groups) else { continue };
                machine.begin(Mode::Search, 0, false);
                for _ in 0..3 {
                    if machine.run(&program, &text) != Outcome::Paused {
                        break;
                    }
                }
            }
        }
    }
}
