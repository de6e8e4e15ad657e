-- KEYS: connection, ended, groups of the connection. ARGV: ID.
redis.call('SET', KEYS[11], change(), 'PX', tombstoneMs('ended'))
return finish(KEYS[10], KEYS[12], ARGV[6])
