//! `_interpchannels.ChannelInfo`: the state of a channel at one moment.

use taipan_object::types::singletons::boolean;
use taipan_object::types::struct_sequence::{self, Field, StructSequence};
use taipan_object::{Py, PyResult, Type, Value};

use super::channel::ChannelState;

/// `_interpchannels.ChannelInfo`
pub(super) static CHANNEL_INFO: Type = struct_sequence::class::<ChannelInfo>("_interpchannels.ChannelInfo");

/// Its fields.
pub(super) struct ChannelInfo;

impl StructSequence for ChannelInfo {
    const TYPE: &'static Type = &CHANNEL_INFO;
    const DOC: &'static str = "ChannelInfo\n\nThe state of a channel: a tuple with names.";
    const FIELDS: &'static [Field] = &[
        Field::new("open", "both ends are open"),
        Field::new("closing", "nothing can be sent any more, but there are items"),
        Field::new("closed", "both ends are closed"),
        Field::new("count", "items in the queue"),
        Field::new("num_interp_send", "interpreters that send"),
        Field::new("num_interp_send_released", "interpreters that sent"),
        Field::new("num_interp_recv", "interpreters that receive"),
        Field::new("num_interp_recv_released", "interpreters that received"),
        Field::new("num_interp_both", "interpreters that send and receive"),
        Field::new("num_interp_both_released", "interpreters that sent and received"),
        Field::new("num_interp_both_send_released", "interpreters that send and received"),
        Field::new("num_interp_both_recv_released", "interpreters that sent and receive"),
        Field::new("send_associated", "this interpreter sends"),
        Field::new("send_released", "this interpreter sent"),
        Field::new("recv_associated", "this interpreter receives"),
        Field::new("recv_released", "this interpreter received"),
    ];
    const SHOWN: usize = 8;
}

/// The state as Python sees it.
pub(super) fn value(py: &mut Py, state: &ChannelState) -> PyResult<Value> {
    let number = |py: &Py, number: usize| py.int_from_usize(number);
    let [send, recv] = state.single;
    let [[sends, sent], [receives, received]] = state.own;
    let values = [
        boolean(state.open),
        boolean(state.closing),
        boolean(state.closed),
        number(py, state.count)?,
        number(py, send[0])?,
        number(py, send[1])?,
        number(py, recv[0])?,
        number(py, recv[1])?,
        number(py, state.both[0])?,
        number(py, state.both[1])?,
        number(py, state.both[2])?,
        number(py, state.both[3])?,
        boolean(sends),
        boolean(sent),
        boolean(receives),
        boolean(received),
    ];
    py.heap().struct_sequence::<ChannelInfo, 16>(values)
}
