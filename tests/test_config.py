"""Settings: what is wrong is named."""

import pytest

from fieldapp.config import Settings, SettingsError

ENOUGH = {"FIELDAPP_SECRET_KEY": "sixteen letters and more"}


def test_the_defaults_need_only_a_key():
    settings = Settings.from_environ({**ENOUGH, "PATH": "/bin"})

    assert settings.database_url == "sqlite:///var/fieldapp.db"
    assert settings.blobs_url.startswith("file:///")
    assert (settings.language, settings.timezone, settings.debug) == ("zh", "Asia/Shanghai", False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIELDAPP_SECRET_KEY", "short"),
        ("FIELDAPP_SECRET_KEY_FILE", "/nothing/here"),
        ("FIELDAPP_DATABASE_URL", "fieldapp.db"),
        ("FIELDAPP_BLOBS_URL", "https://example.cn/blobs"),
        ("FIELDAPP_TIMEZONE", "Asia/Shangai"),
        ("FIELDAPP_LANGUAGE", "fr"),
        ("FIELDAPP_BASE_URL", "service.example.cn"),
        ("FIELDAPP_BASE_URL", "https://service.example.cn/app"),
        ("FIELDAPP_PROXIES", "-1"),
        ("FIELDAPP_PROXIES", "²"),
        ("FIELDAPP_DEBUG", "yes"),
        ("FIELDAPP_COLOUR", "green"),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_name(name, value):
    environ = {name: value} if name.startswith("FIELDAPP_SECRET") else {**ENOUGH, name: value}

    with pytest.raises(SettingsError, match=rf"^{name}:"):
        Settings.from_environ(environ)


def test_there_is_no_default_key():
    with pytest.raises(SettingsError, match=r"^FIELDAPP_SECRET_KEY:"):
        Settings.from_environ({})


def test_the_key_may_lie_in_a_file(tmp_path):
    path = tmp_path / "key"
    path.write_text("a key in a file of its own\n")

    settings = Settings.from_environ({"FIELDAPP_SECRET_KEY_FILE": str(path)})

    assert settings.secret_key == "a key in a file of its own"


def test_two_keys_are_one_too_many(tmp_path):
    with pytest.raises(SettingsError, match=r"^FIELDAPP_SECRET_KEY:"):
        Settings.from_environ({**ENOUGH, "FIELDAPP_SECRET_KEY_FILE": str(tmp_path / "key")})
