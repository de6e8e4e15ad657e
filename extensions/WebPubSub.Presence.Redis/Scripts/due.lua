-- Returns the next pending leaves whose grace period has ended. If the clock was set back, no grace period is longer than it would be from now on.
for _, pending in ipairs(redis.call('ZRANGEBYSCORE', GRACE, '(' .. (now + GRACE_MS), '+inf', 'LIMIT', 0, 1000)) do
  redis.call('ZADD', GRACE, now + GRACE_MS, pending)
end

return redis.call('ZRANGEBYSCORE', GRACE, '-inf', now, 'LIMIT', 0, 100)
