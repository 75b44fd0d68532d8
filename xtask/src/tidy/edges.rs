//! The walls: which of our crates may use which. `xtask/tidy/edges.toml` lists every edge with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::root;

/// For each crate, the crates of ours that it uses, each with the reason.
type Edges = BTreeMap<String, BTreeMap<String, String>>;

pub fn check(offences: &mut Vec<String>) -> Result<(), String> {
    let mut listed: Edges = toml::from_str(&read(&root().join("xtask/tidy/edges.toml"))?)
        .map_err(|error| format!("edges.toml: {error}"))?;
    for (user, used) in edges()? {
        for name in used {
            match listed.get_mut(&user).and_then(|edges| edges.remove(&name)) {
                None => offences.push(format!("{user} uses {name}: a wall, or a missing line in edges.toml")),
                Some(reason) if reason.is_empty() => {
                    offences.push(format!("edges.toml: {user} -> {name} needs a reason"));
                }
                Some(_) => {}
            }
        }
    }
    for (user, edges) in listed {
        offences.extend(edges.keys().map(|name| format!("edges.toml: {user} does not use {name}")));
    }
    Ok(())
}

/// The crates of the workspace, each with those of ours in its manifest (also for tests only).
fn edges() -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let crates = root().join("crates");
    let entries = fs::read_dir(&crates).map_err(|error| format!("{}: {error}", crates.display()))?;
    let mut manifests = vec![root().join("xtask/Cargo.toml")];
    for entry in entries {
        manifests.push(entry.map_err(|error| error.to_string())?.path().join("Cargo.toml"));
    }
    manifests.iter().filter(|manifest| manifest.exists()).map(|manifest| uses(manifest)).collect()
}

fn uses(manifest: &Path) -> Result<(String, BTreeSet<String>), String> {
    let table: toml::Table =
        read(manifest)?.parse().map_err(|error| format!("{}: {error}", manifest.display()))?;
    let name = table.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    let used = ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| table.get(*section)?.as_table())
        .flat_map(|dependencies| dependencies.keys())
        .filter(|dependency| dependency.starts_with("taipan"))
        .cloned()
        .collect();
    Ok((name.unwrap_or_default().to_owned(), used))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
