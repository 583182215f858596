"""A browser that follows forms as people do: reads the page, fills the form it finds, submits."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Phone:
    """One person's browser without a service worker."""

    def __init__(self, client):
        self.client = client

    def get(self, path, **headers):
        return self.client.get(path, headers=headers)

    def page(self, path):
        answer = self.get(path)
        assert answer.status_code == 200, answer.status
        return answer.text

    def post(self, path, *, data=None, **fields):
        return self.client.post(path, data=data or fields, headers=SAME_ORIGIN)

    def form(self, path, noun):
        """The form of a page whose address ends in that noun: its address and its fields."""
        reader = _Forms()
        reader.feed(self.page(path))
        found = [form for form in reader.forms if urlsplit(form["action"]).path.endswith(noun)]
        assert found, f"no form {noun} on {path}"
        return found[0]

    def submit(self, path, noun, **filled):
        """Fill in and submit; fields not named keep what the page put there."""
        form = self.form(path, noun)
        return self.post(form["action"], data=form["fields"] | filled)


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self.forms.append({"action": values.get("action", ""), "fields": {}})
        elif tag == "input" and self.forms and values.get("name"):
            self._keep(values)

    def _keep(self, values):
        if values.get("type") in {"radio", "checkbox"} and "checked" not in values:
            return
        if values.get("type") != "file":
            self.forms[-1]["fields"].setdefault(values["name"], values.get("value") or "")
