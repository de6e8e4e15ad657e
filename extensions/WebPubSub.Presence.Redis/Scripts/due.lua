-- Returns the next pending leaves whose grace period has ended.
return redis.call('ZRANGEBYSCORE', GRACE, '-inf', now, 'LIMIT', 0, 100)
