"""Memory that interpreters lend each other, items that outlive who sent them, many interpreters at once."""
import threading
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor

memory = bytearray(b'spam and eggs')
queue = interpreters.create_queue()
one = interpreters.create()
one.prepare_main(queue=queue, view=memoryview(memory))
one.exec('''if True:
    print(type(view).__name__, bytes(view), view.readonly, view.format)
    view[:4] = b'SPAM'
    own = bytearray(b'of another')
    queue.put(memoryview(own))
    queue.put(1)
''')
print(memory)
one.exec('del view')
lent = queue.get()
print(bytes(lent))
print(queue.qsize())
one.close()
print(bytes(lent), queue.get())
del lent

results = []


def work(number):
    interpreter = interpreters.create()
    interpreter.prepare_main(queue=queue)
    interpreter.exec('queue.put("lost")')
    results.append(interpreter.call(lambda number: sum(range(number)), number))
    interpreter.close()


threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results), [queue.get() for _ in range(8)])
print(len(interpreters.list_all()))

with InterpreterPoolExecutor(2) as pool:
    print(list(pool.map(pow, range(5), range(5))))
