__all__ = ['ttypes', 'constants', 'QueryCatIO', 'PluginsManager', 'Plugin']
