"""Channels: their ends, their states, what is sent and what becomes of it."""
import _interpchannels as channels
import _interpreters
import threading
import time


def show(function, *args, **kwargs):
    try:
        print(function.__name__, repr(function(*args, **kwargs)))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


NAMES = channels.ChannelInfo.__match_args__ + tuple(
    'num_interp_both num_interp_both_released num_interp_both_send_released num_interp_both_recv_released '
    'send_associated send_released recv_associated recv_released'.split()
)
definition = f'''
import _interpchannels as channels
def state(label, channel):
    info = channels.get_info(channel)
    print(label, [getattr(info, name) for name in {NAMES!r}])
'''
exec(definition)
one, two = _interpreters.create(), _interpreters.create()
channel = channels.create(3)
for each in one, two:
    _interpreters.set___main___attrs(each, {'channel': channel})
    _interpreters.exec(each, definition)


def everywhere(label):
    state(label, channel)
    for each in one, two:
        _interpreters.exec(each, f'state({label!r}, channel)')


everywhere('new')
channels.send(channel, 1, blocking=False)
everywhere('main sent')
_interpreters.exec(one, 'channels.send(channel, "a", blocking=False)')
everywhere('one sent')
_interpreters.exec(two, 'print(channels.recv(channel))')
everywhere('two received')
_interpreters.exec(two, 'channels.send(channel, (None,), blocking=False)')
print(channels.recv(channel))
everywhere('main received')
_interpreters.exec(two, 'channels.release(channel, recv=True)')
everywhere('two does not receive')
_interpreters.exec(one, 'channels.release(channel, send=True)')
everywhere('one does not send')
channels.release(channel, send=True)
everywhere('main does not send')
show(channels.send, channel, 1, blocking=False)
_interpreters.exec(two, 'channels.release(channel, send=True)')
channels.release(channel, recv=True)
everywhere('closed')

channel = channels.create(3, 1)
print(repr(channel), str(channel), int(channel), channel.end, channel.send, repr(channel.send), repr(channel.recv))
print(channel == int(channel), channel == channel.send, channel.send == channel.send, channel != 'a')
show(channels._channel_id, channel, send=False, recv=False)
show(channels._channel_id, 99)
show(channels._channel_id, 99, force=True)
show(channels._channel_id, 'a')
show(channels._channel_id, -1)
show(channels.recv, channel)
show(channels.recv, channel, 'default')
show(channels.send, channel, 1, blocking=False, timeout=1)
show(channels.send, channel, 1, timeout=-1)
show(channels.send, channel, 1, timeout='a')
show(channels.send, channel, 1, timeout=0.05)
show(channels.send, channel, ..., 3, 0, blocking=False)
show(channels.send, channel, 1, 7)
show(channels.get_count, channel)
show(channels.send_buffer, channel, b'abc', blocking=False)
print(bytes(channels.recv(channel)[0]))
show(channels.send_buffer, channel, 1, blocking=False)
show(channels.send, channel, 1, blocking=False)
show(channels.close, channel)
show(channels.close, channel, recv=True)
show(channels.close, channel, send=True)
show(channels.get_info, channel)
show(channels.send, channel, 1, blocking=False)
show(channels.recv, channel)
show(channels.recv, channel)
show(channels.close, channel)
show(channels.create, 9)
show(channels.create, 3, 9)
show(channels.ChannelID, 1)

channel = channels.create(3)
thread = threading.Thread(target=show, args=(channels.send, channel, 'waits'))
thread.start()
while not channels.get_count(channel):
    time.sleep(0.01)
received = channels.recv(channel)
thread.join()
print(received)
thread = threading.Thread(target=show, args=(channels.send, channel, 'waits in vain'))
thread.start()
while not channels.get_count(channel):
    time.sleep(0.01)
channels.close(channel, force=True)
thread.join()

channel = channels.create(1)
_interpreters.set___main___attrs(one, {'channel': channel})
_interpreters.exec(one, '''
for unbound in 1, 2, 3:
    channels.send(channel, unbound, unbound, blocking=False)
''')
channels.send(channel, 'stays', blocking=False)
_interpreters.destroy(one)
while channels.get_count(channel):
    show(channels.recv, channel)
_interpreters.destroy(two)
show(channels.destroy, channel)
show(channels.destroy, channel)
