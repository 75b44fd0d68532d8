"""A Flask application answers its test client, and clients over a socket."""
import http.client
import logging
import threading

from flask import Blueprint, Flask, abort, jsonify, redirect, render_template_string, request, session, url_for
from werkzeug.serving import make_server

app = Flask(__name__)
app.secret_key = "not a secret"
notes = {1: "first", 2: "<second>"}
api = Blueprint("api", __name__, url_prefix="/api")


@app.before_request
def count():
    session["visits"] = session.get("visits", 0) + 1


@app.route("/")
def index():
    return render_template_string(
        "<ul>{% for id, text in notes|dictsort %}<li><a href={{ url_for('note', id=id) }}>{{ text }}</a>{% endfor %}</ul>",
        notes=notes,
    )


@app.route("/note/<int:id>", methods=["GET", "POST"])
def note(id):
    if request.method == "POST":
        notes[id] = request.form["text"]
        return redirect(url_for("note", id=id))
    if id not in notes:
        abort(404)
    return notes[id]


@api.get("/notes")
def listing():
    return jsonify(notes=notes, visits=session["visits"], query=request.args.to_dict(flat=False))


@api.post("/sum")
def total():
    return {"sum": sum(request.get_json())}


@app.errorhandler(404)
def missing(error):
    return {"error": error.name, "description": error.description}, 404


@app.get("/fail")
def fail():
    raise ZeroDivisionError("on purpose")


@app.errorhandler(ZeroDivisionError)
def failed(error):
    return f"caught {error!r}", 500


app.register_blueprint(api)
client = app.test_client()
for method, path, options in [
    ("get", "/", {}),
    ("get", "/note/1", {}),
    ("post", "/note/3", {"data": {"text": "third é"}}),
    ("get", "/note/3", {}),
    ("get", "/note/99", {}),
    ("get", "/note/abc", {}),
    ("put", "/note/1", {}),
    ("get", "/api/notes?a=1&a=2&b=%C3%A9", {}),
    ("post", "/api/sum", {"json": [1, 2.5, 3]}),
    ("post", "/api/sum", {"data": "no json", "content_type": "application/json"}),
    ("get", "/fail", {}),
]:
    response = getattr(client, method)(path, **options)
    headers = sorted((name, value) for name, value in response.headers if name not in ("Set-Cookie", "Vary"))
    print(method, path, response.status, headers, response.get_data(as_text=True).strip())

server = make_server("127.0.0.1", 0, app, threaded=True)
thread = threading.Thread(target=server.serve_forever)
thread.start()
logging.getLogger("werkzeug").setLevel(logging.ERROR)
answers = []


def ask(number):
    for turn in range(20):
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request("GET", f"/note/{number}")
        response = connection.getresponse()
        answers.append((number, response.status, response.read()))
        connection.close()


clients = [threading.Thread(target=ask, args=(number,)) for number in (1, 2, 3)]
for each in clients:
    each.start()
for each in clients:
    each.join()
server.shutdown()
thread.join()
server.server_close()
print(len(answers), sorted(set(answers)))
