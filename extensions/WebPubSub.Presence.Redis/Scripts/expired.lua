-- Returns connections whose lease had ended at a time, trims the last-seen times, and keeps the common keys. ARGV: time, retention in ms, maximum number.
redis.call('ZREMRANGEBYSCORE', SEEN, '-inf', now - tonumber(ARGV[7]))
redis.call('ZREMRANGEBYRANK', SEEN, 0, -tonumber(ARGV[8]) - 1)
for _, id in ipairs(redis.call('ZRANGEBYSCORE', CONNS, '(' .. (now + LEASE_MS), '+inf', 'LIMIT', 0, 1000)) do
  redis.call('ZADD', CONNS, now + LEASE_MS, id) -- the clock was set back
end

for i = 1, 9 do
  redis.call('PEXPIRE', KEYS[i], UNUSED_MS)
end

redis.call('PEXPIRE', GRACE, 3 * UNUSED_MS) -- longer than the counts of a group, which can contain users whose grace period runs
redis.call('PEXPIRE', SEEN, math.max(UNUSED_MS, tonumber(ARGV[7])))
return redis.call('ZRANGEBYSCORE', CONNS, '-inf', ARGV[6], 'LIMIT', 0, 100)
