//! `itertools`: iterators that are made of others, one file for each or for a few that are alike.

mod accumulate;
mod batched;
mod chain;
mod combinations;
mod compress;
mod count;
mod cycle;
mod filter;
mod groupby;
mod islice;
mod pairwise;
mod permutations;
mod pool;
mod product;
mod repeat;
mod starmap;
mod tee;
mod zip_longest;

use taipan_object::type_::Definition;
use taipan_object::types::module::ModuleDef;

/// The module.
pub(crate) static MODULE: ModuleDef = ModuleDef {
    doc: Some(
        "Iterators made of other iterators.\n\n\
         Without end: count(start, step), cycle(iterable), repeat(object).\n\
         Over one iterable: accumulate, batched, chain.from_iterable, dropwhile, filterfalse,\n\
         groupby, islice, pairwise, starmap, takewhile, tee.\n\
         Over several: chain, compress, zip_longest.\n\
         Choices: combinations, combinations_with_replacement, permutations, product.",
    ),
    functions: &[tee::Functions::FUNCTIONS],
    definitions: &[DEFINITIONS],
    types: &[
        &accumulate::ACCUMULATE,
        &batched::BATCHED,
        &chain::CHAIN,
        &combinations::COMBINATIONS,
        &combinations::COMBINATIONS_WITH_REPLACEMENT,
        &compress::COMPRESS,
        &count::COUNT,
        &cycle::CYCLE,
        &filter::DROPWHILE,
        &filter::TAKEWHILE,
        &filter::FILTERFALSE,
        &groupby::GROUPBY,
        &groupby::GROUPER,
        &islice::ISLICE,
        &pairwise::PAIRWISE,
        &permutations::PERMUTATIONS,
        &product::PRODUCT,
        &repeat::REPEAT,
        &starmap::STARMAP,
        &tee::TEE,
        &tee::TEE_BLOCK,
        &zip_longest::ZIP_LONGEST,
    ],
    ..ModuleDef::of("itertools")
};

static DEFINITIONS: &[Definition] = &[
    accumulate::DEFINITION,
    batched::DEFINITION,
    chain::DEFINITION,
    combinations::DISTINCT,
    combinations::WITH_REPLACEMENT,
    compress::DEFINITION,
    count::DEFINITION,
    cycle::DEFINITION,
    filter::DROPWHILE_DEFINITION,
    filter::TAKEWHILE_DEFINITION,
    filter::FILTERFALSE_DEFINITION,
    groupby::DEFINITION,
    groupby::GROUPER_DEFINITION,
    islice::DEFINITION,
    pairwise::DEFINITION,
    permutations::DEFINITION,
    product::DEFINITION,
    repeat::DEFINITION,
    starmap::DEFINITION,
    tee::DEFINITION,
    tee::BLOCK_DEFINITION,
    zip_longest::DEFINITION,
];
