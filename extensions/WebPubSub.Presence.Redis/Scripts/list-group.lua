-- KEYS: members, counts, then connection, ended, groups and left of each member. ARGV: began, group, then ID and user of each member.
local members, counts, began, group, added = KEYS[10], KEYS[11], tonumber(ARGV[6]), ARGV[7], 0
for i = 8, #ARGV, 2 do
  local key = 12 + (i - 8) * 2
  local connection, ended, groups, left = KEYS[key], KEYS[key + 1], KEYS[key + 2], KEYS[key + 3]
  local _, leftAt = parseLeft(left)
  if endedAt(ended) <= began and leftAt <= began then
    redis.call('DEL', ended)
    open(connection, ARGV[i], ARGV[i + 1])
    renew(connection, ARGV[i])
    keep(groups)
    local membership = redis.call('HGET', members, ARGV[i])
    if not membership then
      addMember(members, counts, groups, left, connection, ARGV[i], group, '0')
      added = added + 1
    else
      local event, changed, user = parse(membership)
      if changed <= tonumber(redis.call('ZSCORE', CLEAN, ARGV[i]) or '0') then
        redis.call('HSET', members, ARGV[i], string.format('%.0f', event) .. '|' .. change() .. '|' .. user) -- clean.lua must not remove it
      end
    end
  end
end

keep(members)
keep(counts)
return added
