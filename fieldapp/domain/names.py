"""People's names: what may be said of them to strangers."""

_DOUBLE = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯",
)  # fmt: skip


def family_name(name: str) -> str:
    """The family name of a Chinese name, the first word of any other."""
    if name.isascii():
        return name.split(" ")[0]
    return name[:2] if name.startswith(_DOUBLE) else name[:1]
