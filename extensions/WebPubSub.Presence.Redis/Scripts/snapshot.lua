-- Returns epoch, sequence, and the users with their connections. KEYS: counts. ARGV: scope.
return { epoch, sequenceOf(ARGV[6]), redis.call('HGETALL', KEYS[10]) }
