"""Import hooks: transparent."""

__complete__ = True

def beartype_this_package(**keywords): return None
def beartype_package(package_name, **keywords): return None
def beartype_packages(package_names, **keywords): return None
def beartype_all(**keywords): return None
