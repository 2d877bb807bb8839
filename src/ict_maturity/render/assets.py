"""In: nothing; out: the styles and scripts of the package as Outputs."""

from importlib.resources import files

from ict_maturity.data.outputs import Output


def asset_files() -> tuple[Output, ...]:
    """Every file of the package's assets, in the order of their names."""
    folder = files("ict_maturity") / "assets"
    return tuple(
        Output(f"assets/{file.name}", file.read_bytes())
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.is_file()
    )
