-- Forgets groups that were asked for. KEYS: asked, listed, then the counts of each group. ARGV: scopes.
for i = 6, #ARGV do
  redis.call('ZREM', KEYS[10], ARGV[i])
  redis.call('SREM', KEYS[11], ARGV[i])
  redis.call('HDEL', META, 'asked ' .. ARGV[i])
  if redis.call('EXISTS', KEYS[12 + i - 6]) == 0 then
    forgetSequence(ARGV[i])
  end
end

return 0
