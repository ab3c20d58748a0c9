engine = None
supported_engines = None
