/** The package manager of a Python application. */
export enum PythonPackages {
  /** `requirements.txt`, installed with pip. */
  REQUIREMENTS = 'requirements',
  /** `pyproject.toml` and `uv.lock`, installed with uv. */
  UV = 'uv',
  /** `pyproject.toml` and `poetry.lock`, installed with Poetry. */
  POETRY = 'poetry',
}
