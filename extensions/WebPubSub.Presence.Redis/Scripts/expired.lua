-- Returns connections whose lease had ended at a time, and trims the last-seen times. ARGV: time, retention in ms, maximum number.
redis.call('ZREMRANGEBYSCORE', SEEN, '-inf', now - tonumber(ARGV[7]))
redis.call('ZREMRANGEBYRANK', SEEN, 0, -tonumber(ARGV[8]) - 1)
return redis.call('ZRANGEBYSCORE', CONNS, '-inf', ARGV[6], 'LIMIT', 0, 100)
