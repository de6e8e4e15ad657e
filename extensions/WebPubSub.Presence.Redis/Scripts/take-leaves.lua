-- KEYS: the counts of each scope. ARGV: pending leaves, in the same order.
for i = 6, #ARGV do
  local due = redis.call('ZSCORE', GRACE, ARGV[i])
  if due and tonumber(due) <= now then
    redis.call('ZREM', GRACE, ARGV[i])
    local pending = cjson.decode(ARGV[i])
    local counts = KEYS[10 + i - 6]
    if tonumber(redis.call('HGET', counts, pending[2]) or '1') <= 0 then
      leave(pending[1], counts, pending[2], tonumber(due) - GRACE_MS)
    end
  end
end

return 0
